import DisruptionCore
import DisruptionService
import Glibc
import Harness
import KafkaClient
import Synchronization

/// Input of a steady pace behind the state that was loaded, on a thread of its own: every tenth event is a departure an
/// hour late, which is told at once.
final class RecoveryFeed: Sendable {
    static let eventsPerSecond = 200

    private let settings: KafkaSettings
    private let topic: String
    /// Event time of the first.
    private let start: Instant
    private let stopped = Atomic(false)
    /// When each event was handed over, nanoseconds of the monotonic clock; 0 before.
    private let times: Mutex<[Int64]>
    private let failure = Mutex<String?>(nil)

    /// - Parameter most: events at the most.
    init(_ bootstrapServers: String, topic: String, from start: Instant, most: Int) {
        settings = ["bootstrap.servers": bootstrapServers, "enable.idempotence": "true", "linger.ms": "0"]
        self.topic = topic
        self.start = start
        times = Mutex(Array(repeating: 0, count: most))
    }

    func run() throws -> SystemThread { try SystemThread("feed") { [self] in produce() } }

    func stop() { stopped.store(true, ordering: .releasing) }

    var trouble: String? { failure.withLock { $0 } }

    /// The delayed departures that were handed over in a span of the monotonic clock, nanoseconds.
    func delayed(in span: Range<Int64>) -> [Int] {
        times.withLock { times in times.indices.filter { LatencyInput.isDelayed($0) && span.contains(times[$0]) } }
    }

    private func produce() {
        do throws(KafkaError) {
            let producer = try Producer(settings: settings)
            defer { producer.abandon(within: .seconds(5)) }
            let begin = MonotonicClock.nanoseconds
            for number in 0..<times.withLock({ $0.count }) where !stopped.load(ordering: .acquiring) {
                MonotonicClock.sleep(until: begin + Int64(number) * 1_000_000_000 / Int64(Self.eventsPerSecond))
                let at = start.adding(ms: Int64(number) * 1_000 / Int64(Self.eventsPerSecond))
                let event = LatencyInput.event(number, at: at)
                let now = MonotonicClock.nanoseconds
                _ = try producer.produce(topic: topic, key: Array(event.key.utf8), value: Array(event.value.utf8))
                times.withLock { $0[number] = now }
                producer.poll()
            }
            guard producer.flush(within: .seconds(10)) else {
                return failure.withLock { $0 = "the broker did not take all events" }
            }
        } catch {
            failure.withLock { $0 = "\(error)" }
        }
    }
}
