import DisruptionCore
import KafkaClient

/// What leaves in one transaction: outputs, and the positions of the inputs that caused them.
///
/// Filled by the lane, then handed to its committer, which owns it until it is done; never touched by both at once,
/// which is why it may be handed over unchecked.
final class CommitUnit<Identity: GroupIdentity>: @unchecked Sendable {
    struct Entry {
        let topic: OutputTopic
        /// Places in `bytes`; an empty key or value range with `hasKey` or `hasValue` false is null.
        let key: Range<Int>
        let value: Range<Int>
        let hasKey: Bool
        let hasValue: Bool
        let headers: [RecordHeader]
    }

    private(set) var entries: [Entry] = []
    private var headerBytes = 0
    private var bytes = ByteWriter(capacity: 64 * 1024)
    /// Input records read for it.
    var records = 0
    /// Kafka timestamp of the oldest input record among them, ms since 1970; nil for none.
    private(set) var oldestInputMs: Int64?
    /// Event times of the versions of disruptions in it, ms since 1970.
    private(set) var toldMs: [Int64] = []
    /// Monotonic milliseconds of its first record.
    var openedAtMs: Int64 = 0
    /// Next offsets, with metadata.
    var positions: [PartitionOffset] = []
    /// Frames handed over by destination when it was closed: all of them must be acknowledged before the positions are
    /// sent.
    var framesProduced: [Int] = []
    /// Where among them the group had a position before, and when that was last sure, monotonic ms.
    var known: [(place: TopicPartition, sureAtMs: Int64)] = []
    /// The group as it was when the unit was closed.
    var group: Identity?

    /// Keys, values and headers.
    var outputBytes: Int { bytes.count + headerBytes }
    var isEmpty: Bool { entries.isEmpty && records == 0 }

    /// Adds an output; nil is a null key or value.
    func add(
        _ topic: OutputTopic, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader] = []
    ) {
        let start = bytes.count
        if let key { bytes.putBytes(key) }
        let middle = bytes.count
        if let value { bytes.putBytes(value) }
        entries.append(
            Entry(
                topic: topic, key: start..<middle, value: middle..<bytes.count, hasKey: key != nil,
                hasValue: value != nil,
                headers: headers))
        for header in headers { headerBytes += header.name.utf8.count + (header.value?.count ?? 0) }
    }

    /// An input record was read for it.
    /// - Parameter timestampMs: Kafka's; below 0 for none.
    func noteInput(timestampMs: Int64) {
        if timestampMs >= 0 { oldestInputMs = min(oldestInputMs ?? .max, timestampMs) }
    }

    /// A version of a disruption was added.
    func noteTold(eventMs: Int64) { toldMs.append(eventMs) }

    /// Key and value of an entry.
    func withBytes<Result>(
        of entry: Entry, _ body: (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?) throws(KafkaError) -> Result
    ) throws(KafkaError) -> Result {
        let all = bytes.bytes
        let key = entry.hasKey ? UnsafeRawBufferPointer(rebasing: all[entry.key]) : nil
        let value = entry.hasValue ? UnsafeRawBufferPointer(rebasing: all[entry.value]) : nil
        return try body(key, value)
    }

    /// Makes it ready for the next use; its memory is kept up to `keep` bytes.
    func reset(keep: Int = 16 * 1024 * 1024) {
        entries.removeAll(keepingCapacity: true)
        headerBytes = 0
        if bytes.count > keep { bytes = ByteWriter(capacity: 64 * 1024) } else { bytes.removeAll() }
        records = 0
        oldestInputMs = nil
        toldMs.removeAll(keepingCapacity: true)
        openedAtMs = 0
        positions.removeAll(keepingCapacity: true)
        framesProduced.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
        group = nil
    }
}
