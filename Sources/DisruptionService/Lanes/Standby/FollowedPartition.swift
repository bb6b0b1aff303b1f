import DisruptionCore

/// A partition that a standby follows: how far the group has come, and what was read beyond.
final class FollowedPartition {
    let number: Int
    /// The group's position as last heard: nothing from there on is worked through.
    var committed: Int64
    /// The snapshot that is being loaded.
    var loading: Loading?
    /// Next offset to be read.
    private(set) var next: Int64
    /// Records that were read and are not committed yet, in order.
    private var ahead: [(offset: Int64, bytes: [UInt8])] = []
    private var aheadBytes = 0

    /// Bytes kept of what is not committed yet; what is more stays with the broker.
    private static let aheadBytesMax = 2 * 1024 * 1024

    init(_ number: Int, committed: Int64, next: Int64) {
        self.number = number
        self.committed = committed
        self.next = next
    }

    var hasRoom: Bool { aheadBytes < Self.aheadBytesMax }

    /// Keeps a record that was read.
    func hold(_ value: UnsafeRawBufferPointer?, at offset: Int64) {
        guard offset >= next else { return }
        next = offset + 1
        guard let value else { return }
        ahead.append((offset, Array(value)))
        aheadBytes += value.count
    }

    /// Takes out what is committed by now.
    func takeDue() -> [(offset: Int64, bytes: [UInt8])] {
        let count = ahead.prefix { $0.offset < committed }.count
        guard count > 0 else { return [] }
        let due = Array(ahead.prefix(count))
        ahead.removeFirst(count)
        for record in due { aheadBytes -= record.bytes.count }
        return due
    }
}
