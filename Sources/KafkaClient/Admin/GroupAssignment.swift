/// What the coordinator says of a member of a consumer group, in the bytes of Kafka's protocol.
enum GroupAssignment {
    /// The partitions of an assignment; none where there are no bytes.
    ///
    /// - Returns: nil where the bytes are cut off.
    ///
    /// Source: `ConsumerProtocolAssignment.json` in Apache Kafka: version, topics with partitions, user data; all big
    /// endian.
    static func partitions(in bytes: UnsafeRawBufferPointer) -> [TopicPartition]? {
        if bytes.isEmpty { return [] }
        var rest = bytes[...]
        guard take(&rest, 2) != nil, let topics = take(&rest, 4) else { return nil }
        var found: [TopicPartition] = []
        for _ in 0..<max(0, topics) {
            guard let length = take(&rest, 2), length >= 0, length <= rest.count else { return nil }
            let topic = String(decoding: rest.prefix(length), as: UTF8.self)
            rest = rest.dropFirst(length)
            guard let count = take(&rest, 4) else { return nil }
            for _ in 0..<max(0, count) {
                guard let number = take(&rest, 4) else { return nil }
                found.append(TopicPartition(topic, Int32(number)))
            }
        }
        return found
    }

    /// The `group.instance.id` of a member; nil for a dynamic one.
    ///
    /// Source: `GroupMetadataManager` in Apache Kafka: a member's id is its instance id, or else its client id, then a
    /// hyphen and a UUID of 36 characters.
    static func instance(memberID: String, clientID: String) -> String? {
        let name = memberID.dropLast(37)
        return name.isEmpty || name == clientID ? nil : String(name)
    }

    /// A signed integer of 2 or 4 bytes.
    private static func take(_ rest: inout Slice<UnsafeRawBufferPointer>, _ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        let bits = rest.prefix(count).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        rest = rest.dropFirst(count)
        return count == 2 ? Int(Int16(truncatingIfNeeded: bits)) : Int(Int32(truncatingIfNeeded: bits))
    }
}
