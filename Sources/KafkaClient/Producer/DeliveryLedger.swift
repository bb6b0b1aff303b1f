import CLibrdkafka
import Synchronization

/// Counts per channel what was handed to a producer and what came back, readable from any thread.
///
/// A channel is a number the caller chooses, such as the destination partition. The counters only rise. Within one
/// partition an idempotent producer delivers in order, so `delivered(c) >= n` means: the first n of channel c are in
/// the log.
final class DeliveryLedger: Sendable {
    private struct Counters: ~Copyable {
        let produced = Atomic<Int>(0)
        let delivered = Atomic<Int>(0)
        let failed = Atomic<Int>(0)
        let offset = Atomic<Int64>(-1)
    }

    private nonisolated(unsafe) let counters: UnsafeMutableBufferPointer<Counters>
    private let firstFailure = Mutex<KafkaError?>(nil)
    private let hasFailed = Atomic<Bool>(false)

    init(channels: Int) {
        precondition(channels > 0, "a producer needs at least one channel")
        counters = .allocate(capacity: channels)
        for channel in 0..<channels { counters.initializeElement(at: channel, to: Counters()) }
    }

    deinit {
        counters.deinitialize().deallocate()
    }

    var channels: Int { counters.count }

    func produced(_ channel: Int) -> Int { counters[channel].produced.load(ordering: .acquiring) }
    func delivered(_ channel: Int) -> Int { counters[channel].delivered.load(ordering: .acquiring) }
    func failed(_ channel: Int) -> Int { counters[channel].failed.load(ordering: .acquiring) }

    func offset(_ channel: Int) -> Int64? {
        let offset = counters[channel].offset.load(ordering: .acquiring)
        return offset < 0 ? nil : offset
    }

    var outstanding: Int {
        (0..<channels).reduce(0) { sum, channel in
            // What came back is read first: it may rise in between, never above what was handed over.
            let ended = delivered(channel) + failed(channel)
            return sum + max(0, produced(channel) - ended)
        }
    }

    var failure: KafkaError? {
        hasFailed.load(ordering: .acquiring) ? firstFailure.withLock { $0 } : nil
    }

    func clearFailure() {
        firstFailure.withLock { $0 = nil }
        hasFailed.store(false, ordering: .releasing)
    }

    func countProduced(_ channel: Int) {
        counters[channel].produced.add(1, ordering: .releasing)
    }

    func record(_ message: rd_kafka_message_t) {
        let channel = Self.channel(of: message._private)
        guard counters.indices.contains(channel) else { return }
        if message.err == RD_KAFKA_RESP_ERR_NO_ERROR {
            counters[channel].offset.store(message.offset, ordering: .releasing)
            counters[channel].delivered.add(1, ordering: .releasing)
            return
        }
        firstFailure.withLock { first in
            guard first == nil else { return }
            let topic = message.rkt.map { String(cString: rd_kafka_topic_name($0)) } ?? ""
            first = KafkaError(message.err, "deliver a record to", "\(topic)/\(message.partition)")
        }
        hasFailed.store(true, ordering: .releasing)
        counters[channel].failed.add(1, ordering: .releasing)
    }

    /// The channel travels with the record as its opaque pointer; 0 is taken by the null pointer.
    static func opaque(of channel: Int) -> UnsafeMutableRawPointer? {
        UnsafeMutableRawPointer(bitPattern: channel + 1)
    }

    private static func channel(of opaque: UnsafeMutableRawPointer?) -> Int {
        Int(bitPattern: opaque) - 1
    }
}
