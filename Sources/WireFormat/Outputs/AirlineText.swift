import DisruptionCore

/// What is said of an airline that does worse than its peers.
enum AirlineText {
    /// The airline, its base or its fleet.
    static func who(_ subject: Subject) -> String {
        switch subject {
        case .base(let carrier, let airport): "\(carrier) at \(airport)"
        case .fleet(let carrier, let type): "\(carrier)'s \(type) fleet"
        default: subject.id
        }
    }

    static func sentence(_ version: DisruptionVersion) -> String {
        let finding = version.finding
        let (late, cancelled) = (
            Explanation.count(finding, "late_departures") ?? 0, Explanation.count(finding, "cancelled_departures") ?? 0
        )
        var parts: [String] = []
        if cancelled > 0 { parts.append("\(cancelled) cancelled") }
        if late > 0 { parts.append("\(late) late") }
        let due = Explanation.count(finding, "departures_due") ?? 0
        let verb = version.lifecycle == .resolved ? "was" : "is"
        return "\(who(finding.subject)) \(verb) worse off than its peers at the same airports: "
            + "of \(due) departures due in two hours " + parts.joined(separator: " and ")
            + ", where \(AirportText.percent(finding, "expected_share")) were to be expected"
    }
}
