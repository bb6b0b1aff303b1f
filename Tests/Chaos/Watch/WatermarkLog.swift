/// What processes have said of watermarks, by position: they are a function of the log, so whoever has read further
/// knows of no less, whichever process it is and however often it was restarted.
package struct WatermarkLog {
    /// What was known at a position of a partition: the watermarks as text, which sorts as time does.
    private struct Entry {
        let position: Int
        let watermarks: [String]
    }

    private var entries: [String: [Entry]] = [:]

    package init() {}

    /// - Parameters:
    ///   - place: a partition.
    ///   - position: the next offset to read.
    ///   - watermarks: always as many; empty is before all time.
    /// - Returns: what is wrong about it, nil where nothing is.
    package mutating func note(_ place: String, at position: Int, _ watermarks: [String]) -> String? {
        var known = entries[place] ?? []
        let next = known.firstIndex { $0.position >= position } ?? known.endIndex
        if next < known.endIndex, known[next].position == position, known[next].watermarks == watermarks { return nil }
        let entry = Entry(position: position, watermarks: watermarks)
        if next > 0, let wrong = Self.problem(place, known[next - 1], entry) { return wrong }
        if next < known.endIndex, let wrong = Self.problem(place, entry, known[next]) { return wrong }
        known.insert(entry, at: next)
        entries[place] = known
        return nil
    }

    private static func problem(_ place: String, _ before: Entry, _ after: Entry) -> String? {
        let isFalling = zip(before.watermarks, after.watermarks).contains { $0 > $1 }
        let isOther = before.position == after.position && before.watermarks != after.watermarks
        guard isFalling || isOther else { return nil }
        return "\(place): \(before.watermarks) at \(before.position), \(after.watermarks) at \(after.position)"
    }
}
