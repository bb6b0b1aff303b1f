import DisruptionCore

/// What is said of passengers who come too late for their next flight.
enum ConnectionSentence {
    static func statement(
        _ finding: Finding, _ inbound: LegKey, _ outbound: LegKey, confirmed: Bool, _ reference: AirportDirectory
    ) -> String {
        let count = Explanation.count(finding, "passengers") ?? 0
        let who = count == 1 ? "1 passenger" : "\(count) passengers"
        let isMissed = finding.metrics.contains { $0.name == StaticName("is_missed") && $0.value == .flag(true) }
        let verb = confirmed ? "missed" : isMissed ? (count == 1 ? "misses" : "miss") : "may miss"
        let due = Explanation.due(finding, at: outbound.origin, reference)
        let flight = "\(outbound.flight) from \(outbound.origin)\(due)"
        var text = "\(who) of \(inbound.flight) \(verb) \(flight)"
        if finding.root?.cause == "diversion" {
            text += ": \(inbound.flight) \(confirmed ? "came" : "comes") down elsewhere"
        } else if let slack = Explanation.count(finding, "slack_minutes") {
            text += slack < 0 ? " by \(-slack) min" : ": \(slack) min are left"
        }
        if let hold = Explanation.count(finding, "hold_minutes"), let saves = Explanation.count(finding, "hold_saves") {
            text += "; hold \(outbound.flight) \(hold) min: saves \(saves)"
        }
        return text
    }
}
