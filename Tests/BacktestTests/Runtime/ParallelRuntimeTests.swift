import DisruptionCore
import History
import Testing
import WireFormat

@testable import Backtest

@Suite struct ParallelRuntimeTests {
    @Test func finalFactsDoNotDependOnThePartitions() throws {
        let one = try versions(snowLegs, partitions: 1)
        #expect(finalFacts(one).count > 300)
        for partitions in [2, 5] {
            #expect(finalFacts(try versions(snowLegs, partitions: partitions)) == finalFacts(one), "\(partitions)")
        }
    }

    @Test func everyRunTellsTheSameBytes() throws {
        let scratch = try Scratch()
        let file = try scratch.write("legs.csv", csv(snowLegs))
        let last = snowStart.adding(minutes: 1440)
        let first = try told(file, in: scratch, partitions: 3, last: last)
        let second = try told(file, in: scratch, partitions: 3, last: last)
        #expect(first.disruptions.count > 500)
        #expect(first.disruptions == second.disruptions && first.predictions == second.predictions)
    }

    @Test func whatIngestMakesOfTheJSONIsTheSameFact() throws {
        var stream = EventStream(LegSource(snowLegs), rules: EventRules(tellsRunwayTimes: true))
        var json = EventWriter()
        var decoder = EventDecoder()
        var facts = HistoricFacts()
        func frames() -> OutgoingFrames {
            OutgoingFrames(topic: .flightEvents, partition: 0, incarnation: 1, destinations: 2)
        }
        var direct = frames()
        var decoded = frames()
        var count = 0
        while let event = try stream.next() {
            facts.send(event, into: &direct)
            decoded.send(decoder.decode(json.body(event), from: .flightEvents), recordedAt: event.time)
            count += 1
        }
        direct.flush(tickGranularityMs: 1)
        decoded.flush(tickGranularityMs: 1)
        #expect(count > 8000)
        #expect(direct.takeFinished().map(\.bytes) == decoded.takeFinished().map(\.bytes))
    }

    @Test(
        "The in-memory runtime fed with JSON tells the same final facts, with a learned file too",
        arguments: [false, true])
    func theSameFinalFacts(isTaught: Bool) throws {
        let rows = Array("iropsd-learned 1\ncapacity FRA 40\nusual-share ZA 500000\n".utf8)
        let learned = isTaught ? try rows.withUnsafeBytes { try LearnedFile(bytes: $0) } : nil
        let local = LocalRuntime(
            settings: Backtest.settings(EngineSettings()), reference: airports, learned: learned)
        try local.pump()
        var stream = EventStream(LegSource(snowLegs))
        var json = EventWriter()
        var decoder = EventDecoder()
        var (count, newest) = (0, Instant.distantPast)
        while let event = try stream.next() {
            guard case .flight(let fact) = decoder.decode(json.body(event), from: .flightEvents) else {
                Issue.record("\(event.leg.key) \(event.kind) is refused")
                continue
            }
            local.accept(fact.pointee)
            newest = event.time
            count += 1
            if count % 100 == 0 { try local.pump() }
        }
        local.mark(newest.adding(minutes: 5 * 1440))
        try local.pump()
        #expect(finalFacts(local.disruptions) == finalFacts(try versions(snowLegs, partitions: 2, learned: learned)))
    }

    @Test func aStopEndsItBetweenSlices() throws {
        let scratch = try Scratch()
        let file = try scratch.write("legs.csv", csv(snowLegs))
        let folder = scratch.path + "/report"
        let input = BacktestInput(
            history: try HistoryFiles(paths: [file], airports: airports), airports: airports, report: folder)
        #expect(throws: BacktestError.stopped) { try Backtest(input).run(isStopped: { true }) { _ in } }
        #expect(fileNames(folder).isEmpty)
    }
}
