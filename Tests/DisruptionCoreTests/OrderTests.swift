import DisruptionCore
import Testing

/// Final facts do not depend on the order of arrival, on partition counts, on how frames are cut or on repeats.
@Suite struct OrderTests {
    /// A day of random rotations with delays, swaps, cancellations, corrections, gates and two sources.
    private static func day(_ random: inout Seeded) -> [Feed.Event] {
        var events: [Feed.Event] = []
        let airports = ["ORD", "DFW", "LAX", "SFO"]
        for tail in 0..<4 {
            var origin = random.next(4)
            var departure = at(5, random.next(60))
            for hop in 0..<5 {
                let destination = (origin + 1 + random.next(3)) % 4
                let leg = TestLeg(
                    "AA\(tail)\(hop)", "N\(tail)XX", airports[origin], airports[destination], departure,
                    Int64(60 + random.next(60)))
                var scheduled = leg.scheduled
                scheduled.fields.append((.seats, 180))
                if random.next(12) == 0 { scheduled.fields.removeAll { $0.0 == .tail } }
                scheduled.texts = [(.gate, "A1")]
                events.append(scheduled)
                let late = Int64(random.next(4) == 0 ? random.next(150) : random.next(20))
                switch random.next(10) {
                case 0: events.append(leg.cancelled(at: departure.adding(minutes: -60)))
                case 1:
                    events.append(leg.cancelled(at: departure.adding(minutes: -60)))
                    var back = leg.cancelled(at: departure.adding(minutes: -30))
                    (back.type, back.id, back.fields) = (.reinstated, back.id + "R", [(.cancelled, 0)])
                    events.append(back)
                    events.append(leg.departed(late: late))
                case 2:
                    var swap = leg.scheduled
                    (swap.type, swap.id, swap.at) = (.aircraftChange, swap.id + "T", departure.adding(minutes: -20))
                    swap.fields = [(.tail, Int64(bitPattern: Tail("N\((tail + 1) % 4)XX")?.packed ?? 0))]
                    swap.fields.append((.seats, Int64(140 + random.next(60))))
                    events.append(swap)
                    events.append(leg.departed(late: late))
                    events.append(leg.arrived(late: late + Int64(random.next(20))))
                case 3:
                    var delay = leg.scheduled
                    (delay.type, delay.id, delay.at) = (.delay, delay.id + "E", departure.adding(minutes: -45))
                    delay.fields = [(.delayMinutes, late + 30)]
                    events.append(delay)
                    events.append(leg.departed(late: late))
                    var second = leg.departed(late: late + 3)
                    (second.source, second.id) = ("airport", second.id + "2")
                    events.append(second)
                    events.append(leg.arrived(late: late))
                case 5:
                    events.append(leg.departed(late: late))
                    events.append(leg.diverted(to: "DEN", at: departure.adding(minutes: late + 40)))
                case 4:
                    // Why it is late is told when everything else was.
                    var gate = leg.scheduled
                    (gate.type, gate.id, gate.at, gate.fields) = (.gateChange, gate.id + "G", departure, [])
                    gate.texts = [(.gate, "B2")]
                    events.append(gate)
                    events.append(leg.departed(late: late))
                    events.append(leg.arrived(late: late))
                    var why = leg.arrived(late: late)
                    (why.type, why.id, why.at, why.fields) = (.updated, why.id + "W", why.at.adding(minutes: 30), [])
                    why.texts = [(.reason, "crew")]
                    events.append(why)
                default:
                    events.append(leg.departed(late: late))
                    events.append(leg.arrived(late: late + Int64(random.next(30)) - 10))
                }
                departure = leg.arrival.adding(minutes: Int64(35 + random.next(30)))
                origin = destination
            }
        }
        return events
    }

    @Test(arguments: 1...60) func anyOrderEndsInTheSameFacts(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let events = OrderTests.day(&random)
        let straight = LocalRuntime()
        let inOrder = Feed(straight)
        for event in events.sorted(by: { $0.at < $1.at }) { inOrder.send(event) }
        try straight.pump()
        straight.mark(at(0, day: 10))
        try straight.pump()
        let expected = straight.factLines
        #expect(!expected.isEmpty)

        let layout = LogLayout(
            flightEvents: 1 + random.next(3), externalData: 1, passengerEvents: 2, entities: 1 + random.next(5))
        let runtime = LocalRuntime(layout: layout)
        let feed = Feed(runtime)
        var shuffled = events
        for index in shuffled.indices.reversed() { shuffled.swapAt(index, random.next(index + 1)) }
        // Nothing comes behind a watermark as long as every input partition has an unread first event: hold one back.
        var held: [(Feed.Event, Int)] = []
        for event in shuffled {
            let partition = random.next(layout.flightEvents)
            if random.next(6) == 0 {
                held.append((event, partition))
            } else {
                feed.send(event, index: partition)
            }
            if random.next(4) == 0 { feed.send(event, index: random.next(layout.flightEvents)) }
            if random.next(5) == 0 { try runtime.pump { random.next($0) } }
        }
        for (event, partition) in held { feed.send(event, index: partition) }
        try runtime.pump { random.next($0) }
        runtime.mark(at(0, day: 10))
        try runtime.pump { random.next($0) }
        #expect(runtime.factLines == expected, "seed \(seed)")
    }
}
