public import DisruptionCore

/// The one sentence that says what happened and why, for a controller: times in the airport's local time with its zone.
public enum Explanation {
    public static func sentence(of version: DisruptionVersion, reference: AirportDirectory) -> String {
        let finding = version.finding
        let text: String
        switch version.lifecycle {
        case .retracted: text = "\(what(finding)) is withdrawn\(averted(finding))"
        case .superseded: text = "\(what(finding)) is told by another event now"
        default: text = statement(version, reference)
        }
        return text + "."
    }

    private static func averted(_ finding: Finding) -> String {
        switch finding.avertedBy?.description {
        case "swap"?:
            finding.pattern == .rotationBreak
                ? ": another aircraft flies it" : ": the root leg flies with another aircraft"
        case "cancellation"?: ": the flight is cancelled"
        case "recovered"?: ": the delay was made up"
        case "left_in_time"?: ": it left in time"
        case "inbound_changed"?: ": its aircraft comes by another flight"
        case "reinstated"?: ": the flight operates again"
        case "positioning"?: ": another flight brings the aircraft"
        case "inbound_cancelled"?: ": the flight before it is cancelled"
        case "rerouted"?: ": the aircraft comes in there after all"
        case "retimed"?: ": the times no longer overlap"
        case "tail_named"?: ": an aircraft is named"
        case "seats_restored"?: ": it has its seats again"
        case let other?: ": \(other)"
        case nil: ": it did not come true"
        }
    }

    private static func what(_ finding: Finding) -> String {
        switch (finding.pattern, finding.subject) {
        case (.cascadingDelay, .rotation(let tail, let root)): "The cascade of \(tail) from \(name(root))"
        case (.airportCongestion, .airport(let code)): "The congestion of \(code)"
        case (.airlineDisruption, _): "The disruption of \(AirlineText.who(finding.subject))"
        case (.networkDisruption, _): "The disruption of the network"
        case (.weatherImpact, .airport(let code)): "The weather impact on \(code)"
        case (.seasonalDeviation, .direction(let code, let direction)): "The lateness of \(code)'s \(direction.name)"
        case (.flightDelay, .leg(let leg)): "The delay of \(name(leg))"
        case (.flightCancelled, .leg(let leg)): "The cancellation of \(name(leg))"
        case (.gateChange, .leg(let leg)): "The gate change of \(name(leg))"
        case (.flightDiverted, .leg(let leg)): "The diversion of \(name(leg))"
        case (.rotationBreak, .rotationBreak(let leg, let kind)): BreakSentence.what(leg, kind)
        case (.missedConnection, .connection(let inbound, let outbound)):
            "The connection from \(name(inbound)) to \(name(outbound))"
        default: "\(finding.pattern.name) of \(finding.subject.id)"
        }
    }

    private static func statement(_ version: DisruptionVersion, _ reference: AirportDirectory) -> String {
        let (finding, confirmed) = (version.finding, version.confirmed)
        switch (finding.pattern, finding.subject) {
        case (.cascadingDelay, .rotation(let tail, let root)):
            return cascade(finding, tail, root, confirmed: confirmed, reference: reference)
        case (.airportCongestion, .airport(let code)):
            return congestion(version, code, reference)
        case (.airlineDisruption, _): return AirlineText.sentence(version)
        case (.networkDisruption, _): return NetworkText.sentence(version)
        case (.weatherImpact, .airport(let code)): return AirportText.weather(version, code, reference)
        case (.seasonalDeviation, .direction(let code, let direction)):
            return AirportText.lateness(version, code, direction, reference)
        case (.flightDelay, .leg(let leg)):
            let verb = confirmed ? "was" : "is expected"
            return
                "\(name(leg)) from \(leg.origin)\(due(finding, at: leg.origin, reference)) "
                + "\(verb) \(finding.figure) min late" + cause(finding)
        case (.flightCancelled, .leg(let leg)):
            return "\(name(leg)) from \(leg.origin)\(due(finding, at: leg.origin, reference)) is cancelled"
                + cause(finding)
        case (.gateChange, .leg(let leg)):
            return "\(name(leg)) from \(leg.origin) " + gate(finding)
        case (.flightDiverted, .leg(let leg)):
            return "\(name(leg)) from \(leg.origin) diverts to \(text(finding, "diverted_to") ?? "another airport")"
                + cause(finding)
        case (.rotationBreak, .rotationBreak(let leg, let kind)):
            return BreakSentence.statement(finding, leg, kind, confirmed: confirmed, reference)
        case (.missedConnection, .connection(let inbound, let outbound)):
            return ConnectionSentence.statement(finding, inbound, outbound, confirmed: confirmed, reference)
        default: return what(finding)
        }
    }

    private static func cascade(
        _ finding: Finding, _ tail: Tail, _ root: LegKey, confirmed: Bool, reference: AirportDirectory
    ) -> String {
        // A leg on the way that gets rid of the delay is in the list, and not worth a word.
        let delayed = finding.legs.filter { $0.reactionaryMinutes > 0 }
        let legs = delayed.isEmpty ? finding.legs : delayed
        let shown = legs.prefix(4).map {
            let time = local($0.scheduledDeparture, at: $0.leg.origin, reference)
            return "\(name($0.leg)) from \($0.leg.origin) at \(time) by \($0.reactionaryMinutes) min"
        }
        let more = legs.count > 4 ? " and \(legs.count - 4) more" : ""
        let delay = count(finding, "root_delay_minutes") ?? 0
        return
            "\(tail) \(confirmed ? "came" : "comes") in \(delay) min late with \(name(root)) "
            + "and \(confirmed ? "delayed" : "delays") " + shown.joined(separator: ", ") + more
    }

    private static func congestion(_ version: DisruptionVersion, _ code: AirportCode, _ reference: AirportDirectory)
        -> String
    {
        let finding = version.finding
        var parts: [String] = []
        if let due = count(finding, "departures_due"), let cancelled = count(finding, "cancelled_departures"),
            cancelled > 0
        {
            parts.append("\(cancelled) of \(due) departures due \(version.confirmed ? "were" : "are") cancelled")
        }
        let program = text(finding, "program")
        if let program { parts.append("\(AirportText.program(program)) is in force") }
        // Where nothing may move, minutes of a queue and a capacity say nothing.
        let isShut = program == "closure" || program == "ground_stop"
        if finding.root?.cause != "cancellations", !isShut {
            if let queue = count(finding, "queue_minutes"), queue > 0 { parts.append("the queue is \(queue) min") }
            if let demand = count(finding, "demand_per_hour"), let capacity = count(finding, "capacity_per_hour") {
                parts.append("\(demand) movements an hour meet a capacity of \(capacity)")
            }
        }
        if finding.root?.cause == "taxi", let minutes = count(finding, "additional_taxi_out_minutes") {
            parts.append("take-offs taxi \(minutes) min longer than unimpeded ones")
        }
        let when = "\(code) \(span(version, at: code, reference))"
        let cascades = AirportText.cascades(version)
        if parts.isEmpty { return when + cascades }
        return when + ": \(version.confirmed ? "at worst " : "")" + parts.joined(separator: ", ") + cascades
    }

    /// Since when, or from when to when, an airport is congested.
    private static func span(
        _ version: DisruptionVersion, at code: AirportCode, _ reference: AirportDirectory
    ) -> String {
        guard let from = instant(version.finding, "window_start") else { return "is congested" }
        let start = local(from, at: code, reference)
        if version.lifecycle == .resolved, let until = instant(version.finding, "window_end") {
            return "was congested from \(start) to \(local(until, at: code, reference))"
        }
        return from > version.eventTime ? "will be congested from \(start)" : "is congested since \(start)"
    }

    static func name(_ leg: LegKey) -> String { leg.flight.description }

    static func due(_ finding: Finding, at airport: AirportCode, _ reference: AirportDirectory) -> String {
        finding.firstEffectAt.map { " at \(local($0, at: airport, reference))" } ?? ""
    }

    private static func cause(_ finding: Finding) -> String {
        guard let cause = finding.root?.cause, cause != "unknown" else { return "" }
        return cause == "late_arrival" ? ", its aircraft comes in late" : ", reason: \(cause)"
    }

    private static func gate(_ finding: Finding) -> String {
        let (old, new) = (place(finding, "old"), place(finding, "new"))
        if new.isEmpty { return old.isEmpty ? "changes its gate" : "no longer leaves from \(old)" }
        return "leaves from \(new)" + (old.isEmpty ? "" : " instead of \(old)")
    }

    private static func place(_ finding: Finding, _ which: String) -> String {
        let gate = text(finding, which + "_gate").map { "gate \($0)" }
        let terminal = text(finding, which + "_terminal").map { "terminal \($0)" }
        return [gate, terminal].compactMap { $0 }.joined(separator: ", ")
    }

    /// `14:30 CST`, in the airport's zone; UTC where that is not known.
    static func local(_ instant: Instant, at airport: AirportCode, _ reference: AirportDirectory) -> String {
        let zone = reference.zone(of: airport) ?? ZoneTable.utc
        let minute = zone.local(instant).minute
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minute / 60)):\(two(minute % 60)) \(zone.abbreviation(at: instant))"
    }

    private static func value(_ finding: Finding, _ name: String) -> Metric.Value? {
        finding.metrics.first { $0.name.description == name }?.value
    }

    static func count(_ finding: Finding, _ name: String) -> Int64? {
        switch value(finding, name) {
        case .count(let count)?: count
        case .permille(let permille)?: permille / 1000
        default: nil
        }
    }

    static func text(_ finding: Finding, _ name: String) -> String? {
        if case .text(let text)? = value(finding, name), !text.isEmpty { text } else { nil }
    }

    static func instant(_ finding: Finding, _ name: String) -> Instant? {
        if case .instant(let instant)? = value(finding, name) { instant } else { nil }
    }
}
