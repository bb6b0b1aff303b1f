import Glibc
import KafkaClient
import PostgresClient
import Testing

@testable import DisruptionService

/// A sink on a thread of its own, with its log.
final class RunningSink {
    static let topics = Dictionary(uniqueKeysWithValues: SinkTable.allCases.map { ($0, $0.topic) })

    let runner: SinkRunner
    private let output = CapturedOutput()
    private let stopRequest: StopRequest
    private let thread: SystemThread

    /// - Parameter change: of the limits; pauses are short without it.
    init(
        _ bootstrapServers: String, _ database: ConnectionTarget, holder: String = "test",
        _ change: (inout SinkLimits) -> Void = { _ in }
    ) throws {
        var settings = SinkSettings(
            database: database, kafka: ["bootstrap.servers": bootstrapServers], topics: Self.topics, holder: holder)
        settings.limits.backoffMs = 20...100
        settings.limits.standbyMs = 50
        settings.limits.blockedMs = 50
        settings.limits.lagMs = 100
        change(&settings.limits)
        let stop = try StopRequest()
        let log = Log(format: .text(isColoured: false), level: .info, descriptor: output.descriptor)
        let runner = try SinkRunner(settings, log: log, stop: stop, hooks: KafkaHooks(log: { _, _, _ in }))
        self.runner = runner
        stopRequest = stop
        thread = try SystemThread("sink") { runner.run() }
    }

    var status: SinkStatus { runner.status }

    /// What it logged, by code.
    func lines(_ code: String) -> [String] { output.lines.filter { $0.contains(code) } }

    /// Asks it to stop and waits for its end.
    /// - Returns: how long that took. Milliseconds.
    @discardableResult
    func stop() -> Int64 {
        let start = SystemClock.monotonicMs()
        stopRequest.request()
        thread.join()
        return SystemClock.monotonicMs() - start
    }
}

/// Waits for something that happens on other threads.
func eventually(
    _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) rethrows {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
        if try condition() { return }
        usleep(5_000)
    }
    Issue.record(comment ?? "it did not happen within 60 s", sourceLocation: sourceLocation)
}

/// Topics of a mock cluster, with a producer.
struct SinkTopics {
    let kafka: MockCluster
    private let producer: Producer

    init() throws {
        kafka = try MockCluster()
        // Brokers that go with their test are no news.
        let hooks = KafkaHooks(log: { _, _, _ in })
        producer = try Producer(
            settings: ["bootstrap.servers": kafka.bootstrapServers, "linger.ms": "1"], hooks: hooks)
    }

    var bootstrapServers: String { kafka.bootstrapServers }

    func make() throws {
        for topic in RunningSink.topics.values { try kafka.createTopic(topic, partitions: 2) }
    }

    func produce(_ table: SinkTable, _ body: String?, key: String, headers: [RecordHeader] = []) throws {
        _ = try producer.produce(
            topic: RunningSink.topics[table] ?? "", key: Array(key.utf8), value: body.map { Array($0.utf8) },
            headers: headers)
    }

    func flush() { #expect(producer.flush(within: .seconds(20))) }

    /// Every version of every disruption, in order.
    func produceDisruptions(_ versions: Range<Int64>, ids: Int) throws {
        for version in versions {
            for id in 0..<ids {
                try produce(.disruptions, disruptionBody("d\(id)", version: version, legs: ["A/1/X"]), key: "d\(id)")
            }
        }
        flush()
    }
}
