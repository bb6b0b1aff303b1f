import DisruptionCore

/// Departures of one airport through a day, as events.
struct CongestionScene {
    var events: [Feed.Event] = []
    private var serial = 0
    let airport: String

    init(_ airport: String = "ORD") { self.airport = airport }

    /// What becomes of a departure of a scene.
    enum Outcome {
        case onTime
        case late(Int64)
        /// Minutes before scheduled departure.
        case cancelled(Int64)
        case unheardOf
    }

    /// A departure with all its events: scheduled 6 h before, cancelled or out (and in after its block time).
    mutating func departure(_ departure: Instant, _ outcome: Outcome, to destination: String = "DEN") {
        serial += 1
        var leg = TestLeg("AA\(serial % 9000 + 1)", "N\(serial)", airport, destination, departure, 90)
        let days = CalendarDate(utc: departure).days
        leg.key = LegKey(flight: leg.key.flight, date: CalendarDate(days: days), origin: leg.key.origin)
        events.append(leg.scheduled)
        switch outcome {
        case .onTime: events += [leg.departed(late: 0), leg.arrived(late: 0)]
        case .late(let minutes): events += [leg.departed(late: minutes), leg.arrived(late: minutes)]
        case .cancelled(let before): events.append(leg.cancelled(at: departure.adding(minutes: -before)))
        case .unheardOf: break
        }
    }

    /// Departures every `minutes` from one instant to another.
    /// - Parameter outcome: of the n-th.
    mutating func departures(
        from start: Instant, to end: Instant, every minutes: Int64 = 5, _ outcome: (Int) -> Outcome
    ) {
        var time = start
        var count = 0
        while time < end {
            departure(time, outcome(count))
            count += 1
            time = time.adding(minutes: minutes)
        }
    }

    /// Arrivals at the scene's airport every `minutes` from one instant to another, all on time, from an airport where
    /// nothing else happens.
    mutating func arrivals(from start: Instant, to end: Instant, every minutes: Int64) {
        var time = start
        while time < end {
            serial += 1
            var leg = TestLeg(
                "ZZ\(serial % 9000 + 1)", "Z\(serial)", "MIA", airport, time.adding(minutes: -60), 60)
            let days = CalendarDate(utc: leg.departure).days
            leg.key = LegKey(flight: leg.key.flight, date: CalendarDate(days: days), origin: leg.key.origin)
            events += [leg.scheduled, leg.departed(late: 0), leg.arrived(late: 0)]
            time = time.adding(minutes: minutes)
        }
    }

    /// Runs the events in the order of time, then lets time run on.
    func run(
        settings: EngineSettings = .congestionAlone, reference: AirportDirectory = .empty, until end: Instant? = nil,
        learned: LearnedFile? = nil
    ) throws -> LocalRuntime {
        let runtime = LocalRuntime(settings: settings, reference: reference, learned: learned)
        let feed = Feed(runtime)
        let sorted = events.sorted { $0.at < $1.at }
        for (index, event) in sorted.enumerated() {
            if let end, event.at > end { break }
            feed.send(event)
            if index % 3 == 0 { try runtime.pump() }
        }
        try runtime.pump()
        runtime.mark(end ?? (sorted.last?.at ?? at(0)).adding(minutes: 3 * 1440))
        try runtime.pump()
        return runtime
    }
}

extension EngineSettings {
    /// Only AIRPORT_CONGESTION.
    static var congestionAlone: EngineSettings {
        var settings = EngineSettings()
        for name in [
            "flight_delay", "flight_cancelled", "gate_change", "flight_diverted", "cascading_delay",
            "airline_disruption", "seasonal_deviation", "weather_impact", "rotation_break", "network_disruption",
        ] {
            _ = settings.set(name + ".enabled", 0)
        }
        _ = settings.set("outputs.flight_state", 0)
        return settings
    }
}

extension LocalRuntime {
    /// Lifecycles with confirmed (!) and severity of one airport's versions, in the order told.
    func story(_ airport: String, day: CalendarDate? = nil) -> [String] {
        disruptions.filter { $0.finding.subject.id == airport && (day ?? $0.day) == $0.day }.map {
            "\($0.lifecycle)\($0.confirmed ? "!" : "") \($0.finding.severity)"
        }
    }
}

extension DisruptionVersion {
    /// A figure by its name.
    func count(_ name: String) -> Int64? {
        for metric in finding.metrics where metric.name.description == name {
            switch metric.value {
            case .count(let value), .permille(let value): return value
            case .instant(let instant): return instant.ms
            default: return nil
            }
        }
        return nil
    }
}
