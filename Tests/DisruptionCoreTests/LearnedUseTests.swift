import Testing

@testable import DisruptionCore

/// What engines take of a learned file until they know better themselves.
@Suite struct LearnedUseTests {
    private static func file(_ rows: String...) throws -> LearnedFile {
        let text = "iropsd-learned 1\n" + rows.map { $0 + "\n" }.joined()
        return try Array(text.utf8).withUnsafeBytes { try LearnedFile(bytes: $0) }
    }

    /// The first day that is seen at all: 20 movements an hour, and nothing leaves from 13 to 16 h.
    private static func blocked() -> CongestionScene {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(22), every: 3) { index in
            let hour = 6 + index / 20
            return (13...15).contains(hour) ? .late(Int64((16 - hour) * 60 + (index % 20) * 3)) : .onTime
        }
        return scene
    }

    @Test("An airport of which nothing is known has the capacity that history teaches")
    func capacity() throws {
        #expect(try Self.blocked().run().finalFacts.isEmpty)
        let runtime = try Self.blocked().run(learned: try Self.file("capacity ORD 20"))
        let fact = try #require(runtime.finalFacts.first)
        #expect(runtime.finalFacts.count == 1 && fact.count("capacity_per_hour") == 20)
        #expect(try Self.blocked().run(learned: try Self.file("capacity ORD 200")).finalFacts.isEmpty)
    }

    @Test("What an airport has reached itself goes before what was learned")
    func ownCapacity() throws {
        var scene = CongestionScene()
        for day in 5...8 {
            scene.departures(from: at(6, day: day), to: at(22, day: day), every: 3) { index in
                let hour = 6 + index / 20
                guard day == 8, (13...15).contains(hour) else { return .onTime }
                return .late(Int64((16 - hour) * 60 + (index % 20) * 3))
            }
        }
        let fact = try #require(try scene.run(learned: try Self.file("capacity ORD 200")).finalFacts.first)
        #expect(fact.count("capacity_per_hour") == 20)
    }

    private static func seasonal(late minutes: Int64, _ learned: LearnedFile?) throws -> DisruptionVersion? {
        var settings = EngineSettings.congestionAlone
        _ = settings.set("airport_congestion.enabled", 0)
        _ = settings.set("seasonal_deviation.enabled", 1)
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(22)) { _ in .late(minutes) }
        let told = try scene.run(settings: settings, learned: learned).finalFacts
        return told.first { $0.finding.subject.id.hasPrefix("ORD") }
    }

    @Test("What is late depends on what is usual there, and a learned baseline is worth more than a default")
    func baseline() throws {
        let usual = try Self.file("usual-delay ORD from * * 0", "usual-deviation ORD from * * 2")
        #expect(try Self.seasonal(late: 25, nil) == nil)
        let fact = try #require(try Self.seasonal(late: 25, usual))
        #expect(fact.count("usual_deviation_minutes") == 2 && fact.count("usual_samples") == 8)
        #expect(fact.finding.confidencePermille == 900)
        #expect(try #require(try Self.seasonal(late: 45, nil)).finding.confidencePermille == 500)
        let lateByHabit = try Self.file("usual-delay ORD from * * 30", "usual-deviation ORD from * * 5")
        #expect(try Self.seasonal(late: 45, lateByHabit) == nil)
    }

    @Test func ownDaysGoBeforeLearnedOnes() {
        let learned = UsualDelays.Usual(median: 30, deviation: 3, samples: 20)
        var usual = UsualDelays()
        let start = QuarterHour(containing: at(8))
        func asked() -> UsualDelays.Usual {
            usual.usual(hour: 8, isWeekend: false, at: start + 96 * 40, learned: learned)
        }
        #expect(asked() == learned)
        // Twenty days of another hour say less of this one than history does.
        for day in 0..<Int32(20) { usual.learn(5, hour: 9, isWeekend: false, at: start + 96 * day) }
        #expect(asked() == learned)
        #expect(usual.usual(hour: 8, isWeekend: false, at: start + 96 * 40).median == 5)
        // Eight days of the class, or twenty of all, say more.
        for day in 0..<Int32(7) { usual.learn(7, hour: 8, isWeekend: false, at: start + 96 * day) }
        #expect(asked() == learned)
        usual.learn(7, hour: 8, isWeekend: false, at: start + 96 * 7)
        #expect(asked().median == 7)
        for day in 8..<Int32(20) { usual.learn(12, hour: 8, isWeekend: true, at: start + 96 * day) }
        #expect(asked().median == 7)
        #expect(usual.usual(hour: 8, isWeekend: true, at: start + 96 * 40).median == 12)
    }

    @Test("An airline that is so late on every day is not disrupted")
    func share() throws {
        var scene = AirlineScene()
        scene.fly("AA") { _, time in
            (at(10)..<at(16)).contains(time) && Int(time.ms / 600_000) % 10 < 6 ? .cancelled : .onTime
        }
        scene.fly("UA") { _, _ in .onTime }
        #expect(try scene.run().finalFacts.count == 1)
        #expect(try scene.run(learned: try Self.file("usual-share UA 600000")).finalFacts.count == 1)
        let both = try Self.file("usual-share AA 600000", "usual-cancelled AA 600000")
        #expect(try scene.run(learned: both).finalFacts.isEmpty)
        // Late so often, but not cancelled.
        #expect(try scene.run(learned: try Self.file("usual-share AA 600000")).finalFacts.count == 1)
    }

    @Test("A learned file that says nothing of what flies changes nothing")
    func nothingOfIt() throws {
        let straight = try Self.blocked().run().disruptions
        let other = try Self.blocked().run(learned: try Self.file("capacity XXX 20", "usual-share ZZ 1"))
        #expect(other.disruptions.map(\.version) == straight.map(\.version))
    }
}
