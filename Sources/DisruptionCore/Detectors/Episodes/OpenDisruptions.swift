/// How many disruptions readers hold for current, by pattern: a figure for people, never for a decision.
///
/// Counted by operating day, so that what was left open when its detector was switched off is forgotten with its day.
public struct OpenDisruptions: Equatable, Sendable {
    private struct Day: Equatable, Sendable {
        let date: CalendarDate
        /// By the place of the pattern in `Pattern.allCases`.
        var counts: [Int32]
    }

    /// By date, each with something open.
    private var days: [Day] = []

    /// Days at the most; only made-up dates reach it, and what is beyond is not counted.
    private static let daysMax = 64
    /// A day counts so long behind the first watermark: longer than legs are remembered.
    private static let keptDays: Int32 = 7

    init() {}

    /// How many of each pattern are open, in the order of `Pattern.allCases`.
    public var counts: [Int64] {
        var sums = [Int64](repeating: 0, count: Pattern.allCases.count)
        for day in days {
            for index in sums.indices { sums[index] += Int64(day.counts[index]) }
        }
        return sums
    }

    /// Something was told of an episode.
    mutating func note(_ pattern: Pattern, _ date: CalendarDate, wasOpen: Bool, isOpen: Bool) {
        if wasOpen == isOpen { return }
        let index = Int(pattern.rawValue) - 1
        let place = days.firstIndex { $0.date >= date } ?? days.count
        if place == days.count || days[place].date != date {
            guard isOpen, days.count < OpenDisruptions.daysMax else { return }
            days.insert(Day(date: date, counts: [Int32](repeating: 0, count: Pattern.allCases.count)), at: place)
        }
        days[place].counts[index] = max(0, days[place].counts[index] + (isOpen ? 1 : -1))
        if days[place].counts.allSatisfy({ $0 == 0 }) { days.remove(at: place) }
    }

    /// Forgets days that are long over.
    mutating func forget(before watermark: Instant) {
        guard watermark != .distantPast else { return }
        let first = CalendarDate(utc: watermark).days &- OpenDisruptions.keptDays
        days.removeAll { $0.date.days < first }
    }

    // MARK: snapshot

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putVarint(UInt64(days.count))
        for day in days {
            writer.put(day.date.days)
            for count in day.counts { writer.putVarint(UInt64(count)) }
        }
    }

    init(restoring reader: inout SnapshotReader) {
        let patterns = Pattern.allCases.count
        for _ in 0..<reader.count(of: 4 + patterns, atMost: OpenDisruptions.daysMax) {
            let date = CalendarDate(days: reader.read())
            let counts = (0..<patterns).map { _ in Int32(reader.number(atMost: Int(SnapshotReader.countMax))) }
            if let last = days.last, last.date >= date { reader.refuse() }
            days.append(Day(date: date, counts: counts))
        }
    }
}
