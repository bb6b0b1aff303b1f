/// What a detector counts at the end of a settled bin, kept where it was worst.
protocol SettledFigures: Equatable, Sendable {
    /// Hash of all of it that a reader is told.
    var hash: UInt64 { get }
    func encodeSnapshot(into writer: inout ByteWriter)
    init(restoring reader: inout SnapshotReader)
}

/// What a detector's thresholds make of the figures of one settled bin.
struct SettledVerdict {
    /// None where no open threshold holds.
    var severity = Severity.none
    /// A close threshold holds.
    var keeps = false
    /// Of the thresholds that hold; the detector's own numbers.
    var cause: UInt8 = 0
    /// Tells the worse of two bins of one severity.
    var score: Int64 = 0
}

/// What settled bins make of one subject: closed → open when the thresholds hold for as many bins as must agree; open →
/// closed after two bins below the lower thresholds. An episode over the cut of the operating day ends in one day and
/// goes on in the next.
struct SettledEpisodes<Figures: SettledFigures> {
    /// The settled figures of one operating day, over all its episodes.
    struct Settled: Equatable {
        var severity: Severity
        var cause: UInt8
        var score: Int64
        /// At the worst bin.
        var figures: Figures
        var from: QuarterHour
        var until: QuarterHour

        /// Of all that a reader is told: an episode that is over is told again when any of it changed.
        var hash: UInt64 {
            [UInt64(cause), UInt64(UInt32(bitPattern: from.index)), UInt64(UInt32(bitPattern: until.index))]
                .reduce(figures.hash) { Hash64.mix($0 ^ $1) }
        }
    }

    struct Day {
        let day: CalendarDate
        var episode: Episode
        /// Nil while no episode of the day is confirmed.
        var settled: Settled?
        /// The disruption that it is a part of.
        var parent: DisruptionID?
    }

    let pattern: Pattern
    let subject: Subject
    private(set) var isOpen = false
    /// The day of the open episode.
    private(set) var openDay = CalendarDate(days: .min)
    private var below = 0
    private var recent: [Severity] = []
    /// In the order of their dates.
    private(set) var days: [Day] = []

    init(_ pattern: Pattern, _ subject: Subject) {
        self.pattern = pattern
        self.subject = subject
    }

    /// Consecutive bins below the close thresholds that close. Source: domain rule of congestion.
    private static var closeBins: Int { 2 }
    /// Days kept: the one under way, the next, and the one before, whose last episode may still have to be told as
    /// over.
    private static var limit: Int { 4 }

    /// Whether a quiet bin changes nothing.
    var isAtRest: Bool { !isOpen && recent.allSatisfy { $0 == .none } }

    /// An episode is open, or the last settled bin is one that could open it.
    var isExceeded: Bool { isOpen || recent.last.map { $0 > .none } ?? false }

    /// Takes in the verdict on the next settled bin.
    /// - Parameters:
    ///   - dwell: consecutive bins that must agree.
    ///   - day: the operating day of an instant.
    mutating func settle(
        _ bin: QuarterHour, _ verdict: SettledVerdict, _ figures: @autoclosure () -> Figures, dwell: Int,
        day: (Instant) -> CalendarDate
    ) {
        recent.append(verdict.severity)
        if recent.count > dwell { recent.removeFirst(recent.count - dwell) }
        let held = recent.count < dwell ? .none : recent.min() ?? .none
        if isOpen {
            below = verdict.keeps ? 0 : below + 1
            if below >= Self.closeBins { isOpen = false }
        } else if held > .none {
            (isOpen, below, openDay) = (true, 0, day(bin.start))
        }
        guard isOpen else { return }
        let today = day(bin.start)
        if today != openDay {
            guard verdict.keeps else {
                isOpen = false
                return
            }
            openDay = today
        }
        if verdict.keeps { take(bin, max(held, .low), verdict, figures(), today) }
    }

    private mutating func take(
        _ bin: QuarterHour, _ severity: Severity, _ verdict: SettledVerdict, _ figures: Figures, _ date: CalendarDate
    ) {
        let at = index(of: date)
        guard var settled = days[at].settled else {
            days[at].settled = Settled(
                severity: severity, cause: verdict.cause, score: verdict.score, figures: figures, from: bin, until: bin)
            return
        }
        settled.until = bin
        if severity > settled.severity || severity == settled.severity && verdict.score > settled.score {
            settled.cause = verdict.cause
            settled.score = verdict.score
            settled.figures = figures
            settled.severity = severity
        }
        days[at].settled = settled
    }

    /// The place of a day, made where it is not there.
    mutating func index(of date: CalendarDate) -> Int {
        if let held = days.firstIndex(where: { $0.day == date }) { return held }
        let at = days.firstIndex { $0.day > date } ?? days.count
        days.insert(Day(day: date, episode: Episode(pattern: pattern, subject: subject, day: date)), at: at)
        return at
    }

    /// Finds anew what each day is a part of.
    mutating func relate(_ parent: (Day) -> DisruptionID?) {
        for at in days.indices { days[at].parent = parent(days[at]) }
    }

    /// Keeps what was told of a day.
    mutating func keep(_ episode: Episode, at index: Int) { days[index].episode = episode }

    /// Forgets days that nobody asks for any more; all were told.
    mutating func forget() {
        if days.count > Self.limit { days.removeFirst(days.count - Self.limit) }
    }
}

extension SettledEpisodes {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put8(isOpen ? 1 : 0)
        writer.put(openDay.days)
        writer.put8(UInt8(truncatingIfNeeded: below))
        writer.putVarint(UInt64(recent.count))
        for severity in recent { writer.put8(severity.rawValue) }
        writer.putVarint(UInt64(days.count))
        for day in days {
            writer.put(day.day.days)
            day.episode.encodeSnapshot(into: &writer)
            writer.put8((day.settled == nil ? 0 : 1) | (day.parent == nil ? 0 : 2))
            day.settled?.encodeSnapshot(into: &writer)
            if let parent = day.parent {
                writer.put(parent.high)
                writer.put(parent.low)
            }
        }
    }

    init(_ pattern: Pattern, _ subject: Subject, restoring reader: inout SnapshotReader) {
        self.init(pattern, subject)
        isOpen = reader.read(UInt8.self) != 0
        openDay = CalendarDate(days: reader.read())
        below = Int(reader.read(UInt8.self))
        recent = (0..<reader.count(of: 1)).map { _ in reader.read(reader.read(), or: .none) }
        days = (0..<reader.count(of: 4 + Episode.snapshotBytes + 1)).map { _ in
            let date = CalendarDate(days: reader.read())
            let episode = Episode(restoring: &reader)
            let flags: UInt8 = reader.read()
            if flags > 3 { reader.refuse() }
            let settled = flags & 1 == 0 ? nil : Settled(restoring: &reader)
            let parent = flags & 2 == 0 ? nil : DisruptionID(high: reader.read(), low: reader.read())
            return Day(day: date, episode: episode, settled: settled, parent: parent)
        }
    }
}

extension SettledEpisodes.Settled {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put8(severity.rawValue)
        writer.put8(cause)
        writer.putSigned(score)
        writer.put(from.index)
        writer.put(until.index)
        figures.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader) {
        severity = reader.read(reader.read(), or: .none)
        cause = reader.read()
        score = reader.signed(within: SnapshotReader.figureMax)
        from = reader.bin()
        until = reader.bin()
        figures = Figures(restoring: &reader)
    }
}
