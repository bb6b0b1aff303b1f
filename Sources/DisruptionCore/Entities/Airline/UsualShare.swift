/// The shares of an airline's departures that are late or cancelled, and cancelled, on a usual day: medians of the days
/// of the last four weeks, so that a day of disruption does not count for more than a day. What a day (UTC) teaches
/// counts from the day after next, so that all that is said on one day rests on one share.
struct UsualShare {
    private struct Day: Equatable {
        var date: Int32
        var due: Int32
        var disrupted: Int32
        var cancelled: Int32

        func permille(_ count: Int32) -> Int64 { Int64(count) * 1000 / Int64(max(1, due)) }
    }

    /// Days kept: four weeks.
    static let daysMax = 28
    /// Days that must be known: below a week, the weekday speaks and not the airline.
    static let daysAtLeast = 7
    /// Departures of a day that counts.
    static let dueAtLeast: Int32 = 20

    /// The oldest first; the last is under way.
    private var days: ContiguousArray<Day> = []
    /// Thousandths; nil while too little is known.
    private(set) var permille: Int64?
    /// The same of the cancelled alone.
    private(set) var cancelledPermille: Int64?

    /// Takes in a bin's departures whose outcomes are known; bins come in order.
    mutating func learn(_ counts: FleetCounts, at bin: QuarterHour) {
        let date = CalendarDate(utc: bin.start).days
        if days.last?.date != date {
            days.append(Day(date: date, due: 0, disrupted: 0, cancelled: 0))
            if days.count > UsualShare.daysMax { days.removeFirst() }
            turn(date)
        }
        days[days.count - 1].due &+= counts.due
        days[days.count - 1].disrupted &+= counts.disrupted
        days[days.count - 1].cancelled &+= counts.cancelled
    }

    private mutating func turn(_ today: Int32) {
        let known = days.filter { $0.date &+ 2 <= today && $0.due >= UsualShare.dueAtLeast }
        guard known.count >= UsualShare.daysAtLeast else {
            (permille, cancelledPermille) = (nil, nil)
            return
        }
        permille = known.map { $0.permille($0.disrupted) }.sorted()[known.count / 2]
        cancelledPermille = known.map { $0.permille($0.cancelled) }.sorted()[known.count / 2]
    }
}

extension UsualShare {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putSigned(permille ?? -1)
        writer.putSigned(cancelledPermille ?? -1)
        writer.putVarint(UInt64(days.count))
        for day in days {
            writer.put(day.date)
            writer.putSigned(Int64(day.due))
            writer.putSigned(Int64(day.disrupted))
            writer.putSigned(Int64(day.cancelled))
        }
    }

    init(restoring reader: inout SnapshotReader) {
        let held = reader.signed(within: SnapshotReader.countMax)
        permille = held < 0 ? nil : held
        let cancelled = reader.signed(within: SnapshotReader.countMax)
        cancelledPermille = cancelled < 0 ? nil : cancelled
        for _ in 0..<reader.count(of: 7, atMost: UsualShare.daysMax) {
            days.append(
                Day(
                    date: reader.read(), due: reader.tally(), disrupted: reader.tally(), cancelled: reader.tally()))
        }
    }
}
