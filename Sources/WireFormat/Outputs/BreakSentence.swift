import DisruptionCore

/// What is said of a broken rotation.
enum BreakSentence {
    /// The break as the subject of a sentence.
    static func what(_ leg: LegKey, _ kind: BreakKind) -> String {
        let name = leg.flight.description
        switch kind {
        case .position: return "The missing aircraft of \(name)"
        case .inboundCancelled: return "The missing aircraft of \(name), whose inbound flight was cancelled,"
        case .inboundDiverted: return "The missing aircraft of \(name), whose inbound flight was diverted,"
        case .overlap: return "The doubly booked aircraft of \(name)"
        case .impossibleTurn: return "The short turn before \(name)"
        case .lateInbound: return "The late aircraft of \(name)"
        case .noTail: return "The unnamed aircraft of \(name)"
        case .downgauge: return "The smaller aircraft of \(name)"
        }
    }

    static func statement(
        _ finding: Finding, _ leg: LegKey, _ kind: BreakKind, confirmed: Bool, _ reference: AirportDirectory
    ) -> String {
        let flight = "\(leg.flight) from \(leg.origin)\(Explanation.due(finding, at: leg.origin, reference))"
        let text = "\(flight) \(predicate(finding, kind, confirmed: confirmed))"
        guard confirmed, kind != .downgauge else { return text }
        let delay = Explanation.count(finding, "departure_delay_minutes")
        return text + (delay.map { " and left \($0) min late" } ?? " and did not leave")
    }

    private static func predicate(_ finding: Finding, _ kind: BreakKind, confirmed: Bool) -> String {
        let (has, waits) = confirmed ? ("had", "waited") : ("has", "waits")
        let aircraft = Explanation.text(finding, "tail") ?? "its aircraft"
        let inbound = Explanation.text(finding, "inbound_leg").map { $0.prefix { $0 != "/" } }.map(String.init)
        let by = inbound ?? "the flight before it"
        switch kind {
        case .position: return "\(has) no aircraft there: \(aircraft) comes down elsewhere with \(by)"
        case .inboundCancelled: return "\(has) no aircraft: \(by), which was to bring \(aircraft), is cancelled"
        case .inboundDiverted: return "\(has) no aircraft: \(by), which was to bring \(aircraft), is diverted"
        case .overlap:
            let minutes = Explanation.count(finding, "overlap_minutes") ?? 0
            return "\(has) no aircraft: \(aircraft) still flies \(by), for \(minutes) min"
        case .impossibleTurn:
            let (planned, least) = ("planned_turn_minutes", "minimum_turn_minutes")
            return "\(has) \(Explanation.count(finding, planned) ?? 0) min behind \(by) to turn \(aircraft), "
                + "which takes \(Explanation.count(finding, least) ?? 0) min"
        case .lateInbound:
            let late = Explanation.count(finding, "ready_minutes") ?? 0
            return "\(waits) for \(aircraft), which comes in late with \(by) and \(confirmed ? "was" : "is") ready "
                + "\(late) min after departure time"
        case .noTail: return "\(has) no aircraft named"
        case .downgauge:
            let (now, planned) = ("seats", "seats_planned")
            return "\(confirmed ? "flew" : "flies") with \(Explanation.count(finding, now) ?? 0) seats instead of "
                + "\(Explanation.count(finding, planned) ?? 0)"
        }
    }
}
