/// NETWORK_DISRUPTION: disrupted airports pass their delay on to each other, or far more departures than usual are late
/// all over the network.
///
/// A disrupted airport has a settled WEATHER_IMPACT or AIRPORT_CONGESTION, or is later than usual as SEASONAL_DEVIATION
/// finds it. Open where the largest component of such airports that late aircraft connected within three hours has
/// enough airports, enough legs and enough of all departures, or where the share of late departures of the hour exceeds
/// the 95 % point of usual days by far. Severity by the component's share of all departures.
///
/// Said of settled bins alone, so it is confirmed at once. Departures are those that became due in the three hours
/// behind, for what is scheduled ahead changes with everything that comes. Source: domain rule of network effects;
/// thresholds are engineering defaults, calibrated on the US month of January 2008.
enum NetworkDisruption {
    typealias Episodes = SettledEpisodes<NetworkDisruptionFigures>

    enum Cause: UInt8 {
        /// Delay that late aircraft carry between disrupted airports.
        case spread
        /// Late departures everywhere.
        case lateness
    }

    static func verdict(_ figures: NetworkDisruptionFigures, _ settings: EngineSettings) -> SettledVerdict {
        let isSpread =
            Int64(figures.size) >= settings[.networkAirports] && Int64(figures.legs) >= settings[.networkLegs]
            && Int64(figures.sharePermille) >= settings[.networkSharePermille]
        let excess = Int64(figures.latePermille) - Int64(figures.usualPermille)
        let isLate =
            Int64(figures.departed) >= settings[.networkDepartures] && excess >= settings[.networkLateExcessPermille]
        let keepsSpread =
            Int64(figures.size) >= settings[.networkAirports] && 2 * Int64(figures.legs) >= settings[.networkLegs]
            && 2 * Int64(figures.sharePermille) >= settings[.networkSharePermille]
        let keepsLate =
            2 * Int64(figures.departed) >= settings[.networkDepartures]
            && 2 * excess >= settings[.networkLateExcessPermille]
        let cause: Cause = isSpread || !isLate && keepsSpread ? .spread : .lateness
        var verdict = SettledVerdict(keeps: isSpread || isLate || keepsSpread || keepsLate, cause: cause.rawValue)
        if isSpread {
            verdict.severity = severity(figures, settings)
        } else if isLate {
            verdict.severity = .low
        }
        // What opens is worse than what only goes on, and what spreads is worse than what is late everywhere.
        let rank: Int64 = isSpread ? 2 : isLate ? 1 : 0
        let degree =
            cause == .spread
            ? Int64(figures.sharePermille) * 1_000_000 + min(Int64(figures.minutes), 999_999) : max(0, excess)
        verdict.score = rank * 10_000_000_000 + degree
        return verdict
    }

    /// Steps by share, calibrated on the US month of January 2008. Delay alone is medium at the most, for a night makes
    /// it good: more than that takes cancellations.
    private static func severity(_ figures: NetworkDisruptionFigures, _ settings: EngineSettings) -> Severity {
        let share = Int64(figures.sharePermille)
        if share < settings[.networkMediumPermille] { return .low }
        if Int64(figures.cancelledPermille) < settings[.networkCancelledPermille] { return .medium }
        if share > settings[.networkCriticalPermille] { return .critical }
        return share > settings[.networkHighPermille] ? .high : .medium
    }

    /// What is found of one operating day.
    static func finding(_ subject: Subject, _ day: Episodes.Day, isOpen: Bool, _ settings: EngineSettings) -> Finding? {
        guard let settled = day.settled else { return nil }
        let figures = settled.figures
        var found = Finding(
            pattern: .networkDisruption, subject: subject, holds: true, keeps: true, settled: true,
            severity: settled.severity, figure: 0)
        found.over = !isOpen
        found.firstEffectAt = settled.from.start
        found.root = root(figures, settled.cause, subject)
        // While it goes on it is told anew when its legs have doubled.
        found.shape = isOpen ? UInt64(settled.cause) | Finding.doublings(Int64(figures.legs)) << 8 : settled.hash
        found.metrics = [
            Metric("component_airports", .count(Int64(figures.size))),
            Metric("airports", .codes(figures.airports)),
            Metric("affected_legs", .count(Int64(figures.legs))),
            Metric("reactionary_minutes", .count(Int64(figures.minutes))),
            Metric("component_share", .permille(Int64(figures.sharePermille))),
            Metric("disrupted_share", .permille(Int64(figures.disruptedPermille))),
            Metric("cancelled_share", .permille(Int64(figures.cancelledPermille))),
            Metric("new_airports_per_hour", .count(Int64(figures.newAirports))),
            Metric("late_share", .permille(Int64(figures.latePermille))),
            Metric("usual_late_share", .permille(Int64(figures.usualPermille))),
            Metric("window_start", .instant(settled.from.start)),
            Metric("window_end", .instant(settled.until.end)),
        ]
        found.evidence = [
            Evidence(
                "component_airports", value: Int64(figures.size), threshold: settings[.networkAirports]),
            Evidence("affected_legs", value: Int64(figures.legs), threshold: settings[.networkLegs]),
            Evidence(
                "component_share_permille", value: Int64(figures.sharePermille),
                threshold: settings[.networkSharePermille]),
            Evidence(
                "late_excess_permille", value: Int64(figures.latePermille) - Int64(figures.usualPermille),
                threshold: settings[.networkLateExcessPermille]),
        ]
        // More is sure of more flights: n ÷ (n + 5) of 950 thousandths, of 700 where what is usual is a default.
        let isLateness = Cause(rawValue: settled.cause) == .lateness
        let flights = max(0, Int64(isLateness ? figures.departed : figures.legs))
        let most: Int64 = isLateness && figures.isUnlearned ? 700 : 950
        found.confidencePermille = Int32(clamping: most * flights / (flights + 5))
        return found
    }

    private static func root(_ figures: NetworkDisruptionFigures, _ cause: UInt8, _ subject: Subject) -> Root {
        if figures.root.isNone || Cause(rawValue: cause) == .lateness { return Root(subject, cause: "delays") }
        let trouble = figures.rootTrouble
        let name = trouble.contains(.weather) ? "weather" : trouble.contains(.congestion) ? "congestion" : "delays"
        return Root(.airport(figures.root), cause: name)
    }
}
