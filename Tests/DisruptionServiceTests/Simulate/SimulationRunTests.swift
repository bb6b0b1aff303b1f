import DisruptionCore
import Glibc
import KafkaClient
import Simulator
import Testing
import WireFormat

@testable import DisruptionService

@Suite("A simulation as it is told")
struct SimulationRunTests {
    private let log = DayLog()
    private let shown = CapturedOutput()
    private let target = RecordingTarget()
    private let stop: StopRequest
    private let desk = SteeringDesk()
    private let start = PretendedDay.start

    init() throws { stop = try StopRequest() }

    private func run(
        records: Int, everySeconds: Int64 = 60, speed: FeedSpeed = .max, truth: RecordFile? = nil,
        isLive: Bool = false, _ change: (inout FeedOptions) -> Void = { _ in }
    ) throws -> (outcome: FeedOutcome, status: SimulationStatus) {
        var options = FeedOptions()
        options.source = "simulator"
        options.speed = speed
        change(&options)
        let target = target
        let display = FeedDisplay(
            console: Console(output: shown.descriptor, error: shown.descriptor), isTerminal: false,
            clockMs: { target.clockMs })
        let run = SimulationRun(
            target: target, options: options, clockMs: { target.clockMs }, stop: stop, display: display, desk: desk,
            steering: Steering(isLive: isLive), truth: truth)
        return try run.run(PretendedDay(records: records, everySeconds: everySeconds, log: log))
    }

    private func say(_ line: String, as asker: SteeringDesk.Asker = .connection(1)) {
        desk.post(SteeringDesk.Request(asker: asker, line: line))
    }

    private func answers() -> [String] { desk.takeAnswers().map(\.answer.text) }

    @Test("Every record goes to its topic, with marks on every partition from the start to far behind the end")
    func whole() throws {
        let (outcome, status) = try run(records: 600)
        #expect(target.events.map(\.key) == (0..<600).map { "key-\($0)" })
        #expect(target.events.enumerated().allSatisfy { $0.element.topic == PretendedDay.topic($0.offset) })
        #expect(outcome.events == 600 && outcome.sent[.externalData] == 200 && status.records == 600)
        #expect(outcome.isSettled && !outcome.isStopped && outcome.unacknowledged == 0)
        #expect(target.marks.count == 3 * 121 && outcome.marks == target.marks.count)
        #expect(
            target.records.first?.value
                == #"{"event_id":"mark/2026-01-14T00:00:00Z","event_type":"TIME_MARK","#
                + #""timestamp":"2026-01-14T00:00:00Z","source":"simulator"}"#)
        let last = try #require(outcome.last)
        #expect(target.records.suffix(3).allSatisfy { $0.partition != nil && $0.time > last.adding(minutes: 4 * 1440) })
    }

    @Test("What comes before the start rushes; from there it goes with the clock")
    func pace() throws {
        let begin = start.adding(minutes: 60)
        _ = try run(records: 100, speed: .factor(60)) {
            $0.rushTo = begin
            $0.start = .rushTo
        }
        for record in target.events {
            let due = max(0, record.time.ms - begin.ms) / 60
            #expect(record.clockMs - 1_000_000 >= due && record.clockMs - 1_000_000 <= due + 51)
        }
    }

    @Test("It ends after so many hours, and settles")
    func hours() throws {
        let (outcome, _) = try run(records: 600) { $0.until = start.adding(minutes: 120) }
        #expect(outcome.events == 120 && outcome.isSettled && !outcome.isStopped)
    }

    @Test("Paused, nothing moves; resumed, it goes on at the same event time")
    func pauses() throws {
        say("pause")
        target.atWait = { [target, desk] in
            if target.waits == 100 {
                #expect(target.events.count <= 1)
                desk.post(SteeringDesk.Request(asker: .connection(1), line: "status"))
            }
            if target.waits == 200 { desk.post(SteeringDesk.Request(asker: .connection(1), line: "resume")) }
        }
        let (outcome, _) = try run(records: 20, speed: .factor(60))
        #expect(outcome.events == 20 && outcome.elapsedMs >= 200 * 49 + 19_000)
        let said = answers()
        #expect(said.count == 3 && said[0].hasSuffix("paused; resume goes on"))
        #expect(said[1].contains("  paused  1 records  0 airborne, 1 arrived, 0 cancelled, 0 late of 20 legs"))
        #expect(said[2].hasSuffix("goes on at speed 60"))
    }

    @Test("Another speed counts at once")
    func speeds() throws {
        target.atWait = { [target, desk] in
            if target.waits == 1 { desk.post(SteeringDesk.Request(asker: .terminal, line: "speed 600")) }
        }
        let (outcome, _) = try run(records: 601, everySeconds: 6, speed: .factor(60), isLive: true)
        #expect((5500...6500).contains(outcome.elapsedMs), "\(outcome.elapsedMs) ms for an hour")
        #expect(shown.text.contains("speed 600; a daemon with time: live takes what runs ahead of its clock for wrong"))
        #expect(answers().isEmpty)
    }

    @Test("What is injected happens at the event time that is reached")
    func injections() throws {
        target.atWait = { [target, desk] in
            if target.waits == 10 {
                desk.post(SteeringDesk.Request(asker: .connection(7), line: "inject  delay SU123  90"))
                desk.post(SteeringDesk.Request(asker: .connection(7), line: "inject delay SU123 9O"))
                desk.post(SteeringDesk.Request(asker: .connection(7), line: "delay SU123 90"))
            }
        }
        _ = try run(records: 5, everySeconds: 600, speed: .factor(60))
        #expect(log.injected.map(\.text) == ["delay SU123 90"])
        let at = try #require(log.injected.first).time
        // Ten waits of 50 ms at speed 60.
        #expect((24_000...30_000).contains(at.ms - start.ms), "\(at.ms - start.ms)")
        let given = desk.takeAnswers()
        #expect(given.map(\.answer.code) == [.ok, .usage, .usage])
        #expect(given[0].answer.text == "\(SimulationText.clock(at)): did delay SU123 90")
        #expect(given[1].answer.text == "\"9O\" are no minutes; allowed: 1 to 1440")
        #expect(given[2].answer.text == "did you mean inject delay SU123 90?")
    }

    @Test("A line is heard while the broker takes nothing, and the record that waits is sent whole")
    func narrow() throws {
        target.room = 1
        say("inject cancel SU1")
        let (outcome, _) = try run(records: 50)
        #expect(outcome.events == 50 && log.injected.count == 1)
        #expect(target.events.map(\.key) == (0..<50).map { "key-\($0)" })
        #expect(target.events.enumerated().allSatisfy { $0.element.value.contains(#""event_id":"\#($0.offset)""#) })
    }

    @Test("A stop is clean: nothing settles, and it says where it stopped")
    func stops() throws {
        target.atWait = { [target, desk] in
            if target.waits == 40 { desk.post(SteeringDesk.Request(asker: .connection(1), line: "stop")) }
        }
        let (outcome, status) = try run(records: 600, speed: .factor(60))
        #expect(outcome.isStopped && !outcome.isSettled && outcome.events == target.events.count)
        #expect(target.records.last?.partition == nil && target.finishes == 1)
        let text = SimulationText.outcome(outcome, status, .broker)
        #expect(text.hasPrefix("stopped at 2026-01-14 00:0"))
        #expect(
            text.hasSuffix(
                "all acknowledged. Legs: 0 airborne, 2 arrived, 0 cancelled, 0 late of 600 legs."
                    + " No time mark follows: what is open stays open"))
        #expect(answers().allSatisfy { $0.hasSuffix("stops; what is open stays open") })
    }

    @Test("The truth is written beside, all of it")
    func truth() throws {
        let folder = try TestFolder()
        let path = folder.path + "/truth.jsonl"
        let file = try RecordFile(path)
        _ = try run(records: 1000, truth: file)
        #expect(file.lines == 1000)
        #expect(try file.finish(isComplete: true) == path)
        let lines = try folder.lines("truth.jsonl")
        #expect(lines.count == 1000 && lines.last == #"{"record":999}"#)
    }

    @Test("A failure says how much was handed over")
    func failure() throws {
        target.failure = KafkaError(code: .timedOut, operation: "produce", isFatal: true)
        target.room = 10
        #expect(throws: KafkaError.self) { try run(records: 30) }
        #expect(
            shown.text.contains(
                "5 records were handed over before it failed, all are acknowledged; what is open stays open"))
    }

    @Test("Where nobody watches a line comes every ten seconds")
    func progress() throws {
        _ = try run(records: 61, speed: .factor(60)) { $0.span = (start, start.adding(minutes: 60)) }
        #expect((5...6).contains(shown.lines.count))
        #expect(shown.lines.first?.hasPrefix("2026-01-14 00:10:0") == true)
        #expect(shown.lines.first?.contains("Z  x60  15 %  0:51 left  10 records 0/s") == true)
        #expect(shown.lines.first?.hasSuffix("late of 61 legs") == true, "\(shown.lines)")
    }
}
