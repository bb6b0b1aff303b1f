/// What the median delay of an hour usually is at an airport: of each hour of the local day the medians of eight weeks,
/// and of these median and spread.
///
/// A day of disruption counts as one day of many, and a median passes it over. What a day (UTC) teaches counts from the
/// day after next. Back-off: hour and class of day (weekday, weekend) → hour → what history teaches → all hours → the
/// defaults.
/// Source: robust z after Iglewicz and Hoaglin (1993): 0.6745 (x − median) ÷ MAD.
struct UsualDelays {
    /// An hour's median on one date.
    private struct Sample: Equatable {
        /// Days since 1970, UTC, of the hour's end.
        var date: UInt16
        var minutes: Int16
        var isWeekend: Bool
    }

    /// Median and median absolute deviation, minutes, and on how many samples they rest.
    struct Usual: Equatable {
        var median: Int32
        var deviation: Int32
        var samples: Int32
    }

    /// Samples of an hour: eight weeks.
    static let samplesMax = 56
    /// Samples of an hour that must be known: below, the next wider key is asked.
    static let samplesAtLeast = 20
    /// The same of an hour and a class of day: four weekends.
    static let classAtLeast = 8
    /// Movements of an hour that teaches.
    static let movementsAtLeast: Int32 = 4
    /// Of an airport of which nothing is known. Source: US month of January 2008, all airports: median of hourly
    /// medians −1 min, MAD 5.
    static let unlearned = Usual(median: 0, deviation: 6, samples: 0)

    /// What the samples said of an hour, until one of its samples changes or the day does.
    private struct Asked {
        var hour: Int
        var isWeekend: Bool
        var today: Int32
        var usual: Usual
    }

    /// By hour of the local day; the oldest first.
    private var hours = ContiguousArray<ContiguousArray<Sample>>(repeating: [], count: 24)
    /// The last answer: the four bins of an hour ask for the same.
    private var asked: Asked?

    var isEmpty: Bool { hours.allSatisfy { $0.isEmpty } }

    /// Takes in the median of a full hour.
    /// - Parameter hour: of the local day, 0…23.
    mutating func learn(_ median: Int32, hour: Int, isWeekend: Bool, at bin: QuarterHour) {
        if asked?.hour == hour { asked = nil }
        let date = UInt16(truncatingIfNeeded: CalendarDate(utc: bin.start).days)
        hours[hour].append(
            Sample(date: date, minutes: Int16(truncatingIfNeeded: median), isWeekend: isWeekend))
        if hours[hour].count > UsualDelays.samplesMax { hours[hour].removeFirst() }
    }

    /// What is usual in an hour of the local day, by what is in force at a bin.
    /// - Parameter learned: what history teaches of the hour, asked for where too little of it is known.
    mutating func usual(
        hour: Int, isWeekend: Bool, at bin: QuarterHour, learned: @autoclosure () -> Usual? = nil
    ) -> Usual {
        let today = CalendarDate(utc: bin.start).days
        if let asked, asked.hour == hour, asked.isWeekend == isWeekend, asked.today == today { return asked.usual }
        let ofHour = hours[hour].filter { Int32($0.date) + 2 <= today }
        let ofClass = ofHour.filter { $0.isWeekend == isWeekend }
        let hasClass = ofClass.count >= UsualDelays.classAtLeast
        if hasClass || ofHour.count >= UsualDelays.samplesAtLeast {
            let samples = hasClass ? ofClass : ofHour
            let usual = UsualDelays.usual(samples.map(\.minutes))
            asked = Asked(hour: hour, isWeekend: isWeekend, today: today, usual: usual)
            return usual
        }
        if let learned = learned() { return learned }
        var all: [Int16] = []
        for samples in hours { for one in samples where Int32(one.date) + 2 <= today { all.append(one.minutes) } }
        return all.count >= UsualDelays.samplesAtLeast ? UsualDelays.usual(all) : UsualDelays.unlearned
    }

    private static func usual(_ minutes: [Int16]) -> Usual {
        let sorted = minutes.sorted()
        let median = Int32(sorted[(sorted.count - 1) / 2])
        let apart = sorted.map { abs(Int32($0) - median) }.sorted()
        return Usual(
            median: median, deviation: apart[(apart.count - 1) / 2],
            samples: Int32(truncatingIfNeeded: sorted.count))
    }
}

extension LearnedTables {
    /// What is usual in an hour of an airport's local day; rows rest on as many days as the stream asks for.
    func usual(_ airport: AirportCode, isArrival: Bool, hour: Int, isWeekend: Bool) -> UsualDelays.Usual? {
        usualDelay(airport, isArrival: isArrival, hour: hour, isWeekend: isWeekend).map {
            UsualDelays.Usual(
                median: $0.median, deviation: $0.deviation, samples: Int32(UsualDelays.classAtLeast))
        }
    }
}

extension UsualDelays {
    func encodeSnapshot(into writer: inout ByteWriter) {
        for samples in hours {
            writer.put8(UInt8(truncatingIfNeeded: samples.count))
            for one in samples {
                writer.put(one.date)
                writer.put(UInt16(bitPattern: one.minutes))
                writer.put8(one.isWeekend ? 1 : 0)
            }
        }
    }

    init(restoring reader: inout SnapshotReader) {
        for hour in 0..<24 {
            let count = Int(reader.read(UInt8.self))
            if count > UsualDelays.samplesMax { reader.refuse() }
            for _ in 0..<min(count, UsualDelays.samplesMax) {
                hours[hour].append(
                    Sample(
                        date: reader.read(), minutes: Int16(bitPattern: reader.read()),
                        isWeekend: reader.read(UInt8.self) != 0))
            }
        }
    }
}
