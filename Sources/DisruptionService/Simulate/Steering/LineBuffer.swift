/// Bytes that come in pieces, handed out as lines; what is too long for a line is refused, and little is held.
struct LineBuffer {
    /// What stands at the front.
    enum Piece: Equatable {
        case line(String)
        /// More bytes than a line may have, without a line feed: nothing behind them can be told apart.
        case tooLong
    }

    /// Bytes of one line: the characters of `SteeringLine`, each of up to four.
    static let bytesMax = 4 * SteeringLine.charactersMax

    private var bytes: [UInt8] = []

    /// Whether a piece can be taken.
    var hasPiece: Bool { bytes.contains(0x0A) || bytes.count > Self.bytesMax }

    mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

    /// The next piece; nil while no line is whole.
    mutating func next() -> Piece? {
        guard let end = bytes.firstIndex(of: 0x0A) else { return bytes.count > Self.bytesMax ? .tooLong : nil }
        guard end <= Self.bytesMax else { return .tooLong }
        defer { bytes.removeFirst(end + 1) }
        return .line(Self.text(bytes[..<end]))
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
