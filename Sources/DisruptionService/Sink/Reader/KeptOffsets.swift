/// Which records of a stretch of a partition are to be written; the others make no difference beside them.
struct KeptOffsets: Sendable, Equatable {
    /// The first offset of the stretch.
    let start: Int64
    /// The offset after the last that was looked at.
    private(set) var end: Int64
    /// How many are kept.
    private(set) var count = 0
    /// A bit an offset.
    private var words: [UInt64] = []

    init(start: Int64) {
        self.start = start
        end = start
    }

    /// Whether an offset of the stretch is kept.
    func contains(_ offset: Int64) -> Bool {
        let place = Int(offset - start)
        return place >= 0 && place / 64 < words.count && words[place / 64] & bit(place) != 0
    }

    /// The stretch goes up to here.
    mutating func extend(to offset: Int64) { end = max(end, offset) }

    /// Keeps an offset, at or behind the end.
    mutating func keep(_ offset: Int64) {
        let place = Int(offset - start)
        while words.count <= place / 64 { words.append(0) }
        words[place / 64] |= bit(place)
        count += 1
        extend(to: offset + 1)
    }

    /// Leaves out an offset that was kept.
    mutating func leaveOut(_ offset: Int64) {
        let place = Int(offset - start)
        words[place / 64] &= ~bit(place)
        count -= 1
    }

    private func bit(_ place: Int) -> UInt64 { 1 << UInt64(place % 64) }
}
