/// AIRPORT_CONGESTION: an airport cancels many of its departures, or cannot serve its demand.
///
/// Said early from what is expected (hour before to four hours ahead); confirmed by settled bins, with their worst
/// figures. It stays provisional while more is expected than has settled, so that a severity does not fall when the
/// first bins settle. Sources: FAA 7210.3, 17-9 (demand over acceptance rate); EUROCONTROL ATMAP 2009, 4.5 (capacity);
/// thresholds are engineering defaults, calibrated on the US month of January 2008.
enum AirportCongestion {
    typealias Episodes = SettledEpisodes<AirportCongestionFigures>

    /// What is found of one operating day.
    /// - Parameter outlook: nil where nothing is expected of the day.
    static func finding(
        _ airport: AirportCode, _ day: Episodes.Day, isOpen: Bool, outlook: OutlookPart<AirportCongestionFigures>?,
        settings: EngineSettings
    ) -> Finding {
        switch day.statement(isOpen: isOpen, expected: outlook) {
        case .settled(let settled, let isOver): confirmed(airport, settled, isOver: isOver, settings)
        case .expected(let part, let from): provisional(airport, part, from: from, isOpen: isOpen, settings)
        case .gone:
            Finding(
                pattern: .airportCongestion, subject: .airport(airport), holds: false, keeps: false, settled: false,
                severity: .none, figure: 0)
        }
    }

    private static func confirmed(
        _ airport: AirportCode, _ settled: Episodes.Settled, isOver: Bool, _ settings: EngineSettings
    ) -> Finding {
        var found = finding(
            airport, holds: true, settled.severity, settled.figures,
            cause: AirportCongestionVerdict.Cause(rawValue: settled.cause) ?? .cancellations,
            settings)
        found.settled = true
        found.over = isOver
        found.firstEffectAt = settled.from.start
        found.metrics.append(Metric("window_start", .instant(settled.from.start)))
        found.metrics.append(Metric("window_end", .instant(settled.until.end)))
        found.confidencePermille = 1000
        if isOver { found.shape = settled.hash }
        return found
    }

    private static func provisional(
        _ airport: AirportCode, _ expected: OutlookPart<AirportCongestionFigures>, from: QuarterHour, isOpen: Bool,
        _ settings: EngineSettings
    ) -> Finding {
        let cause = AirportCongestionVerdict.Cause(rawValue: expected.verdict.cause) ?? .cancellations
        var found = finding(
            airport, holds: isOpen || expected.severity > .none, max(expected.severity, .low), expected.figures,
            cause: cause, settings)
        found.keeps = expected.keeps
        found.firstEffectAt = from.start
        found.metrics.append(Metric("window_start", .instant(from.start)))
        found.metrics.append(Metric("window_end", .instant(expected.until.end)))
        found.confidencePermille = confidence(expected.figures, cause: cause)
        return found
    }

    private static func finding(
        _ airport: AirportCode, holds: Bool, _ severity: Severity, _ figures: AirportCongestionFigures,
        cause: AirportCongestionVerdict.Cause, _ settings: EngineSettings
    ) -> Finding {
        var found = Finding(
            pattern: .airportCongestion, subject: .airport(airport), holds: holds, keeps: false, settled: false,
            severity: severity, figure: 0)
        found.root = Root(.airport(airport), cause: cause.name)
        found.shape = UInt64(cause.rawValue)
        found.metrics = [
            Metric("cancelled_share", .permille(figures.cancelledPermille)),
            Metric("departures_due", .count(Int64(figures.due))),
            Metric("cancelled_departures", .count(Int64(figures.cancelled))),
            Metric("demand_per_hour", .count(Int64(figures.demand))),
        ]
        if let capacity = figures.capacity {
            found.metrics += [
                Metric("capacity_per_hour", .count(Int64(capacity))),
                Metric("utilisation", .permille(figures.utilisationPermille)),
                Metric("queue_minutes", .count(figures.queueMinutes)),
            ]
        }
        if figures.takeoffs > 0 {
            found.metrics += [
                Metric("additional_taxi_out_minutes", .count(Int64(figures.additionalTaxi))),
                Metric("takeoffs", .count(Int64(figures.takeoffs))),
            ]
        }
        if let program = figures.program { found.metrics.append(Metric("program", .text("\(program.name)"))) }
        found.evidence = evidence(figures, cause, settings)
        return found
    }

    private static func evidence(
        _ figures: AirportCongestionFigures, _ cause: AirportCongestionVerdict.Cause, _ settings: EngineSettings
    ) -> [Evidence] {
        if let program = figures.program, cause == AirportCongestionVerdict.Cause(program) {
            return [Evidence("program_in_force", value: 1, threshold: 1)]
        }
        if cause == .cancellations {
            return [
                Evidence(
                    "cancelled_permille", value: figures.cancelledPermille,
                    threshold: settings[.congestionCancelledPermille]),
                Evidence("departures_due", value: Int64(figures.due), threshold: settings[.congestionDepartures]),
            ]
        }
        if cause == .taxi {
            return [
                Evidence(
                    "additional_taxi_out_minutes", value: Int64(figures.additionalTaxi),
                    threshold: settings[.congestionTaxiMinutes]),
                Evidence("takeoffs", value: Int64(figures.takeoffs), threshold: settings[.congestionDepartures]),
            ]
        }
        return [
            Evidence("queue_minutes", value: figures.queueMinutes, threshold: settings[.congestionQueueMinutes]),
            Evidence(
                "utilisation_permille", value: figures.utilisationPermille,
                threshold: settings[.congestionUtilisationPermille]),
            Evidence(
                "departures_waiting", value: Int64(figures.backlog), threshold: settings[.congestionDepartures]),
        ]
    }

    /// More is sure of more departures: n ÷ (n + 5) of 950 thousandths for cancellations, which are known facts; of 800
    /// for a queue, which hangs on a capacity that is an estimate.
    private static func confidence(_ figures: AirportCongestionFigures, cause: AirportCongestionVerdict.Cause) -> Int32
    {
        if let program = figures.program, cause == AirportCongestionVerdict.Cause(program) { return 950 }
        let count = Int64(max(0, cause == .cancellations ? figures.due : figures.backlog))
        return Int32(clamping: (cause == .cancellations ? 950 : 800) * count / (count + 5))
    }
}
