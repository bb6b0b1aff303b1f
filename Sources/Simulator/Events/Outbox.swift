import DisruptionCore
import WireFormat

/// Records that are made and not yet asked for, in one buffer that is reused.
struct Outbox: ~Copyable {
    private struct Entry {
        let topic: SimulatedTopic
        let time: Instant
        /// Where key and value begin and end in the buffer.
        let key: Int
        let value: Int
        let end: Int
    }

    /// For whoever writes a key or a value.
    var text = ByteWriter(capacity: 256 * 1024)
    private var entries: [Entry] = []
    private var head = 0

    var isEmpty: Bool { head == entries.count }
    var firstTime: Instant? { isEmpty ? nil : entries[head].time }

    /// Where the record under way begins, and its value.
    private var keyBegin = 0
    private var valueBegin = 0

    /// Adds a record that `key` and `value` write.
    mutating func add(
        _ topic: SimulatedTopic, at time: Instant, key: (inout ByteWriter) -> Void, value: (inout ByteWriter) -> Void
    ) {
        begin()
        key(&text)
        beginValue()
        value(&text)
        end(topic, at: time)
    }

    /// Begins a record; its key is written to `text`, then after `beginValue` its value, then comes `end`.
    @inline(__always) mutating func begin() { keyBegin = text.count }
    @inline(__always) mutating func beginValue() { valueBegin = text.count }

    @inline(__always) mutating func end(_ topic: SimulatedTopic, at time: Instant) {
        entries.append(Entry(topic: topic, time: time, key: keyBegin, value: valueBegin, end: text.count))
    }

    /// Takes out the oldest record; its bytes hold until the next call of anything here.
    mutating func take() -> SimulatedRecord? {
        guard head < entries.count else { return nil }
        let entry = entries[head]
        head += 1
        let bytes = text.bytes
        return SimulatedRecord(
            topic: entry.topic, time: entry.time,
            key: UnsafeRawBufferPointer(rebasing: bytes[entry.key..<entry.value]),
            value: UnsafeRawBufferPointer(rebasing: bytes[entry.value..<entry.end]))
    }

    /// Forgets what was taken out, once all is.
    mutating func reuse() {
        guard isEmpty, head > 0 else { return }
        entries.removeAll(keepingCapacity: true)
        head = 0
        text.removeAll()
    }
}

extension ByteWriter {
    /// ASCII that is known when compiling.
    @inline(__always) mutating func put(_ text: StaticString) {
        putBytes(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
