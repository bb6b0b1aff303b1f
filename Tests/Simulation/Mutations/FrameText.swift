@testable import DisruptionCore

/// A frame of messages taken apart, to be looked at or changed.
struct FrameText {
    struct Message {
        var head: MessageHead
        var body: [UInt8]
    }

    var header: FrameHeader
    var messages: [Message] = []

    /// nil where the bytes are no frame of messages.
    init?(_ bytes: [UInt8]) {
        let parsed = bytes.withUnsafeBytes { view -> (FrameHeader, [Message])? in
            var reader = ByteReader(view)
            guard let header = try? FrameHeader(reading: &reader), header.kind == .messages else { return nil }
            var messages: [Message] = []
            for _ in 0..<header.messages {
                guard let head = try? MessageHead(reading: &reader, base: header) else { return nil }
                messages.append(Message(head: head, body: Array(reader.readBytes(head.bodyLength))))
            }
            return (header, messages)
        }
        guard let parsed else { return nil }
        (header, messages) = parsed
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        var header = header
        header.messages = UInt32(messages.count)
        header.encode(into: &writer)
        for message in messages {
            let head = message.head
            writer.put8(head.kind.rawValue)
            MessageHead.putKey(head.key, into: &writer)
            writer.putVarint(UInt64(bitPattern: head.origin &- header.baseOrigin))
            writer.putVarint(UInt64(head.number))
            writer.putSigned(head.eventTime.ms &- header.baseTime.ms)
            writer.put(UInt32(message.body.count))
            message.body.withUnsafeBytes { writer.putBytes($0) }
        }
        return Array(writer.bytes)
    }
}
