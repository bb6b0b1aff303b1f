import DisruptionCore

/// Makes facts for tests and feeds them to a runtime.
struct Feed {
    private let accept: (FlightFact, _ index: Int) -> Void

    init(_ runtime: LocalRuntime) { accept = { runtime.accept($0, index: $1) } }

    init(_ log: EngineLog) { accept = { log.accept($0, input: $1) } }

    init(_ logs: PartitionLogs) { accept = { logs.accept($0, input: $1) } }

    /// A fact as data, so that tests can shuffle it.
    struct Event {
        var leg: LegKey
        var type: FlightEventType
        var at: Instant
        var id: String
        var source = "ops"
        var fields: [(FlightField, Int64)] = []
        var texts: [(FlightText, String)] = []
    }

    func send(_ event: Event, index: Int = 0) {
        var source = event.source
        var id = event.id
        var texts = event.texts
        source.withUTF8 { source in
            id.withUTF8 { id in
                var fact = FlightFact(
                    leg: event.leg, type: event.type, eventTime: event.at,
                    eventHash: Hash64.of(UnsafeRawBufferPointer(id)),
                    source: UnsafeRawBufferPointer(source), eventID: UnsafeRawBufferPointer(id),
                    correlationID: UnsafeRawBufferPointer(start: nil, count: 0))
                for (field, value) in event.fields { fact.set(field, value) }
                Feed.set(&texts, 0, &fact) { accept($0, index) }
            }
        }
    }

    private static func set(
        _ texts: inout [(FlightText, String)], _ at: Int, _ fact: inout FlightFact, _ body: (FlightFact) -> Void
    ) {
        guard at < texts.count else { return body(fact) }
        let field = texts[at].0
        var value = texts[at].1
        value.withUTF8 {
            fact.set(field, UnsafeRawBufferPointer($0))
            set(&texts, at + 1, &fact, body)
        }
    }
}

/// Instants of one test day: 2008-01-05.
func at(_ hour: Int, _ minute: Int = 0, day: Int = 5) -> Instant {
    guard let date = CalendarDate(year: 2008, month: 1, day: day) else { return .distantPast }
    return date.startUTC.adding(minutes: Int64(hour * 60 + minute))
}

func leg(_ flight: String, _ origin: String, day: Int = 5) -> LegKey {
    guard let flight = FlightNumber(flight), let origin = AirportCode(origin),
        let date = CalendarDate(year: 2008, month: 1, day: day)
    else { return .none }
    return LegKey(flight: flight, date: date, origin: origin)
}

/// A flight of a test: from its schedule to its events.
struct TestLeg {
    var key: LegKey
    var tail: String
    var destination: String
    var departure: Instant
    var arrival: Instant

    init(
        _ flight: String, _ tail: String, _ origin: String, _ destination: String, _ departure: Instant,
        _ blockMinutes: Int64
    ) {
        key = leg(flight, origin)
        self.tail = tail
        self.destination = destination
        self.departure = departure
        arrival = departure.adding(minutes: blockMinutes)
    }

    var scheduled: Feed.Event {
        Feed.Event(
            leg: key, type: .scheduled, at: departure.adding(minutes: -360), id: "\(key)-S",
            fields: [
                (.scheduledDeparture, departure.ms), (.scheduledArrival, arrival.ms),
                (.destination, Int64(bitPattern: AirportCode(destination)?.packed ?? 0)),
                (.tail, Int64(bitPattern: Tail(tail)?.packed ?? 0)),
            ])
    }

    func departed(late minutes: Int64) -> Feed.Event {
        let time = departure.adding(minutes: minutes)
        return Feed.Event(leg: key, type: .departed, at: time, id: "\(key)-D", fields: [(.actualDeparture, time.ms)])
    }

    func arrived(late minutes: Int64) -> Feed.Event {
        let time = arrival.adding(minutes: minutes)
        return Feed.Event(leg: key, type: .arrived, at: time, id: "\(key)-A", fields: [(.actualArrival, time.ms)])
    }

    func cancelled(at time: Instant) -> Feed.Event {
        Feed.Event(leg: key, type: .cancelled, at: time, id: "\(key)-X", fields: [(.cancelled, 1)])
    }
}

/// Seeded numbers for property tests (SplitMix64), so that a failing run can be repeated.
struct Seeded {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Int(Hash64.mix(state) >> 33) % bound
    }
}
