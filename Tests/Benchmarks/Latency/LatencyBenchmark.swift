import DisruptionCore
import DisruptionService
import Glibc
import Harness
import KafkaClient

/// From the produce call of an event to its disruption in the hands of a read_committed consumer in the same process,
/// at a steady pace, the daemon caught up.
struct LatencyBenchmark {
    let options: BenchmarkOptions
    let broker: BenchmarkBroker

    private static let eventsPerSecond = 1_000
    private static let graceSeconds = 10

    private var events: Int { (options.warmupSeconds + options.seconds) * Self.eventsPerSecond }

    /// Runs once and prints.
    func report() throws {
        var own = Installation(
            bootstrapServers: broker.bootstrapServers, name: "bench-\(getpid())-latency",
            inputs: "bench-\(getpid())-latency")
        own.time = "live"
        own.properties = options.properties
        own.lanes = options.lanes[0]
        defer { try? own.remove(andInputs: true) }
        try own.applyTopics()
        let daemon = try Daemon(configuration: own.yaml)
        Console.note("daemon \(daemon.processID), latency run 1")
        try daemon.waitUntilReady()
        let watch = DisruptionWatch(broker.bootstrapServers, topic: own.topic("disruption.events"), events: events)
        let thread = try watch.start()
        defer {
            watch.stop()
            thread.join()
        }
        let before = ProcessFigures(of: [daemon.processID])
        let brokerBefore = ProcessFigures(of: broker.processes)
        let produced = try produce(to: own.topic("flight.events"))
        try waitForRest(watch)
        let commits = MetricsPage(daemon)?.sum("iropsd_commits_total") ?? 0
        let after = ProcessFigures(of: [daemon.processID])
        let brokerAfter = ProcessFigures(of: broker.processes)
        guard daemon.terminate(seconds: 30) == 0 else { throw BenchmarkFailure("the daemon did not end in order") }
        print(
            produced, watch.sights, commits,
            cores: (
                (after.cpuMicroseconds - before.cpuMicroseconds) / Double(events) / 1_000,
                (brokerAfter.cpuMicroseconds - brokerBefore.cpuMicroseconds) / Double(events) / 1_000
            ))
    }

    /// When an event was handed over: on the monotonic clock, and in ms since 1970.
    private struct Handover {
        var nanoseconds: Int64 = 0
        var wallMs: Int64 = 0
    }

    private func produce(to topic: String) throws -> [Handover] {
        let producer = try Producer(
            settings: [
                "bootstrap.servers": broker.bootstrapServers, "enable.idempotence": "true", "linger.ms": "0",
            ])
        defer { producer.abandon(within: .seconds(5)) }
        var times = Array(repeating: Handover(), count: events)
        let start = MonotonicClock.nanoseconds + 100_000_000
        for number in 0..<events {
            MonotonicClock.sleep(until: start + Int64(number) * 1_000_000_000 / Int64(Self.eventsPerSecond))
            var wall = timespec()
            clock_gettime(CLOCK_REALTIME, &wall)
            let now = Instant(ms: Int64(wall.tv_sec) * 1_000 + Int64(wall.tv_nsec) / 1_000_000)
            let event = LatencyInput.event(number, at: now)
            times[number] = Handover(nanoseconds: MonotonicClock.nanoseconds, wallMs: now.ms)
            let result = try producer.produce(topic: topic, key: Array(event.key.utf8), value: Array(event.value.utf8))
            guard result == .queued else { throw BenchmarkFailure("the broker does not keep up with 1,000 events/s") }
            producer.poll()
            if number % Self.eventsPerSecond == 0 {
                try Interruption.check()
                Console.progress("latency: \(number / Self.eventsPerSecond) s of \(events / Self.eventsPerSecond)")
            }
        }
        guard producer.flush(within: .seconds(10)), producer.failure == nil else {
            throw BenchmarkFailure("the broker did not take all events")
        }
        return times
    }

    private func waitForRest(_ watch: DisruptionWatch) throws {
        let expected = (0..<events).reduce(0) { $0 + (LatencyInput.isDelayed($1) ? 1 : 0) }
        for _ in 0..<(Self.graceSeconds * 10) where watch.count < expected {
            try Interruption.sleep(milliseconds: 100)
            if let trouble = watch.trouble { throw trouble }
        }
    }

    private func print(
        _ produced: [Handover], _ seen: [DisruptionWatch.Sight], _ commits: Double,
        cores: (daemon: Double, broker: Double)
    ) {
        let counted = (options.warmupSeconds * Self.eventsPerSecond..<events).filter { LatencyInput.isDelayed($0) }
        let found = counted.filter { seen[$0].at > 0 }
        let milliseconds = found.map { Double(seen[$0].at - produced[$0].nanoseconds) / 1e6 }.sorted()
        let written = found.map { Double(seen[$0].writtenMs - produced[$0].wallMs) }
        func percentile(_ share: Double) -> Double {
            milliseconds.isEmpty
                ? .nan : milliseconds[min(milliseconds.count - 1, Int(share * Double(milliseconds.count)))]
        }
        let (p50, p90, p99) = (percentile(0.5), percentile(0.9), percentile(0.99))
        Console.say(
            """
            latency at 1,000 events/s, produce call to disruption read read_committed, \(options.lanes[0]) \
            \(options.lanes[0] == 1 ? "lane" : "lanes"): p50 \(Figure.decimal(p50)), p90 \(Figure.decimal(p90)), \
            p99 \(Figure.decimal(p99)), max \(Figure.decimal(milliseconds.last ?? .nan)) ms; \(References.latencyText)
              p50 \(References.verdict(p50, atMost: References.latencyP50GoalMs, "ms")), \
            p99 \(References.verdict(p99, atMost: References.latencyP99GoalMs, "ms")) · \
            \(Figure.grouped(found.count)) disruptions of \(Figure.grouped(counted.count)) late departures, \
            written after \(Figure.decimal(Figure.median(written), 0)) ms (median), \(Int(commits)) commits · \
            busy cores: daemon \(Figure.decimal(cores.daemon, 2)), broker \(Figure.decimal(cores.broker, 2))
            """)
    }
}
