@testable import DisruptionCore

/// Aircraft that fly a ring of airports without slack: what one is late it stays late, from airport to airport.
struct NetworkScene {
    private(set) var events: [Feed.Event] = []
    static let ring = ["SFO", "OAK", "SJC"]
    private static let blockMinutes: Int64 = 60
    /// The least turn where seats are not known.
    private static let turnMinutes: Int64 = 40

    /// - Parameters:
    ///   - hops: of each aircraft.
    ///   - late: minutes of a departure scheduled at an instant, nil where it is cancelled.
    init(
        ring: [String] = ring, aircraft: Int = 20, hops: Int = 6, from start: Instant = at(6),
        late: (_ airport: String, _ at: Instant) -> Int64?
    ) {
        for (place, _) in ring.enumerated() {
            for number in 0..<aircraft {
                let tail = "N\(place)\(number)X"
                var departure = start.adding(minutes: Int64(5 * number))
                for hop in 0..<hops {
                    let (origin, destination) = (ring[(place + hop) % ring.count], ring[(place + hop + 1) % ring.count])
                    var leg = TestLeg(
                        "AA\(1000 * place + 10 * number + hop)", tail, origin, destination, departure,
                        Self.blockMinutes)
                    leg.key = LegKey(
                        flight: leg.key.flight, date: CalendarDate(utc: departure), origin: leg.key.origin)
                    events.append(leg.scheduled)
                    if let minutes = late(origin, departure) {
                        events += [leg.departed(late: minutes), leg.arrived(late: minutes)]
                    } else {
                        events.append(leg.cancelled(at: departure.adding(minutes: -60)))
                    }
                    departure = leg.arrival.adding(minutes: Self.turnMinutes)
                }
            }
        }
    }

    /// From 9 to 13 o'clock everything is late.
    static func badMorning(_ minutes: Int64 = 45) -> NetworkScene {
        NetworkScene { _, time in (at(9)..<at(13)).contains(time) ? minutes : 2 }
    }

    /// In the order of time.
    var sorted: [Feed.Event] { events.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1) }

    /// Runs the events, then lets time run on.
    func run(
        settings: EngineSettings = .networkAlone, entities: Int = 1, step: Int = 7, order: [Feed.Event]? = nil,
        choose: ((Int) -> Int)? = nil
    ) throws -> LocalRuntime {
        var layout = LogLayout.single
        layout.entities = entities
        let runtime = LocalRuntime(layout: layout, settings: settings)
        let feed = Feed(runtime)
        for (index, event) in (order ?? sorted).enumerated() {
            feed.send(event)
            if index % step == 0 { try runtime.pump(choose: choose) }
        }
        try runtime.pump(choose: choose)
        runtime.mark((sorted.last?.at ?? at(0)).adding(minutes: 3 * 1440))
        try runtime.pump(choose: choose)
        return runtime
    }
}

extension EngineSettings {
    /// NETWORK_DISRUPTION, and SEASONAL_DEVIATION, by which it knows disrupted airports.
    static var networkAlone: EngineSettings {
        var settings = EngineSettings.congestionAlone
        for (name, value) in [
            ("airport_congestion.enabled", 0), ("seasonal_deviation.enabled", 1), ("network_disruption.enabled", 1),
        ] as [(String, Int64)] {
            _ = settings.set(name, value)
        }
        return settings
    }
}

extension LocalRuntime {
    /// What was told of the network, in the order told.
    var ofNetwork: [DisruptionVersion] { disruptions.filter { $0.finding.pattern == .networkDisruption } }
}
