import DisruptionCore
import PostgresClient
import WireFormat

/// The columns of `iropsd.disruptions`, in the order in which rows are staged.
enum DisruptionColumns {
    static let names = [
        "disruption_id", "version", "lifecycle", "confirmed", "pattern", "severity", "category", "subject_kind",
        "subject_id", "root_kind", "root_id", "root_cause", "parent_id", "superseded_by", "confidence", "detected_at",
        "first_effect_at", "lead_minutes", "event_time", "explanation", "trigger_event_id", "correlation_id",
        "config_id", "body",
    ]

    static func write(_ row: DisruptionRow, json: UnsafeRawBufferPointer, into copy: inout CopyRows) {
        copy.append(text: row.id)
        copy.append(bigint: row.version)
        copy.append(text: row.lifecycle)
        copy.append(boolean: row.isConfirmed)
        copy.append(text: row.pattern)
        copy.append(text: row.severity)
        copy.append(textOrNull: row.category)
        copy.append(text: row.subjectKind)
        copy.append(text: row.subjectID)
        copy.append(textOrNull: row.rootKind)
        copy.append(textOrNull: row.rootID)
        copy.append(textOrNull: row.rootCause)
        copy.append(textOrNull: row.parentID)
        copy.append(textOrNull: row.supersededBy)
        copy.append(doubleOrNull: row.confidence)
        copy.append(instantOrNull: row.detectedAt)
        copy.append(instantOrNull: row.firstEffectAt)
        copy.append(integerOrNull: row.leadMinutes)
        copy.append(timestampMs: row.eventTime.ms)
        copy.append(textOrNull: row.explanation)
        copy.append(textOrNull: row.triggerEventID)
        copy.append(textOrNull: row.correlationID)
        copy.append(textOrNull: row.configID)
        copy.append(jsonb: json)
    }
}

/// The columns of `iropsd.disruption_legs`.
enum DisruptionLegColumns {
    static let names = [
        "disruption_id", "leg_id", "depth", "predicted_delay_minutes", "reactionary_minutes", "scheduled_departure",
    ]

    static func write(_ leg: DisruptionLegRow, of disruption: UnsafeRawBufferPointer, into copy: inout CopyRows) {
        copy.append(text: disruption)
        copy.append(text: leg.leg)
        copy.append(integerOrNull: leg.depth)
        copy.append(integerOrNull: leg.predictedDelayMinutes)
        copy.append(integerOrNull: leg.reactionaryMinutes)
        copy.append(instantOrNull: leg.scheduledDeparture)
    }
}
