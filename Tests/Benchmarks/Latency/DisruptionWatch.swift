import DisruptionService
import Glibc
import KafkaClient
import Synchronization

/// Reads disruption.events as any consumer does, read_committed, and notes when the first record about each delayed
/// departure was there.
final class DisruptionWatch: Sendable {
    struct Sight {
        /// Nanoseconds of the monotonic clock; 0 is not seen.
        var at: Int64 = 0
        /// When the daemon handed the record over to its producer, ms since 1970.
        var writtenMs: Int64 = 0
    }

    /// By event number.
    private let seen: Mutex<[Sight]>
    private let topic: String
    private let settings: KafkaSettings
    private let stopped = Atomic(false)
    private let ready = Atomic(false)
    private let failure = Mutex<KafkaError?>(nil)

    private static let partitions: Int32 = 3

    init(_ bootstrapServers: String, topic: String, events: Int) {
        seen = Mutex(Array(repeating: Sight(), count: events))
        self.topic = topic
        settings = [
            "bootstrap.servers": bootstrapServers, "group.id": "bench-watch", "isolation.level": "read_committed",
        ]
    }

    func start() throws -> SystemThread { try SystemThread("watch") { [self] in run() } }

    func stop() { stopped.store(true, ordering: .releasing) }

    var sights: [Sight] { seen.withLock { $0 } }
    var count: Int { seen.withLock { $0.reduce(0) { $0 + ($1.at > 0 ? 1 : 0) } } }
    /// Why it does not read; nil while all is well.
    var trouble: KafkaError? { failure.withLock { $0 } }

    private func run() {
        do throws(KafkaError) {
            let wakeup = try Wakeup()
            let consumer = try Consumer(settings: settings, wakeup: wakeup)
            defer { consumer.close(within: .seconds(5)) }
            try consumer.assign(
                manually: (0..<Self.partitions).map { PartitionOffset(TopicPartition(topic, $0), .beginning) })
            while !stopped.load(ordering: .acquiring) {
                wakeup.wait(timeout: .milliseconds(50))
                while consumer.poll() != nil {}
                for queue in consumer.partitionQueues {
                    var taken = 1
                    while taken > 0 {
                        taken = queue.drain { message in
                            guard message.isRecord, let value = message.value else { return }
                            note(value, Sight(at: MonotonicClock.nanoseconds, writtenMs: message.timestampMilliseconds))
                        }
                    }
                }
            }
        } catch {
            failure.withLock { $0 = error }
        }
    }

    private func note(_ value: UnsafeRawBufferPointer, _ sight: Sight) {
        guard let number = Self.number(in: value) else { return }
        seen.withLock { seen in
            if seen.indices.contains(number), seen[number].at == 0 { seen[number] = sight }
        }
    }

    private static let mark = Array("\"trigger_event_id\":\"\(LatencyInput.idPrefix)".utf8)

    /// The number of the event that caused the record.
    private static func number(in value: UnsafeRawBufferPointer) -> Int? {
        guard value.count > mark.count else { return nil }
        let starts = 0..<(value.count - mark.count)
        let start = starts.first { value[$0] == mark[0] && value[$0..<($0 + mark.count)].elementsEqual(mark) }
        guard let start else { return nil }
        var number = 0
        for digit in value[(start + mark.count)...].prefix(while: { (0x30...0x39).contains($0) }).prefix(9) {
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}

/// A clock that only rises.
enum MonotonicClock {
    static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Sleeps until an instant of this clock.
    static func sleep(until nanoseconds: Int64) {
        var time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }
}
