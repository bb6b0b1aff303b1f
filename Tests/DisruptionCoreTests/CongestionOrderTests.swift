import DisruptionCore
import Testing

/// Settled congestion does not depend on the order of arrival, on partitions or on how frames are cut.
@Suite struct CongestionOrderTests {
    private static let airports = ["ORD", "DFW", "LAX"]
    private static let latenessMinutes = 180

    private static var settings: EngineSettings {
        var settings = EngineSettings.congestionAlone
        _ = settings.set("time.allowed_lateness_minutes", Int64(latenessMinutes))
        _ = settings.set("airport_congestion.departures", 4)
        _ = settings.set("airport_congestion.queue_minutes", 20)
        _ = settings.set("airport_congestion.queue_close_minutes", 10)
        return settings
    }

    /// Four days at three airports: bad spells, late and early departures, corrections, second sources, reinstatements,
    /// returns, diversions, legs without an outcome or a schedule.
    private static func events(_ random: inout Seeded) -> [Feed.Event] {
        var events: [Feed.Event] = []
        var number = 0
        for (index, airport) in airports.enumerated() {
            let spells = (0..<3).map { _ in random.next(4 * 24) }
            for hour in 0..<(4 * 24) where hour % 24 >= 4 || random.next(4) == 0 {
                let isBad = spells.contains { (0..<5).contains(hour - $0) }
                for _ in 0..<(3 + random.next(3)) {
                    number += 1
                    let departure = at(hour, random.next(60))
                    let destination = airports[(index + 1 + random.next(2)) % 3]
                    var leg = TestLeg(
                        "AA\(number)", "N\(number)", airport, destination, departure, Int64(45 + random.next(90)))
                    leg.key = LegKey(
                        flight: leg.key.flight, date: CalendarDate(utc: departure), origin: leg.key.origin)
                    add(leg, isBad: isBad, random: &random, to: &events)
                }
            }
        }
        return events
    }

    private static func add(_ leg: TestLeg, isBad: Bool, random: inout Seeded, to events: inout [Feed.Event]) {
        func event(_ type: FlightEventType, _ at: Instant, _ tag: String, _ fields: [(FlightField, Int64)])
            -> Feed.Event
        {
            Feed.Event(leg: leg.key, type: type, at: at, id: "\(leg.key)-\(tag)", fields: fields)
        }
        let out = Int64(isBad ? random.next(200) : random.next(20) - 5)
        if random.next(30) != 0 { events.append(leg.scheduled) }
        if random.next(isBad ? 2 : 25) == 0 {
            let known = leg.departure.adding(minutes: Int64(random.next(240)) - 150)
            events.append(leg.cancelled(at: known))
            if random.next(4) != 0 { return }
            events.append(event(.reinstated, known.adding(minutes: 20), "R", [(.cancelled, 0)]))
        }
        switch random.next(12) {
        case 0: return
        case 1:
            let later = leg.departure.adding(minutes: 55)
            events.append(
                event(
                    .updated, leg.departure.adding(minutes: Int64(random.next(90)) - 60), "U",
                    [(.scheduledDeparture, later.ms)]))
        case 2:
            var second = leg.departed(late: out + 17)
            (second.source, second.id) = ("airport", second.id + "2")
            second.at = second.at.adding(minutes: Int64(random.next(60)))
            events.append(second)
        case 3:
            let back = leg.departure.adding(minutes: out + 20)
            events.append(event(.returned, back, "B", [(.returnedAt, back.ms)]))
            let again = leg.departure.adding(minutes: out + 70)
            events.append(event(.departed, again, "D2", [(.actualDeparture, again.ms)]))
        case 4:
            events.append(
                event(
                    .diverted, leg.departure.adding(minutes: out + 30), "V",
                    [
                        (.divertedTo, Int64(bitPattern: AirportCode(airports[random.next(3)])?.packed ?? 0))
                    ]))
        default: break
        }
        events.append(leg.departed(late: out))
        var arrived = leg.arrived(late: out)
        arrived.at = arrived.at.adding(minutes: Int64(random.next(40)))
        events.append(arrived)
    }

    private static func facts(_ runtime: LocalRuntime) -> [String] {
        runtime.finalFacts.map { fact in
            let figures = fact.finding.metrics.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
            return "\(fact.finding.subject.id) \(fact.day.days) \(fact.lifecycle) \(fact.finding.severity) "
                + "\(fact.finding.root?.cause ?? "-") \(figures)"
        }.sorted()
    }

    @Test(arguments: 1...24) func anyOrderEndsInTheSameFacts(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let events = CongestionOrderTests.events(&random)
        let straight = LocalRuntime(settings: CongestionOrderTests.settings)
        let inOrder = Feed(straight)
        for (index, event) in events.sorted(by: { $0.at < $1.at }).enumerated() {
            inOrder.send(event)
            if index % 20 == 0 { try straight.pump() }
        }
        try CongestionOrderTests.finish(straight) { _ in 0 }
        let expected = CongestionOrderTests.facts(straight)
        #expect(!expected.isEmpty)
        #expect(straight.counters().afterSettling == 0)

        let layout = LogLayout(
            flightEvents: 1 + random.next(3), externalData: 1, passengerEvents: 1, entities: 1 + random.next(5))
        let runtime = LocalRuntime(layout: layout, settings: CongestionOrderTests.settings)
        let feed = Feed(runtime)
        let order: [Feed.Event]
        if random.next(2) == 0 {
            // Any order at all, while another input holds the watermark back.
            runtime.accept(layout.flightEvents, at: at(0, day: 1)) { _ in }
            order = events.map { ($0, random.next(1 << 30)) }.sorted { $0.1 < $1.1 }.map(\.0)
        } else {
            // An order that watermarks allow: nothing is more than the lateness behind.
            order = events.map { ($0, $0.at.ms + Int64(random.next(CongestionOrderTests.latenessMinutes * 60_000))) }
                .sorted { $0.1 < $1.1 }.map(\.0)
        }
        let cut = 1 + random.next(60)
        for event in order {
            let partition = random.next(layout.flightEvents)
            feed.send(event, index: partition)
            if random.next(20) == 0 { feed.send(event, index: partition) }
            if random.next(cut) == 0 { try runtime.pump { random.next($0) } }
        }
        try CongestionOrderTests.finish(runtime) { random.next($0) }
        #expect(CongestionOrderTests.facts(runtime) == expected, "seed \(seed)")
    }

    private static func finish(_ runtime: LocalRuntime, _ choose: @escaping (Int) -> Int) throws {
        try runtime.pump(choose: choose)
        runtime.mark(at(0, day: 12))
        try runtime.pump(choose: choose)
    }
}
