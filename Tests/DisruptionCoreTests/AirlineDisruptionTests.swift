import Testing

@testable import DisruptionCore

/// AIRLINE_DISRUPTION: an airline that does worse than its peers, and only that.
@Suite struct AirlineDisruptionTests {
    private static let night = at(10)..<at(16)

    private static func bad(_ share: Int) -> (String, Instant) -> AirlineScene.Outcome {
        { _, time in
            night.contains(time) && Int(time.ms / 600_000) % 10 < share ? .cancelled : .onTime
        }
    }

    @Test func anAirlineThatBreaksDownAmongPeersThatFly() throws {
        var scene = AirlineScene()
        scene.fly("AA", Self.bad(6))
        scene.fly("UA") { _, _ in .onTime }
        let runtime = try scene.run()
        let fact = try #require(runtime.finalFacts.first)
        #expect(runtime.finalFacts.count == 1)
        #expect(fact.finding.subject.kind.description == "airline" && fact.finding.subject.id == "AA")
        #expect(fact.finding.root?.cause == "cancellations")
        #expect(fact.finding.severity == .critical)
        #expect(fact.lifecycle == .resolved && fact.confirmed)
        #expect(fact.count("airports") == 5)
        #expect(fact.count("disrupted_share").map { $0 >= 500 } == true)
        // Two hours of window and an hour of dwell: told while it goes on, and over soon after.
        let opened = try #require(runtime.disruptions.first)
        #expect(opened.eventTime > at(10) && opened.eventTime <= at(13))
        #expect(try #require(fact.count("window_end")) <= at(18).ms)
    }

    /// Three of ten: too few beyond the usual share of late ones, but so many do not fly on any day.
    @Test func cancellationsAloneAreEnoughWhereTheyAreManyTimesTheUsual() throws {
        var scene = AirlineScene()
        scene.fly("AA", Self.bad(3))
        scene.fly("UA") { _, _ in .onTime }
        let fact = try #require(try scene.run().finalFacts.first)
        #expect(fact.finding.subject.id == "AA" && fact.finding.root?.cause == "cancellations")
        #expect(fact.finding.severity == .high)
        #expect(fact.finding.evidence.map(\.what.description).contains("cancelled_permille"))
        // 60 departures, and the usual share is a default.
        #expect(fact.finding.confidencePermille == 700 * 60 / 65)
        var stormy = AirlineScene()
        stormy.fly("AA", Self.bad(3))
        stormy.fly("UA", Self.bad(2))
        #expect(try stormy.run().finalFacts.isEmpty)
    }

    /// Weather: everybody suffers. An airline detector that fires has forgotten the peers.
    @Test func whatAllAirlinesSufferIsNobodysOwn() throws {
        var scene = AirlineScene()
        scene.fly("AA", Self.bad(5))
        scene.fly("UA", Self.bad(5))
        #expect(try scene.run().disruptions.isEmpty)
    }

    /// All that goes wrong goes wrong at one airport or on the way to it.
    @Test func anAirportOfManyIsNoAirlineTrouble() throws {
        var scene = AirlineScene()
        for carrier in ["AA", "UA", "DL"] {
            scene.fly(carrier) { airport, time in
                Self.night.contains(time) && (airport == "ORD" || airport == "SFO") ? .late(90) : .onTime
            }
        }
        // SFO is the airport before ORD: its flights go there.
        #expect(try scene.run().disruptions.isEmpty)
    }

    @Test func oneBaseAloneIsToldAsThatBase() throws {
        var scene = AirlineScene()
        scene.fly("AA") { airport, time in Self.night.contains(time) && airport == "ORD" ? .late(60) : .onTime }
        scene.fly("AA", from: at(6, 5), to: at(20), airports: ["ORD", "DFW"]) { airport, time in
            Self.night.contains(time) && airport == "ORD" ? .late(60) : .onTime
        }
        scene.fly("AA", from: at(6, 3), to: at(20), airports: ["ORD", "LAX"]) { airport, time in
            Self.night.contains(time) && airport == "ORD" ? .late(60) : .onTime
        }
        scene.fly("UA") { _, _ in .onTime }
        let facts = try scene.run().finalFacts
        #expect(facts.map(\.finding.subject.id) == ["AA/ORD"])
        #expect(facts.allSatisfy { $0.finding.subject.kind.description == "airline-base" })
    }

    @Test func aGroundedFleetIsToldAsThatType() throws {
        var scene = AirlineScene()
        scene.fly("AA", type: "MD82") { _, time in Self.night.contains(time) ? .cancelled : .onTime }
        for minute in [2, 4, 6, 8] { scene.fly("AA", from: at(6, minute), type: "B738") { _, _ in .onTime } }
        scene.fly("UA") { _, _ in .onTime }
        let facts = try scene.run().finalFacts
        #expect(facts.map(\.finding.subject.id) == ["AA/MD82"])
        #expect(facts.first?.finding.subject.kind.description == "airline-type")
    }

    @Test func aSmallAirlineIsNotJudged() throws {
        var scene = AirlineScene()
        scene.fly("ZW", airports: ["ORD"]) { _, time in
            Self.night.contains(time) && time.ms / 600_000 % 2 == 0 ? .late(60) : .onTime
        }
        scene.fly("UA") { _, _ in .onTime }
        #expect(try scene.run().disruptions.isEmpty)
    }

    /// Partition counts and the order in which partitions are read change nothing that is final.
    @Test(arguments: 1...4) func anyOrderAndAnyPartitionsTellTheSame(seed: Int) throws {
        var scene = AirlineScene()
        scene.fly("AA", Self.bad(6))
        scene.fly("UA", Self.bad(2))
        scene.fly("DL") { _, _ in .onTime }
        func facts(_ runtime: LocalRuntime) -> [String] {
            runtime.finalFacts.map { "\($0.finding.subject.id) \($0.finding.severity) \($0.finding.metrics)" }
        }
        let expected = facts(try scene.run())
        #expect(!expected.isEmpty)
        var random = Seeded(UInt64(seed))
        let other = facts(try scene.run(entities: 1 + seed) { random.next($0) })
        #expect(other == expected, "seed \(seed)")
    }

    /// One frame brings hours: all their bins settle in one record.
    @Test(arguments: [1, 50, 400, 5000]) func aRecordTellsADisruptionOnce(step: Int) throws {
        var scene = AirlineScene()
        scene.fly("AA", Self.bad(6))
        scene.fly("UA") { _, _ in .onTime }
        let runtime = try scene.run(step: step)
        #expect(runtime.doubled == [])
        #expect(runtime.finalFacts.map(\.finding.subject.id) == ["AA"])
    }

    @Test func usualShareIsTheMedianOfDaysAndCountsFromTheDayAfterNext() {
        var usual = UsualShare()
        for day in 0..<9 {
            let bin = QuarterHour(containing: at(12, day: 1 + day))
            // One terrible day among quiet ones.
            usual.learn(FleetCounts(due: 100, late: day == 3 ? 90 : 10 + Int32(day)), at: bin)
            #expect(usual.permille == (day < 8 ? nil : 140), "day \(day)")
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 15, 16, 17, 99, 100, 1 << 40, (1 << 31) * (1 << 31) - 1] as [Int64])
    func wholeSquareRoots(value: Int64) {
        let root = squareRoot(value)
        #expect(root * root <= value && (root + 1) * (root + 1) > value)
    }
}
