import DisruptionCore
import PostgresClient
import WireFormat

/// The columns of `iropsd.alert_audit` and of `iropsd.alerts`, in the order in which rows are staged.
enum AlertColumns {
    static let names = [
        "alert_id", "version", "state", "severity", "by_kind", "by_id", "why", "disruption_id", "pattern",
        "subject_kind", "subject_id", "text", "muted_until", "event_time", "trigger_event_id", "correlation_id", "body",
    ]

    static func write(_ row: AlertRow, json: UnsafeRawBufferPointer, into copy: inout CopyRows) {
        copy.append(text: row.id)
        copy.append(bigint: row.version)
        copy.append(text: row.state)
        copy.append(text: row.severity)
        copy.append(text: row.byKind)
        copy.append(textOrNull: row.byID)
        copy.append(textOrNull: row.why)
        copy.append(textOrNull: row.disruptionID)
        copy.append(textOrNull: row.pattern)
        copy.append(textOrNull: row.subjectKind)
        copy.append(textOrNull: row.subjectID)
        copy.append(textOrNull: row.text)
        copy.append(instantOrNull: row.mutedUntil)
        copy.append(timestampMs: row.eventTime.ms)
        copy.append(textOrNull: row.triggerEventID)
        copy.append(textOrNull: row.correlationID)
        copy.append(jsonb: json)
    }
}
