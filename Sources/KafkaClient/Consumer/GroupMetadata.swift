import CLibrdkafka

/// Who a consumer was in its group at one moment. A transaction's offsets are sent with it, so that the coordinator
/// refuses them from a former owner. Immutable, so any thread may use it.
public final class GroupMetadata: Sendable, CustomStringConvertible {
    nonisolated(unsafe) let pointer: OpaquePointer
    public let groupID: String
    /// The group's generation, -1 outside a group, nil where the loaded librdkafka does not show it.
    public let generation: Int32?
    /// The member's id, empty outside a group.
    public let memberID: String

    /// Takes over the C object.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
        let identity = Self.serialised(pointer).flatMap { GroupIdentity(serialised: $0) }
        groupID = identity?.group ?? ""
        generation = identity?.generation
        memberID = identity?.member ?? ""
    }

    /// Taken before the consumer joined, or after it fell out: it owns nothing. False where
    /// the loaded librdkafka does not show it.
    public var isOutside: Bool { generation.map { $0 < 0 || memberID.isEmpty } ?? false }

    deinit {
        rd_kafka_consumer_group_metadata_destroy(pointer)
    }

    public var description: String {
        let era = generation.map(String.init) ?? "unknown"
        return "\(memberID.isEmpty ? "nobody" : memberID) in \(groupID), generation \(era)"
    }

    private static func serialised(_ pointer: OpaquePointer) -> [UInt8]? {
        var buffer: UnsafeMutableRawPointer?
        var count = 0
        if let error = rd_kafka_consumer_group_metadata_write(pointer, &buffer, &count) {
            rd_kafka_error_destroy(error)
            return nil
        }
        defer { rd_kafka_mem_free(nil, buffer) }
        return [UInt8](UnsafeRawBufferPointer(start: buffer, count: count))
    }
}

/// The group, generation and member inside serialised group metadata.
///
/// The public functions of librdkafka 2.0.2 do not tell the generation, its serialised form does: `CGMDv2:`, the
/// generation as a native 32-bit integer, group id and member id each ended by a zero. Any other form gives nil.
struct GroupIdentity: Equatable {
    let group: String
    let generation: Int32
    let member: String

    private static let magic = [UInt8]("CGMDv2:".utf8)

    init?(serialised bytes: [UInt8]) {
        let start = Self.magic.count + MemoryLayout<Int32>.size
        guard bytes.count > start, bytes.starts(with: Self.magic) else { return nil }
        generation = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: Self.magic.count, as: Int32.self) }
        let texts = bytes[start...].split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        guard texts.count == 3 else { return nil }
        group = String(decoding: texts[0], as: UTF8.self)
        member = String(decoding: texts[1], as: UTF8.self)
    }
}
