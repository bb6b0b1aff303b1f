import DisruptionCore
import Testing

@Suite("What passengers are told")
struct NotificationTests {
    private let first = TestLeg("AA1", "N1XX", "ORD", "DFW", at(18), 120)
    private let second = TestLeg("AA2", "N2XX", "DFW", "SAT", at(21, 30), 60)

    private func scene(_ settings: EngineSettings = EngineSettings()) throws -> (LocalRuntime, Feed) {
        let runtime = LocalRuntime(settings: settings)
        let feed = Feed(runtime)
        for var scheduled in [first.scheduled, second.scheduled] {
            scheduled.at = at(1)
            feed.send(scheduled)
        }
        runtime.accept(TestBooking("B1", 1, at: at(1), (first.key, "DFW")))
        try runtime.pump()
        return (runtime, feed)
    }

    @Test("A delay that grows is told at once, one that shrinks after ten minutes, and its end takes it back")
    func delay() throws {
        var told: [String]
        let (runtime, feed) = try scene()
        told = try runtime.notificationLines()
        #expect(told == [])
        feed.send(first.delayed(20, at: at(12)))
        told = try runtime.notificationLines()
        #expect(told == ["12:00 B1 flight_delay low 15"])
        feed.send(first.delayed(50, at: at(12, 2)))
        told = try runtime.notificationLines()
        #expect(told == ["12:02 B1 flight_delay low 45"])
        feed.send(first.delayed(61, at: at(12, 3)))
        told = try runtime.notificationLines()
        #expect(told == ["12:03 B1 flight_delay medium 60"])
        feed.send(first.delayed(35, at: at(12, 4)))
        try runtime.pump()
        feed.send(first.delayed(36, at: at(12, 5)))
        try runtime.pump()
        runtime.mark(at(12, 17))
        told = try runtime.notificationLines()
        #expect(told == [])
        // The watermark follows five minutes behind.
        runtime.mark(at(12, 18))
        told = try runtime.notificationLines()
        #expect(told == ["12:13 B1 flight_delay medium 30"])
        feed.send(first.delayed(0, at: at(12, 40)))
        told = try runtime.notificationLines()
        #expect(told == ["12:40 B1 flight_on_time low"])
    }

    @Test("What goes back to what was told before its time comes is not told")
    func flicker() throws {
        var told: [String]
        let (runtime, feed) = try scene()
        feed.send(first.delayed(60, at: at(12)))
        try runtime.pump()
        feed.send(first.delayed(0, at: at(12, 3)))
        try runtime.pump()
        feed.send(first.delayed(62, at: at(12, 5)))
        try runtime.pump()
        runtime.mark(at(13))
        told = try runtime.notificationLines()
        #expect(told == ["12:00 B1 flight_delay medium 60"])
    }

    @Test("A cancellation is urgent, and as urgent is that it flies after all; who left hears nothing more")
    func cancelled() throws {
        var told: [String]
        let (runtime, feed) = try scene()
        feed.send(first.delayed(60, at: at(12)))
        try runtime.pump()
        feed.send(first.cancelled(at: at(12, 1)))
        #expect(
            try runtime.notificationLines() == ["12:00 B1 flight_delay medium 60", "12:01 B1 flight_cancelled high"])
        feed.send(first.reinstated(at: at(12, 30)))
        told = try runtime.notificationLines()
        #expect(told == ["12:30 B1 flight_reinstated high 60"])
        feed.send(first.departed(late: 200))
        try runtime.pump()
        feed.send(first.arrived(late: 210))
        told = try runtime.notificationLines()
        #expect(told == [])
    }

    @Test("A gate of the same terminal waits its time, another terminal does not, and a move back is told")
    func gates() throws {
        var told: [String]
        let (runtime, feed) = try scene()
        feed.send(first.moved(to: "K5", "3", at: at(12)))
        told = try runtime.notificationLines()
        #expect(told == [])
        feed.send(first.moved(to: "K6", "3", at: at(15)))
        told = try runtime.notificationLines()
        #expect(told == ["15:00 B1 gate_change medium K6|3"])
        feed.send(first.moved(to: "B1", "1", at: at(15, 2)))
        told = try runtime.notificationLines()
        #expect(told == ["15:02 B1 gate_change high B1|1"])
        feed.send(first.moved(to: "B2", "1", at: at(15, 4)))
        told = try runtime.notificationLines()
        #expect(told == [])
        runtime.mark(at(15, 17))
        told = try runtime.notificationLines()
        #expect(told == ["15:12 B1 gate_change medium B2|1"])
        feed.send(first.moved(to: "K5", "3", at: at(15, 40)))
        told = try runtime.notificationLines()
        #expect(told == ["15:40 B1 gate_change high K5|3"])
        feed.send(first.boarding(at: at(17, 30)))
        told = try runtime.notificationLines()
        #expect(told == ["17:30 B1 flight_status low"])
    }

    @Test("A connection at risk, missed, and reached after all")
    func connection() throws {
        var told: [String]
        let (runtime, feed) = try scene()
        runtime.accept(TestBooking("B2", 1, at: at(1), (first.key, "DFW"), (second.key, "SAT")))
        try runtime.pump()
        feed.send(first.departed(late: 5))
        told = try runtime.notificationLines()
        #expect(told == [])
        feed.send(first.estimated(in: 35, at: at(18, 30)))
        told = try runtime.notificationLines()
        #expect(told == ["18:30 B2 connection_at_risk medium from \(first.key)"])
        feed.send(first.estimated(in: 60, at: at(18, 35)))
        told = try runtime.notificationLines()
        #expect(told == ["18:35 B2 connection_missed high from \(first.key)"])
        feed.send(second.delayed(120, at: at(19)))
        let lines = try runtime.notificationLines()
        #expect(
            lines == ["19:00 B2 flight_delay medium 120", "19:00 B2 connection_kept high from \(first.key)"])
    }

    @Test("At night only what is urgent is told, unless the flight leaves soon; the rest waits for the morning")
    func quiet() throws {
        var told: [String]
        let night = TestLeg("AA1", "N1XX", "ORD", "DFW", at(9, 0, day: 6), 120)
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        var scheduled = night.scheduled
        scheduled.at = at(12)
        feed.send(scheduled)
        runtime.accept(TestBooking("B1", 1, at: at(1), (night.key, "DFW")))
        try runtime.pump()
        feed.send(night.delayed(60, at: at(22, 30)))
        try runtime.pump()
        feed.send(night.delayed(90, at: at(23, 30)))
        told = try runtime.notificationLines()
        #expect(told == [])
        runtime.mark(at(5, 4, day: 6))
        told = try runtime.notificationLines()
        #expect(told == [])
        // Four hours before it leaves.
        runtime.mark(at(5, 5, day: 6))
        told = try runtime.notificationLines()
        #expect(told == ["05:00 B1 flight_delay medium 90"])
        feed.send(night.delayed(180, at: at(5, 10, day: 6)))
        told = try runtime.notificationLines()
        #expect(told == ["05:10 B1 flight_delay high 180"])
    }

    @Test("Who joins a booking hears what the others heard")
    func newcomer() throws {
        let (runtime, feed) = try scene()
        feed.send(first.delayed(60, at: at(12)))
        #expect(try runtime.notificationLines().count == 1)
        let pair = TestBooking("B1", 2, at: at(12, 30), (first.key, "DFW"))
        runtime.accept(pair.changed(at: at(12, 30)))
        try runtime.pump()
        let told = try #require(runtime.notifications.first)
        var names: [String] = []
        told.withTrip { trip in
            names = trip.passengers.filter(told.reaches).map { String(decoding: $0.id, as: UTF8.self) }
        }
        #expect(names == ["B1-1"] && runtime.notifications.count == 1)
    }

    @Test("What waits goes out with the event that caused it; nothing is told where notifications are off")
    func causeAndSwitch() throws {
        let (runtime, feed) = try scene()
        feed.send(first.delayed(60, at: at(12)))
        try runtime.pump()
        feed.send(first.delayed(30, at: at(12, 4)))
        try runtime.pump()
        runtime.mark(at(13))
        try runtime.pump()
        #expect(runtime.notifications.map(\.triggerEventID).last == first.delayed(30, at: at(12, 4)).id)
        var settings = EngineSettings()
        let isSet = settings.set("outputs.notifications", 0)
        #expect(isSet)
        let (silent, silentFeed) = try scene(settings)
        silentFeed.send(first.delayed(60, at: at(12)))
        #expect(try silent.notificationLines() == [])
    }

    @Test("The last word each passenger hears is how the flight stands, whatever comes before it", arguments: 0..<40)
    func lastWord(seed: Int) throws {
        var seeded = Seeded(UInt64(seed))
        let (runtime, feed) = try scene()
        var last: Int64 = 0
        for step in 0..<20 {
            last = Int64(seeded.next(10)) * 15
            feed.send(first.delayed(last, at: at(12, step * 7 + seeded.next(6))))
            try runtime.pump()
        }
        runtime.mark(at(16))
        try runtime.pump()
        let told = runtime.notifications
        let heard = told.last.map { $0.template == .flightOnTime ? 0 : Int64($0.delayMinutes) } ?? 0
        #expect(heard == last, "seed \(seed)")
        // Sooner than ten minutes only worse.
        for (earlier, later) in zip(told, told.dropFirst()) where later.template == .flightDelay {
            let gap = later.eventTime.minutes(since: earlier.eventTime)
            #expect(gap >= 10 || later.delayMinutes > earlier.delayMinutes || earlier.template == .flightOnTime)
        }
    }
}
