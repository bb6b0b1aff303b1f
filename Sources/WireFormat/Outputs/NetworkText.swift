import DisruptionCore

/// What is said of a disruption of the whole network.
enum NetworkText {
    static func sentence(_ version: DisruptionVersion) -> String {
        let finding = version.finding
        let isOver = version.lifecycle == .resolved
        guard case .airport(let root)? = finding.root?.subject else {
            return "\(AirportText.percent(finding, "late_share")) of the hour's departures of all airports "
                + "\(isOver ? "were" : "are") 15 or more minutes late, where at most "
                + "\(AirportText.percent(finding, "usual_late_share")) are usual"
        }
        let airports = Explanation.count(finding, "component_airports") ?? 0
        let legs = Explanation.count(finding, "affected_legs") ?? 0
        let minutes = Explanation.count(finding, "reactionary_minutes") ?? 0
        let share = AirportText.percent(finding, "component_share")
        return "\(airports) disrupted airports with \(share) of all departures "
            + "\(isOver ? "passed" : "pass") their delay on to each other, from \(root) on\(why(finding)): "
            + "late aircraft made \(legs) departures of three hours late, by \(minutes) min in all"
    }

    private static func why(_ finding: Finding) -> String {
        switch finding.root?.cause {
        case "weather"?: " (weather)"
        case "congestion"?: " (congestion)"
        default: ""
        }
    }
}
