/// Bytes that come in pieces, handed out as lines; what is too long for a line is refused, and little is held.
struct LineBuffer {
    /// What stands at the front.
    enum Piece: Equatable {
        case line(String)
        /// A line of more bytes than one may have; it is dropped up to its end.
        case tooLong
    }

    /// Bytes of one line: the characters of `SteeringLine`, each of up to four.
    static let bytesMax = 4 * SteeringLine.charactersMax

    private var bytes: [UInt8] = []
    /// Whether what comes belongs to a line that was too long.
    private var isSkipping = false

    /// Whether a piece can be taken.
    var hasPiece: Bool { bytes.contains(0x0A) || bytes.count > Self.bytesMax }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes += more
        guard isSkipping else { return }
        isSkipping = !bytes.contains(0x0A)
        bytes.removeFirst(bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count)
    }

    /// The next piece; nil while no line is whole.
    mutating func next() -> Piece? {
        guard let end = bytes.firstIndex(of: 0x0A) else {
            guard bytes.count > Self.bytesMax else { return nil }
            bytes = []
            isSkipping = true
            return .tooLong
        }
        defer { bytes.removeFirst(end + 1) }
        return end <= Self.bytesMax ? .line(Self.text(bytes[..<end])) : .tooLong
    }

    /// What stands behind the last line feed when nothing more comes; nil for nothing.
    mutating func rest() -> String? {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : Self.text(bytes[...])
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
}
