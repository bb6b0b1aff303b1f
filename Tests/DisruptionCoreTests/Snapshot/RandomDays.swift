import DisruptionCore

/// Some days of random flights with all that an engine remembers: rotations with delays, swaps, cancellations, gates,
/// diversions, two sources; reports, bookings; changes of the configuration; days that pass and are forgotten.
struct RandomDays {
    private var random: Seeded
    private let logs: PartitionLogs
    private let feed: Feed
    private static let airports = ["ORD", "DFW", "LAX", "SFO", "KJFK"]

    private enum Event {
        case flight(Feed.Event)
        case report(String, StationEventType, Instant)
        case booking(String, BookingEventType, Instant, lastDate: CalendarDate)
        case change(Instant)

        var at: Instant {
            switch self {
            case .flight(let event): event.at
            case .report(_, _, let at), .booking(_, _, let at, _), .change(let at): at
            }
        }
    }

    private init(seed: Int, _ logs: PartitionLogs) {
        random = Seeded(UInt64(seed))
        self.logs = logs
        feed = Feed(logs)
    }

    /// The logs of such days.
    /// - Parameters:
    ///   - tails: aircraft, each of which flies five legs a day.
    ///   - perFrame: events per frame of an input, about.
    static func logs(
        seed: Int, entities: Int = 1, tails: Int = 3, days: Int = 2, perFrame: Int = 4,
        limits: TableLimits = TableLimits()
    ) throws -> PartitionLogs {
        let logs = PartitionLogs(entities: entities, limits: limits)
        var maker = RandomDays(seed: seed, logs)
        try maker.make(tails: tails, days: days, perFrame: perFrame)
        return logs
    }

    private mutating func make(tails: Int, days: Int, perFrame: Int) throws {
        var events: [Event] = []
        for day in 0..<days {
            for tail in 0..<tails { events += line(tail, on: 5 + day).map(Event.flight) }
            events += others(on: 5 + day)
        }
        for (index, event) in events.enumerated().sorted(by: { ($0.1.at, $0.0) < ($1.1.at, $1.0) }) {
            try send(event, index)
            if random.next(perFrame) == 0 { try logs.pump() }
            if random.next(20) == 0 { logs.sendAgain(&random) }
        }
        try logs.pump()
        // Days pass, some at once, some bin by bin, until everything is forgotten.
        var instant = at(0, day: 5 + days)
        while instant < at(0, day: 10 + days) {
            instant = instant.adding(minutes: Int64(30 + random.next(2000)))
            logs.mark(instant)
            try logs.pump()
        }
    }

    /// A day of one aircraft.
    private mutating func line(_ tail: Int, on day: Int) -> [Feed.Event] {
        var events: [Feed.Event] = []
        var origin = random.next(5)
        var departure = at(5, random.next(60), day: day)
        for hop in 0..<5 {
            let destination = (origin + 1 + random.next(4)) % 5
            var flight = TestLeg(
                "AA\(tail)\(hop)", "N\(tail)XX", Self.airports[origin], Self.airports[destination], departure,
                Int64(60 + random.next(60)))
            flight.key = leg("AA\(tail)\(hop)", Self.airports[origin], day: day)
            let late = Int64(random.next(4) == 0 ? random.next(150) : random.next(20))
            events += story(of: flight, tail, late).map { event in
                var event = event
                if random.next(5) == 0 { event.source = "airport" }
                if random.next(6) == 0 { event.texts.append((.gate, "B\(random.next(9))")) }
                if random.next(9) == 0 { event.texts.append((.reason, "A reason of more than fifteen bytes")) }
                return event
            }
            departure = flight.arrival.adding(minutes: Int64(30 + random.next(40)))
            origin = destination
        }
        return events
    }

    private mutating func story(of leg: TestLeg, _ tail: Int, _ late: Int64) -> [Feed.Event] {
        var scheduled = leg.scheduled
        scheduled.fields.append((.seats, 160))
        if leg.departure.ms / 60_000 % 11 == 0 { scheduled.fields.removeAll { $0.0 == .tail } }
        var events = [scheduled]
        func more(_ type: FlightEventType, _ suffix: String, before minutes: Int64, _ fields: [(FlightField, Int64)]) {
            events.append(
                Feed.Event(
                    leg: leg.key, type: type, at: leg.departure.adding(minutes: -minutes), id: "\(leg.key)-\(suffix)",
                    fields: fields))
        }
        switch random.next(8) {
        case 0, 1: more(.cancelled, "X", before: 60, [(.cancelled, 1)])
        case 2:
            more(.cancelled, "X", before: 90, [(.cancelled, 1)])
            more(.reinstated, "R", before: 30, [(.cancelled, 0)])
            events.append(leg.departed(late: late))
        case 3:
            let other = Tail("N\(random.next(4))XX") ?? .none
            let seats = Int64(120 + 10 * random.next(6))
            more(.aircraftChange, "T", before: 20, [(.tail, Int64(bitPattern: other.packed)), (.seats, seats)])
            events += [leg.departed(late: late), leg.arrived(late: late)]
        case 4:
            more(.delay, "E", before: 45, [(.delayMinutes, late + 30)])
            events.append(leg.departed(late: late))
            let elsewhere = AirportCode(Self.airports[random.next(5)]) ?? .none
            more(.diverted, "V", before: -20, [(.divertedTo, Int64(bitPattern: elsewhere.packed))])
        case 5: break
        default: events += [leg.departed(late: late), leg.arrived(late: late + Int64(random.next(30)) - 10)]
        }
        // A few flights are told of again and again.
        for update in 0..<(random.next(12) == 0 ? 60 : random.next(4)) {
            let estimate = leg.departure.adding(minutes: Int64(random.next(90))).ms
            more(.updated, "U\(update)", before: Int64(3 * update), [(.estimatedDeparture, estimate)])
        }
        return events
    }

    private mutating func others(on day: Int) -> [Event] {
        var events: [Event] = []
        for _ in 0..<6 {
            let type = StationEventType.allCases[random.next(4)]
            events.append(.report(Self.airports[random.next(5)], type, at(random.next(24), day: day)))
            let date = CalendarDate(utc: at(0, day: day + random.next(3)))
            let kind = BookingEventType.allCases[random.next(4)]
            events.append(.booking("B\(random.next(4))", kind, at(random.next(24), day: day), lastDate: date))
        }
        if random.next(2) == 0 { events.append(.change(at(random.next(24), random.next(60), day: day))) }
        return events
    }

    private static func put(_ text: String, into writer: inout ByteWriter) {
        Array(text.utf8).withUnsafeBytes { writer.putBytes($0) }
    }

    private mutating func send(_ event: Event, _ serial: Int) throws {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        let hash = Hash64.mix(UInt64(serial))
        let kind = AirportProgram.Kind.allCases[serial % AirportProgram.Kind.allCases.count]
        var content = ByteWriter()
        switch serial % 4 {
        case 0: AirportProgram(kind: kind, ratePerHour: Int32(serial % 60)).encode(reason: nothing, into: &content)
        case 1: Self.put("METAR KORD 051200Z 27010KT 0800 SN OVC003 M02/M03 Q1013", into: &content)
        case 2: Self.put("TAF KORD 050500Z 0506/0612 27010KT 9999 FEW040 TEMPO 0510/0520 0800 +SN", into: &content)
        default: Self.put("what nobody can read", into: &content)
        }
        switch event {
        case .flight(let event):
            feed.send(event, index: random.next(2))
            if random.next(9) == 0 { feed.send(event, index: random.next(2)) }
        case .report(let airport, let type, let at):
            logs.accept(
                StationFact(
                    airport: AirportCode(airport) ?? .none, type: type, eventTime: at, eventHash: hash,
                    source: nothing, eventID: nothing, correlationID: nothing, content: content.bytes))
        case .booking(let id, let type, let at, let lastDate):
            Array(id.utf8).withUnsafeBytes { id in
                logs.accept(
                    BookingFact(
                        type: type, eventTime: at, eventHash: hash, bookingID: id, lastDate: lastDate,
                        source: nothing, eventID: nothing, correlationID: nothing, content: content.bytes))
            }
        case .change: try change()
        }
    }

    /// Another configuration: times and thresholds, whether a detector is on.
    private mutating func change() throws {
        try logs.pump()
        var settings = EngineSettings()
        for (name, values) in [
            ("airport_congestion.reporting_minutes", [0, 10, 120]), ("times.departure_taxi_minutes", [5, 15]),
            ("cascading_delay.legs", [1, 2]), ("cascading_delay.enabled", [0, 1, 1]),
            ("airport_congestion.departures", [1, 3, 10]), ("airport_congestion.enabled", [0, 1, 1]),
            ("rotation.minimum_turn_unknown_minutes", [20, 60]), ("rotation_break.enabled", [0, 1, 1]),
            ("rotation_break.no_tail_minutes", [0, 120]), ("rotation_break.late_minutes", [15, 30]),
        ] as [(String, [Int64])] {
            _ = settings.set(name, values[random.next(values.count)])
        }
        logs.change(to: settings)
    }
}
