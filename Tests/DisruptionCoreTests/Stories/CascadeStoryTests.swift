import DisruptionCore
import Testing

/// A morning at ORD on which many departures are cancelled from 10:00 to 13:00, and an aircraft whose delay begins
/// there: its cascade is a part of the airport's congestion.
@Suite struct CascadeStoryTests {
    /// - Parameter outcome: of every second departure from 10:00 to 13:00.
    private func morning(from hour: Int = 10) -> CongestionScene {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(hour), every: 5) { _ in .onTime }
        scene.departures(from: at(hour), to: at(hour + 3), every: 5) { $0 % 2 == 0 ? .cancelled(60) : .onTime }
        scene.departures(from: at(hour + 3), to: at(20), every: 5) { _ in .onTime }
        return scene
    }

    private static var settings: EngineSettings {
        var settings = EngineSettings.congestionAlone
        _ = settings.set("cascading_delay.enabled", 1)
        return settings
    }

    private func run(
        _ scene: CongestionScene, _ line: LateLine, codes: String? = nil, late minutes: [Int64] = [90, 85, 80]
    ) throws -> LocalRuntime {
        var scene = scene
        for (leg, late) in zip(line.legs, minutes) {
            var departed = leg.departed(late: late)
            if let codes, leg.key == line.legs[0].key { departed.texts = [(.delayCodes, codes)] }
            scene.events += [leg.scheduled, departed, leg.arrived(late: late)]
        }
        return try scene.run(settings: Self.settings)
    }

    private func cascade(_ runtime: LocalRuntime) throws -> DisruptionVersion {
        try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
    }

    private func congestion(_ runtime: LocalRuntime) throws -> DisruptionVersion {
        try #require(runtime.latest.first { $0.finding.pattern == .airportCongestion })
    }

    @Test func aCascadeThatBeginsInACongestionIsAPartOfIt() throws {
        let runtime = try run(morning(), LateLine("LH", from: at(11)))
        let (child, parent) = (try cascade(runtime), try congestion(runtime))
        #expect(child.lifecycle == .resolved && child.confirmed)
        #expect(child.finding.parent == parent.id)
        #expect(parent.count("cascades") == 1 && parent.count("cascade_legs") == 2)
        #expect(parent.count("cascade_minutes") == child.finding.figure)
        // It was told before, when only the cancellations were known, and again for the parent.
        let parents = runtime.disruptions.filter { $0.id == child.id }.map { $0.finding.parent != nil }
        #expect(parents.last == true)
    }

    @Test func theWindowsMustOverlapWithAnHourMore() throws {
        let alone = try congestion(try morning().run(settings: Self.settings))
        let start = Instant(ms: try #require(alone.count("window_start")))
        let end = Instant(ms: try #require(alone.count("window_end")))
        // Off-block 90 minutes behind schedule.
        let cases: [(departure: Instant, isPart: Bool)] = [
            (start.adding(minutes: -91), false), (start.adding(minutes: -90), true), (end.adding(minutes: -1), true),
            (end.adding(minutes: 59), true), (end.adding(minutes: 60), false),
        ]
        for (departure, isPart) in cases {
            let runtime = try run(morning(), LateLine("LH", from: departure))
            let parent = try cascade(runtime).finding.parent
            #expect((parent == alone.id) == isPart, "\(departure.minutes(since: start)) min")
        }
    }

    @Test(arguments: [
        ("93/60,41/10", false), ("89/80", true), ("75/80,41/10", true), ("93/90", true), ("41/90", false),
    ])
    func anotherCauseIsNoPart(codes: String, isPart: Bool) throws {
        let runtime = try run(morning(), LateLine("LH", from: at(11)), codes: codes)
        #expect((try cascade(runtime).finding.parent != nil) == isPart)
        #expect((try congestion(runtime).count("cascades") != nil) == isPart)
    }

    @Test func delayThatArisesOnTheWayBelongsToTheDestination() throws {
        var scene = morning()
        let line = LateLine("LH", from: at(9))
        // Off-block in time at DFW, held before ORD.
        let held = TestLeg("LH8", "N808AA", "DFW", "ORD", at(9), 90)
        let next = [
            TestLeg("LH9", "N808AA", "ORD", "LAX", at(11, 15), 60), TestLeg("LH10", "N808AA", "LAX", "SFO", at(13), 60),
        ]
        scene.events += [held.scheduled, held.departed(late: 5), held.arrived(late: 80)]
        for leg in next { scene.events += [leg.scheduled, leg.departed(late: 75), leg.arrived(late: 70)] }
        for leg in line.legs { scene.events += [leg.scheduled, leg.departed(late: 0), leg.arrived(late: 0)] }
        let runtime = try scene.run(settings: Self.settings)
        #expect(try cascade(runtime).finding.parent == (try congestion(runtime)).id)
    }

    @Test func aCascadeThatCameToNothingIsNotCounted() throws {
        // The legs behind the root leave in time all the same.
        let runtime = try run(morning(), LateLine("LH", from: at(11)), late: [90, 0, 0])
        #expect(try cascade(runtime).lifecycle == .retracted)
        #expect(try congestion(runtime).count("cascades") == nil)
    }

    @Test(arguments: 1...6) func theOrderOfArrivalDoesNotMatter(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        var scene = morning()
        for (number, carrier) in ["LH", "UA", "DL"].enumerated() {
            let line = LateLine(carrier, tail: "N\(number)\(carrier)", from: at(10 + number))
            for (leg, late) in zip(line.legs, [90, 85, 80] as [Int64]) {
                scene.events += [leg.scheduled, leg.departed(late: late), leg.arrived(late: late)]
            }
        }
        // Six hours of schedules come first, then each event up to four minutes out of its order.
        let order = scene.events.map { ($0, $0.at.adding(ms: Int64(random.next(240_000)))) }.sorted { $0.1 < $1.1 }
        let runtime = LocalRuntime(
            layout: LogLayout(flightEvents: 1, externalData: 1, passengerEvents: 1, entities: 1 + seed % 3),
            settings: Self.settings)
        let feed = Feed(runtime)
        for (event, _) in order {
            feed.send(event)
            if random.next(3) == 0 { try runtime.pump { random.next($0) } }
        }
        try runtime.pump()
        runtime.mark(at(0, day: 9))
        try runtime.pump()
        let parent = try congestion(runtime)
        let children = runtime.latest.filter { $0.finding.pattern == .cascadingDelay }
        #expect(children.count == 3 && children.allSatisfy { $0.finding.parent == parent.id }, "seed \(seed)")
        #expect(parent.count("cascades") == 3 && parent.count("cascade_legs") == 6, "seed \(seed)")
    }
}
