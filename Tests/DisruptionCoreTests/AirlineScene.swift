import DisruptionCore

@testable import DisruptionCore

/// Departures of several airlines at several airports through some hours, as events.
struct AirlineScene {
    private(set) var events: [Feed.Event] = []
    private var serial = 0
    static let airports = ["ORD", "DFW", "LAX", "JFK", "SFO"]

    enum Outcome {
        case onTime
        case late(Int64)
        case cancelled
    }

    /// A departure with all its events: scheduled 6 h before, cancelled 1 h before, or out and in.
    mutating func departure(
        _ carrier: String, _ origin: String, _ destination: String, _ departure: Instant, type: String? = nil,
        _ outcome: Outcome
    ) {
        serial += 1
        var leg = TestLeg("\(carrier)\(serial % 9000 + 1)", "N\(serial)", origin, destination, departure, 100)
        leg.key = LegKey(flight: leg.key.flight, date: CalendarDate(utc: departure), origin: leg.key.origin)
        var scheduled = leg.scheduled
        if var type {
            let packed = type.withUTF8 { PackedText.pack(UnsafeRawBufferPointer($0), capacity: 8) }
            scheduled.fields.append((.aircraftType, Int64(bitPattern: packed ?? 0)))
        }
        events.append(scheduled)
        switch outcome {
        case .onTime: events += [leg.departed(late: 2), leg.arrived(late: 0)]
        case .late(let minutes): events += [leg.departed(late: minutes), leg.arrived(late: minutes)]
        case .cancelled: events.append(leg.cancelled(at: departure.adding(minutes: -60)))
        }
    }

    /// Departures of an airline from each of the airports to the next one, every ten minutes.
    /// - Parameter outcome: of one at an airport and an instant.
    mutating func fly(
        _ carrier: String, from start: Instant = at(6), to end: Instant = at(20), type: String? = nil,
        airports: [String] = airports, _ outcome: (_ airport: String, _ at: Instant) -> Outcome
    ) {
        for (index, airport) in airports.enumerated() {
            var time = start.adding(minutes: Int64(index))
            while time < end {
                departure(
                    carrier, airport, airports[(index + 1) % airports.count], time, type: type, outcome(airport, time))
                time = time.adding(minutes: 10)
            }
        }
    }

    /// Runs the events in the order of time, then lets time run on.
    /// - Parameter step: events of a frame.
    func run(
        entities: Int = 1, step: Int = 7, choose: ((Int) -> Int)? = nil, learned: LearnedFile? = nil
    ) throws -> LocalRuntime {
        var layout = LogLayout.single
        layout.entities = entities
        let runtime = LocalRuntime(layout: layout, settings: .airlinesAlone, learned: learned)
        let feed = Feed(runtime)
        let sorted = events.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1)
        for (index, event) in sorted.enumerated() {
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
    /// Only AIRLINE_DISRUPTION.
    static var airlinesAlone: EngineSettings {
        var settings = EngineSettings.congestionAlone
        _ = settings.set("airport_congestion.enabled", 0)
        _ = settings.set("airline_disruption.enabled", 1)
        return settings
    }
}
