/// WEATHER_IMPACT: weather takes capacity from an airport while flights are due there.
///
/// The capacity factor κ of the last observation, and of the forecast for the four hours ahead. Open where κ is at most
/// 80 % and flights are exposed; severity by what is taken: from 20 % low, 40 % medium, 60 % high, and critical where a
/// hundred flights are exposed to the latter. Observed bins confirm it; what was forecast and did not come is taken
/// back. Sources: ICAO Annex 3 (reports), FAA and AWC flight categories; the factors and thresholds are engineering
/// defaults, see `CapacityFactors`.
enum WeatherImpact {
    typealias Episodes = SettledEpisodes<Figures>

    /// What is counted at the end of one bin, settled or expected.
    struct Figures: SettledFigures {
        /// What weather leaves of the capacity, 0…100; of a forecast the weighted factor.
        var kappa: Int32 = 100
        /// The worst that is plausible, 0…100.
        var worst: Int32 = 100
        var element = CapacityElement.none
        /// Flights due in the four hours up to a settled bin, or from now on: while the factor is low.
        var exposed: Int32 = 0
        /// Of the observation; nil of a forecast.
        var ceilingFt: Int32?
        var visibilityM: Int32?
        var windKt: Int32?

        /// Thousandths of flights × what is taken: the terminal index T.
        var weighted: Int64 { Int64(exposed) * Int64(100 - kappa) / 100 }

        var hash: UInt64 {
            let parts = [
                kappa, worst, Int32(element.rawValue), exposed, ceilingFt ?? -1, visibilityM ?? -1, windKt ?? -1,
            ]
            return parts.reduce(0) { Hash64.mix($0 ^ UInt64(UInt32(bitPattern: $1))) }
        }

        func encodeSnapshot(into writer: inout ByteWriter) {
            for count in [kappa, worst, exposed, ceilingFt ?? -1, visibilityM ?? -1, windKt ?? -1] {
                writer.putSigned(Int64(count))
            }
            writer.put8(element.rawValue)
        }

        init() {}

        init(restoring reader: inout SnapshotReader) {
            func known(_ value: Int32) -> Int32? { value < 0 ? nil : value }
            (kappa, worst, exposed) = (reader.tally(), reader.tally(), reader.tally())
            (ceilingFt, visibilityM, windKt) = (known(reader.tally()), known(reader.tally()), known(reader.tally()))
            element = reader.read(reader.read(), or: .none)
        }
    }

    static func verdict(_ figures: Figures, _ settings: EngineSettings) -> SettledVerdict {
        let taken = Int64(100 - figures.kappa) * 10
        let isExposed = Int64(figures.exposed) >= settings[.weatherFlights]
        var verdict = SettledVerdict(
            cause: figures.element.rawValue, score: taken * 1000 + min(999, Int64(max(0, figures.exposed))))
        if isExposed, taken >= settings[.weatherTakenPermille] {
            let base = settings[.weatherTakenPermille]
            verdict.severity = taken >= 3 * base ? .high : taken >= 2 * base ? .medium : .low
            let isMuch = Int64(figures.exposed) >= settings[.weatherCriticalFlights]
            if taken >= 3 * base, isMuch || figures.element == .closed {
                verdict.severity = .critical
            }
        }
        verdict.keeps =
            verdict.severity > .none
            || figures.exposed > 0 && taken >= settings[.weatherTakenPermille] * 3 / 4
        return verdict
    }

    /// What is found of one operating day.
    /// - Parameter expected: nil where nothing is expected of the day.
    static func finding(
        _ subject: Subject, _ day: Episodes.Day, isOpen: Bool, expected: OutlookPart<Figures>?,
        _ settings: EngineSettings
    ) -> Finding {
        switch day.statement(isOpen: isOpen, expected: expected) {
        case .settled(let settled, let isOver):
            var found = finding(
                subject, holds: true, settled.severity, settled.figures, from: settled.from, until: settled.until,
                settings)
            found.settled = true
            found.over = isOver
            found.confidencePermille = 1000
            if isOver { found.shape = settled.hash }
            return found
        case .expected(let part, let from):
            var found = finding(
                subject, holds: isOpen || part.severity > .none, max(part.severity, .low), part.figures, from: from,
                until: part.until, settings)
            found.keeps = part.keeps
            // A forecast that is weighed is worth what it gives; one certain for all its hours is worth the most.
            found.confidencePermille = part.figures.kappa <= part.figures.worst ? 800 : 600
            return found
        case .gone:
            return Finding(
                pattern: .weatherImpact, subject: subject, holds: false, keeps: false, settled: false, severity: .none,
                figure: 0)
        }
    }

    private static func finding(
        _ subject: Subject, holds: Bool, _ severity: Severity, _ figures: Figures, from: QuarterHour,
        until: QuarterHour, _ settings: EngineSettings
    ) -> Finding {
        var found = Finding(
            pattern: .weatherImpact, subject: subject, holds: holds, keeps: false, settled: false, severity: severity,
            figure: 0)
        found.firstEffectAt = from.start
        found.root = Root(subject, cause: "\(figures.element.name)")
        found.shape = UInt64(figures.element.rawValue)
        found.metrics = [
            Metric("capacity_factor", .permille(Int64(figures.kappa) * 10)),
            Metric("worst_capacity_factor", .permille(Int64(figures.worst) * 10)),
            Metric("flights_exposed", .count(Int64(figures.exposed))),
            Metric("flights_weighted", .count(figures.weighted)),
        ]
        func add(_ name: StaticString, _ value: Int32?) {
            if let value { found.metrics.append(Metric(name, .count(Int64(value)))) }
        }
        add("ceiling_ft", figures.ceilingFt)
        add("visibility_m", figures.visibilityM)
        add("wind_kt", figures.windKt)
        found.metrics.append(Metric("window_start", .instant(from.start)))
        found.metrics.append(Metric("window_end", .instant(until.end)))
        found.evidence = [
            Evidence(
                "capacity_taken_permille", value: Int64(100 - figures.kappa) * 10,
                threshold: settings[.weatherTakenPermille]),
            Evidence("flights_exposed", value: Int64(figures.exposed), threshold: settings[.weatherFlights]),
        ]
        return found
    }
}
