import DisruptionCore
import KafkaClient
import ReferenceData
import Simulator
import Testing
import WireFormat

@testable import DisruptionService

/// Against librdkafka's own pretended brokers.
@Suite("A simulation in the topics of a broker")
struct SimulatedTopicsTests {
    private static let partitions = [3, 2, 1]

    private struct Found: Equatable {
        var records = [0, 0, 0]
        /// Marks by topic and partition, and the last one's text.
        var marks: [String: Int] = [:]
        var lastMarks: Set<String> = []
    }

    private let cluster: MockCluster
    private let quiet = KafkaHooks(log: { _, _, _ in })

    init() throws {
        cluster = try MockCluster()
        for (topic, count) in zip(InputTopic.allCases, Self.partitions) {
            try cluster.createTopic("\(topic.name).v2", partitions: count)
        }
    }

    private func tell<Source: SteeredSource & ~Copyable>(
        _ source: consuming Source, until: Instant = .distantFuture
    ) throws -> FeedOutcome {
        var configuration = Configuration()
        configuration.kafka.bootstrapServers = cluster.bootstrapServers
        for topic in InputTopic.allCases { configuration.topics["\(topic.name)"] = "\(topic.name).v2" }
        let stop = try StopRequest()
        let target = try #require(
            try KafkaFeedTarget.connect(configuration, name: "iropsd-simulate", stop) { Issue.record("\($0)") })
        #expect(target.markedPartitions == 6)
        var options = FeedOptions()
        options.source = "simulator"
        options.until = until
        let shown = CapturedOutput()
        let display = FeedDisplay(
            console: Console(output: shown.descriptor, error: shown.descriptor), isTerminal: false,
            clockMs: SystemClock.monotonicMs)
        let run = SimulationRun(
            target: target, options: options, clockMs: SystemClock.monotonicMs, stop: stop, display: display)
        return try run.run(source).outcome
    }

    private func read(_ count: Int) throws -> Found {
        let consumer = try Consumer(
            settings: ["bootstrap.servers": cluster.bootstrapServers, "group.id": "t", "fetch.wait.max.ms": "50"],
            hooks: quiet)
        defer { consumer.close(within: .seconds(5)) }
        let parts = zip(InputTopic.allCases, Self.partitions).flatMap { topic, count in
            (0..<count).map { TopicPartition("\(topic.name).v2", Int32($0)) }
        }
        try consumer.assign(manually: parts.map { PartitionOffset($0, .beginning) })
        var found = Found()
        var seen = 0
        let end = SystemClock.monotonicMs() + 30_000
        while seen < count, SystemClock.monotonicMs() < end {
            for part in parts {
                guard let queue = consumer.queue(part.topic, part.partition) else { continue }
                seen += queue.drain { (message: borrowing ConsumedMessage) in
                    guard message.isRecord else { return }
                    let text = message.value.map { String(decoding: $0, as: UTF8.self) } ?? ""
                    if text.contains("TIME_MARK") {
                        found.marks["\(part.topic)/\(part.partition)", default: 0] += 1
                        found.lastMarks.insert(text)
                    } else if let index = InputTopic.allCases.firstIndex(where: { "\($0.name).v2" == part.topic }) {
                        found.records[index] += 1
                    }
                }
            }
            _ = consumer.poll(timeout: .milliseconds(20))
        }
        return found
    }

    @Test("Records are in their topics, whatever these are called, and every partition has every mark")
    func topics() throws {
        let outcome = try tell(PretendedDay(records: 600))
        #expect(outcome.unacknowledged == 0 && outcome.isSettled)
        let found = try read(outcome.events + outcome.marks)
        #expect(found.records == [200, 200, 200])
        #expect(found.marks.count == 6 && Set(found.marks.values) == [121])
        #expect(found.lastMarks.count == 121)
    }

    @Test("The network's first hour is there, each record once")
    func network() throws {
        let date = try #require(CalendarDate(year: 2026, month: 1, day: 14))
        let scenario = try #require(try ScenarioLibrary.scenario(named: "normal"))
        let options = SimulationOptions(scenarios: [scenario], date: date)
        let airports = try ReferenceAirports.load().directory
        let source = SimulationFeed(try Simulation(options, airports: airports))
        // A pretended partition keeps 5 MiB.
        let outcome = try tell(source, until: date.startUTC.adding(minutes: -11 * 60))
        #expect(outcome.unacknowledged == 0 && outcome.isSettled && outcome.events > 1000)
        let found = try read(outcome.events + outcome.marks)
        #expect(found.records == InputTopic.allCases.map { outcome.sent[$0] })
        #expect(found.marks.values.reduce(0, +) == outcome.marks && found.marks.count == 6)
    }
}
