import DisruptionCore
import Testing

/// The log alone decides: read again, with frames repeated and cut elsewhere, it says the same.
@Suite struct ReplayTests {
    /// A day with cascades, cancellations and delays, in frames of some events each.
    private static func day(_ random: inout Seeded, _ log: EngineLog) {
        let feed = Feed(log)
        var events: [Feed.Event] = []
        for tail in 0..<4 {
            for hop in 0..<5 {
                let airports = ["ORD", "DFW", "LAX", "SFO", "SEA"]
                let leg = TestLeg(
                    "AA\(tail)\(hop)", "N\(tail)", airports[hop], airports[(hop + 1) % 5],
                    at(6 + hop * 3 / 2, random.next(60)), 50)
                let late = Int64(random.next(150)) - 20
                events.append(leg.scheduled)
                if random.next(9) == 0 {
                    events.append(leg.cancelled(at: leg.departure.adding(minutes: -60)))
                } else {
                    events += [leg.departed(late: late), leg.arrived(late: late + Int64(random.next(20)))]
                }
            }
        }
        for event in events.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            feed.send(event)
            if random.next(4) == 0 { log.flush() }
        }
        log.flush()
        log.mark(at(0, day: 10))
        log.flush()
    }

    private static func text(_ version: DisruptionVersion) -> String {
        "\(version.id) \(version.version) \(version.lifecycle) \(version.confirmed) \(version.finding.severity) "
            + "\(version.finding.figure) \(version.detectedAt.ms) "
            + "\(version.finding.legs.map { "\($0.leg):\($0.reactionaryMinutes):\($0.leadMinutes)" })"
    }

    /// The confirmed facts that stand last, without versions.
    private static func facts(_ told: [DisruptionVersion]) -> [String] {
        var last: [DisruptionID: DisruptionVersion] = [:]
        for version in told where last[version.id].map({ $0.version < version.version }) ?? true {
            last[version.id] = version
        }
        return last.values.filter { $0.confirmed && $0.lifecycle != .retracted }.map {
            "\($0.finding.subject.id) \($0.finding.severity) \($0.finding.figure) "
                + "\($0.finding.legs.map { "\($0.leg):\($0.reactionaryMinutes)" })"
        }.sorted()
    }

    @Test(arguments: 1...12) func aRestartAtAnyRecordTellsTheRestAndNothingAgain(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let log = EngineLog()
        Self.day(&random, log)
        var straight = EngineLog.engine()
        let told = try log.run(&straight).map(Self.text)
        #expect(told.count > 20)
        for _ in 0..<12 {
            let committed = random.next(log.records.count + 1)
            var engine = EngineLog.engine()
            var again: [String] = []
            var before: [DisruptionVersion] = []
            for (offset, record) in log.records.enumerated() {
                let isReplay = offset < committed
                let versions = try EngineLog.step(&engine, record, offset: offset, isReplay: isReplay)
                if isReplay { before += versions } else { again += versions.map(Self.text) }
            }
            #expect(before.isEmpty)
            let rest = told.filter { line in again.contains(line) }
            #expect(again == rest && told.suffix(again.count) == again[...], "seed \(seed), committed \(committed)")
            #expect(engine.sizes == straight.sizes && engine.watermarks == straight.watermarks)
        }
    }

    @Test func aReplayCountsNothing() throws {
        var random = Seeded(3)
        let log = EngineLog()
        Self.day(&random, log)
        var straight = EngineLog.engine()
        var counted: [EngineCounters] = [EngineCounters()]
        for (offset, record) in log.records.enumerated() {
            _ = try EngineLog.step(&straight, record, offset: offset, isReplay: false)
            counted.append(straight.counters)
        }
        #expect(straight.counters.disruptions > 20 && straight.counters.timersFired > 0)
        for committed in stride(from: 0, through: log.records.count, by: 7) {
            var engine = EngineLog.engine()
            for (offset, record) in log.records.enumerated() {
                _ = try EngineLog.step(&engine, record, offset: offset, isReplay: offset < committed)
                if offset < committed { #expect(engine.counters == EngineCounters()) }
            }
            var sum = counted[committed]
            sum.add(engine.counters)
            #expect(sum == straight.counters, "committed \(committed)")
        }
    }

    /// What stands before the first configuration waits for it, be it kept or read again.
    @Test(arguments: [0, 1, 40]) func recordsBeforeTheConfigurationWait(records: Int) throws {
        /// The facts of a log whose configuration comes after some records, and how often it was read again.
        func run(_ waitingBytesMax: Int) throws -> (facts: [String], sizes: EngineSizes, rereads: Int) {
            var random = Seeded(5)
            let log = EngineLog()
            Self.day(&random, log)
            var records = Array(log.records.dropFirst())
            records.insert(log.records[0], at: min(records.count, at))
            var engine = PartitionEngine(
                partition: 0, layout: EngineLog.layout, incarnation: 1, reference: .empty,
                waitingBytesMax: waitingBytesMax)
            var told: [DisruptionVersion] = []
            var rereads = 0
            var next = 0
            while next < records.count {
                told += try EngineLog.step(&engine, records[next], offset: next, isReplay: false)
                engine.outgoing.flush(tickGranularityMs: 1)
                records += engine.outgoing.takeFinished().map(\.bytes)
                if engine.configuration == nil {
                    #expect(told.isEmpty && engine.firstWaiting == 0)
                } else {
                    #expect(engine.firstWaiting == nil)
                }
                next += 1
                if let offset = engine.takeReread() {
                    #expect(told.isEmpty && offset == 0)
                    rereads += 1
                    next = Int(offset)
                }
            }
            return (Self.facts(told), engine.sizes, rereads)
        }
        let at = records
        let kept = try run(PartitionEngine.waitingBytesMax)
        let read = try run(1)
        #expect(!kept.facts.isEmpty && kept.facts == read.facts && kept.sizes == read.sizes)
        #expect(kept.rereads == 0 && read.rereads == (records > 0 ? 1 : 0))
    }

    @Test(arguments: 1...30) func repeatedAndRecutFramesChangeNoFact(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let log = EngineLog()
        Self.day(&random, log)
        var straight = EngineLog.engine()
        let expected = Self.facts(try log.run(&straight))
        #expect(!expected.isEmpty)
        // The records again: each cut in two at times, and some that stood earlier once more, as after a crash.
        var disturbed: [[UInt8]] = []
        for (offset, record) in log.records.enumerated() {
            disturbed += offset > 0 && random.next(3) == 0 ? FrameCut.cut(record, &random) : [record]
            for _ in 0..<random.next(3) where disturbed.count > 1 && random.next(2) == 0 {
                let back = disturbed[1 + random.next(disturbed.count - 1)]
                disturbed += random.next(2) == 0 ? FrameCut.cut(back, &random) : [back]
            }
        }
        var engine = EngineLog.engine()
        var told: [DisruptionVersion] = []
        for (offset, record) in disturbed.enumerated() {
            told += try EngineLog.step(&engine, record, offset: offset, isReplay: false)
            // What it says to itself stands in the log already.
            engine.outgoing.flush(tickGranularityMs: 1)
            _ = engine.outgoing.takeFinished()
        }
        #expect(Self.facts(told) == expected, "seed \(seed)")
        #expect(engine.counters.repeated > 0, "seed \(seed)")
    }

    @Test func otherReportingTimesInTheMiddleOfADayHarmNothing() throws {
        for minutes in [0, 120] as [Int64] {
            var random = Seeded(7)
            let log = EngineLog()
            Self.day(&random, log)
            var settings = EngineSettings()
            let isSet = settings.set("airport_congestion.reporting_minutes", minutes)
            #expect(isSet)
            let changed = EngineLog()
            var again = Seeded(7)
            Self.day(&again, changed)
            changed.change(to: settings, generation: 2)
            var engine = EngineLog.engine()
            var told: [DisruptionVersion] = []
            let middle = log.records.count / 2
            for (offset, record) in log.records.enumerated() {
                if offset == middle, let configuration = changed.records.last {
                    told += try EngineLog.step(&engine, configuration, offset: offset, isReplay: false)
                }
                told += try EngineLog.step(&engine, record, offset: offset + 1, isReplay: false)
            }
            // What it says to itself, until it has nothing left to say.
            var offset = log.records.count + 1
            while true {
                engine.outgoing.flush(tickGranularityMs: 1)
                let frames = engine.outgoing.takeFinished()
                if frames.isEmpty { break }
                for frame in frames {
                    told += try EngineLog.step(&engine, frame.bytes, offset: offset, isReplay: false)
                    offset += 1
                }
            }
            #expect(engine.sizes.legs == 0 && engine.sizes.timers == 0)
        }
    }
}
