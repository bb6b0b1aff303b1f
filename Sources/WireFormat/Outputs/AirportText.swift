import DisruptionCore

/// What is said of airports.
enum AirportText {
    /// What a program is called in a sentence.
    static func program(_ name: String) -> String {
        switch name {
        case "CLOSURE": "a closure"
        case "GROUND_STOP": "a ground stop"
        case "GROUND_DELAY": "a ground delay program"
        default: "a regulation"
        }
    }

    /// `Snow leaves ORD 40 % of its capacity from 10:45 CST to 13:00 CST: 61 flights are due within four hours`.
    static func weather(
        _ version: DisruptionVersion, _ code: AirportCode, _ reference: AirportDirectory
    ) -> String {
        let finding = version.finding
        let cause = element(finding.root?.cause ?? "")
        let verb = version.lifecycle == .resolved ? "left" : version.confirmed ? "leaves" : "is expected to leave"
        let exposed = Explanation.count(finding, "flights_exposed") ?? 0
        let isOver = version.lifecycle == .resolved
        let flights =
            exposed == 1 ? "1 flight \(isOver ? "was" : "is")" : "\(exposed) flights \(isOver ? "were" : "are")"
        return "\(cause) \(verb) \(code) \(percent(finding, "capacity_factor")) of its capacity"
            + "\(window(finding, code, reference)): \(flights) due "
            + "within four hours" + cascades(version)
    }

    /// What the cascades that are a part of it come to: `; 3 cascades from there delay 8 legs`.
    static func cascades(_ version: DisruptionVersion) -> String {
        let finding = version.finding
        guard let cascades = Explanation.count(finding, "cascades"), cascades > 0 else { return "" }
        let legs = Explanation.count(finding, "cascade_legs") ?? 0
        let verb = version.lifecycle == .resolved ? "delayed" : cascades == 1 ? "delays" : "delay"
        return "; \(cascades) \(cascades == 1 ? "cascade" : "cascades") from there \(verb) \(legs) legs"
    }

    /// `Departures at ORD are 35 min late (median of 24 in an hour, since 10:45 CST), where 2 min are usual`.
    static func lateness(
        _ version: DisruptionVersion, _ code: AirportCode, _ direction: MovementDirection,
        _ reference: AirportDirectory
    ) -> String {
        let finding = version.finding
        let what = direction == .departures ? "Departures" : "Arrivals"
        let median = Explanation.count(finding, "median_delay_minutes") ?? 0
        let movements = Explanation.count(finding, "movements") ?? 0
        return "\(what) at \(code) \(version.lifecycle == .resolved ? "were" : "are") \(median) min late"
            + "\(window(finding, code, reference)), the median of \(movements) in an hour at worst, "
            + "where \(usual(finding)) usual"
    }

    private static func usual(_ finding: Finding) -> String {
        let minutes = Explanation.count(finding, "usual_delay_minutes") ?? 0
        return minutes < 0 ? "\(-minutes) min early is" : minutes == 0 ? "on time is" : "\(minutes) min are"
    }

    private static func window(_ finding: Finding, _ code: AirportCode, _ reference: AirportDirectory) -> String {
        guard let from = Explanation.instant(finding, "window_start"),
            let until = Explanation.instant(finding, "window_end")
        else { return "" }
        return
            " from \(Explanation.local(from, at: code, reference)) to \(Explanation.local(until, at: code, reference))"
    }

    private static func element(_ name: String) -> String {
        switch name {
        case "thunderstorm": "A thunderstorm"
        case "freezing_precipitation": "Freezing precipitation"
        case "snow": "Snow"
        case "runway_wind": "Wind across the runways"
        case "strong_wind": "Strong wind"
        case "low_visibility": "Very low visibility"
        case "ceiling": "A low ceiling"
        case "visibility": "Low visibility"
        case "closed": "Snow on the runways"
        default: "Weather"
        }
    }

    static func percent(_ finding: Finding, _ name: String) -> String {
        for metric in finding.metrics where metric.name.description == name {
            if case .permille(let value) = metric.value { return "\((value + 5) / 10) %" }
        }
        return "a part"
    }
}
