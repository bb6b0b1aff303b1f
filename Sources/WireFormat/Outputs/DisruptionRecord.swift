public import DisruptionCore

/// One version of a disruption as a record of disruption.events: key, JSON value and headers.
public enum DisruptionRecord {
    /// The key: 32 hexadecimal digits.
    public static func id(_ id: DisruptionID) -> String { hex(id.high) + hex(id.low) }

    /// 16 hexadecimal digits.
    public static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Writes the value.
    /// - Parameter reference: for the local times of the explanation.
    public static func write(_ version: DisruptionVersion, reference: AirportDirectory, into json: inout JSONWriter) {
        let finding = version.finding
        json.beginObject()
        json.key("disruption_id")
        json.quoted {
            $0.put(hex: version.id.high)
            $0.put(hex: version.id.low)
        }
        json.field("version", version.version)
        upper("lifecycle", version.lifecycle.name, into: &json)
        json.field("confirmed", version.confirmed)
        upper("pattern", finding.pattern.name, into: &json)
        // What was never so was not severe, however it looked.
        let severity = version.lifecycle == .retracted ? Severity.none : finding.severity
        json.field("severity", severity.name)
        json.field("category", ifPresent: finding.category?.name)
        json.key("subject")
        subject(finding.subject, into: &json)
        if let root = finding.root {
            json.key("root")
            json.beginObject()
            name(root.subject, into: &json)
            json.field("cause", root.cause)
            json.endObject()
        }
        json.field("parent_id", ifPresent: finding.parent.map(id))
        json.field("superseded_by", ifPresent: finding.supersededBy.map(id))
        if version.lifecycle == .retracted { json.field("averted_by", ifPresent: finding.avertedBy?.description) }
        legs(finding.legs, into: &json)
        if let impact = finding.impact { ImpactText.write(impact, into: &json) }
        metrics(finding.metrics, into: &json)
        evidence(finding.evidence, version.triggerEventID, into: &json)
        json.field("confidence", permille: Int64(finding.confidencePermille))
        json.field("detected_at", version.detectedAt)
        if let first = finding.firstEffectAt {
            json.field("first_effect_at", first)
            json.field("lead_minutes", first.minutes(since: version.detectedAt))
        }
        json.field("explanation", Explanation.sentence(of: version, reference: reference))
        json.field("event_time", version.eventTime)
        if !version.triggerEventID.isEmpty { json.field("trigger_event_id", version.triggerEventID) }
        if !version.correlationID.isEmpty { json.field("correlation_id", version.correlationID) }
        json.key("config_id")
        json.quoted { $0.put(hex: version.configID) }
        json.endObject()
    }

    /// `event_type`, `schema`, and for single-flight events `routing_key`.
    public static func headers(of version: DisruptionVersion) -> [(name: String, value: String)] {
        var headers = [
            ("event_type", "disruption.\(version.finding.pattern.name).\(version.lifecycle.name)"),
            ("schema", "disruption/1"),
        ]
        if let key = version.finding.routingKey { headers.append(("routing_key", key.description)) }
        return headers
    }

    /// A name of letters and `_`, in upper case.
    private static func upper(_ key: StaticString, _ name: StaticString, into json: inout JSONWriter) {
        json.key(key)
        json.quoted { out in
            name.withUTF8Buffer { for byte in $0 { out.put8(byte == 0x5F ? byte : byte & 0xDF) } }
        }
    }

    /// Kind and id; codes, numbers and dates need no escaping.
    private static func name(_ subject: Subject, into json: inout JSONWriter) {
        json.field("kind", subject.kind)
        json.key("id")
        json.quoted { out in subject.forEachByte { out.put8($0) } }
    }

    private static func subject(_ subject: Subject, into json: inout JSONWriter) {
        json.beginObject()
        name(subject, into: &json)
        json.endObject()
    }

    private static func legs(_ legs: [AffectedLeg], into json: inout JSONWriter) {
        if legs.isEmpty { return }
        json.key("legs")
        json.beginArray()
        for leg in legs {
            json.beginObject()
            json.field("leg_id", leg.leg)
            json.field("predicted_delay_minutes", leg.predictedDelayMinutes)
            json.field("reactionary_minutes", leg.reactionaryMinutes)
            json.field("depth", leg.depth)
            json.field("scheduled_departure", leg.scheduledDeparture)
            json.field("lead_minutes", leg.leadMinutes)
            json.field("confidence", permille: Int64(leg.confidencePermille))
            roots(leg.roots, into: &json)
            json.endObject()
        }
        json.endArray()
    }

    private static func roots(_ roots: [RootVector.Share], into json: inout JSONWriter) {
        if roots.isEmpty { return }
        json.key("roots")
        json.beginArray()
        for share in roots {
            json.beginObject()
            json.field("leg_id", share.root)
            json.field("minutes", share.minutes)
            json.endObject()
        }
        json.endArray()
    }

    private static func metrics(_ metrics: [Metric], into json: inout JSONWriter) {
        json.key("metrics")
        json.beginObject()
        for metric in metrics {
            // What nobody said is left out.
            if case .text("") = metric.value { continue }
            json.key(metric.name.text)
            switch metric.value {
            case .count(let value): json.value(value)
            case .permille(let value): json.value(permille: value)
            case .flag(let value): json.value(value)
            case .text(let value): json.value(value)
            case .instant(let value): json.value(value)
            case .codes(let codes):
                json.beginArray()
                for code in codes { json.value(code) }
                json.endArray()
            }
        }
        json.endObject()
    }

    private static func evidence(_ evidence: [Evidence], _ eventID: String, into json: inout JSONWriter) {
        json.key("evidence")
        json.beginArray()
        for item in evidence {
            json.beginObject()
            json.field("what", item.what.text)
            json.field("value", item.value)
            json.field("threshold", item.threshold)
            if !eventID.isEmpty { json.field("source_event_id", eventID) }
            json.endObject()
        }
        json.endArray()
    }
}

extension ByteWriter {
    /// 16 hexadecimal digits.
    fileprivate mutating func put(hex value: UInt64) {
        for shift in stride(from: 60, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift) & 15)
            put8(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
