import DisruptionCore

/// Cuts a frame in two between messages, as a producer may that sends its messages again after a crash.
enum FrameCut {
    /// - Returns: the frame itself where it has fewer than two messages.
    static func cut(_ record: [UInt8], _ random: inout Seeded) -> [[UInt8]] {
        record.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            guard let header = try? FrameHeader(reading: &reader), header.kind == .messages, header.messages > 1 else {
                return [record]
            }
            let first = UInt32(1 + random.next(Int(header.messages) - 1))
            for _ in 0..<first {
                guard let head = try? MessageHead(reading: &reader, base: header) else { return [record] }
                _ = reader.readBytes(head.bodyLength)
            }
            // The first part vouches for nothing: its last origin may not be wholly sent.
            var (front, back) = (header, header)
            front.messages = first
            front.watermarks = (.distantPast, .distantPast, .distantPast)
            back.messages = header.messages - first
            return [(front, FrameHeader.size..<reader.position), (back, reader.position..<bytes.count)].map {
                var writer = ByteWriter()
                $0.encode(into: &writer)
                writer.putBytes(UnsafeRawBufferPointer(rebasing: bytes[$1]))
                return Array(writer.bytes)
            }
        }
    }
}
