import DisruptionCore
import WireFormat

/// What the report needs of all that was said, gathered while it is said: disruptions of past days are counted and
/// forgotten.
struct DetectionBook: Sendable {
    /// A version about a place or an airline, as timelines show it.
    struct Said: Sendable {
        let pattern: Pattern
        let subject: Subject
        let day: CalendarDate
        let eventTime: Instant
        let lifecycle: Lifecycle
        let isConfirmed: Bool
        let severity: Severity
        let explanation: String
    }

    /// Something that was told and did not come true.
    struct FalseAlarm: Sendable {
        let pattern: Pattern
        let severity: Severity
        let figure: Int64
        let toldAt: Instant
        let explanation: String
    }

    /// By operating day, so that a day goes as a whole.
    private var open: [CalendarDate: [DisruptionID: DisruptionStory]] = [:]
    private(set) var tallies: [CalendarDate: [Pattern: DetectionTally]] = [:]
    /// Minutes from first telling to first effect of what was confirmed.
    private(set) var leads: [Pattern: [Int32]] = [:]
    /// In the order in which it was said.
    private(set) var said: [Said] = []
    /// By pattern, the worst first.
    private(set) var falseAlarms: [Pattern: [FalseAlarm]] = [:]
    /// When each leg was first named by a cascade that was not taken back, and that cascade.
    private var reached: [LegKey: (minute: Int32, by: DisruptionID)] = [:]
    private var takenBack: Set<DisruptionID> = []
    private(set) var versions = 0
    private var today = CalendarDate(days: .min)
    private let reference: AirportDirectory

    static let falseAlarmsShown = 6
    /// Days after which nothing more is said of a disruption: every leg is forgotten by then.
    private static let daysKept: Int32 = 5

    init(reference: AirportDirectory) { self.reference = reference }

    mutating func take(_ version: DisruptionVersion) {
        versions += 1
        open[version.day, default: [:]][version.id, default: DisruptionStory(version)].take(version)
        let finding = version.finding
        switch finding.subject {
        case .leg, .rotationBreak: break
        case .rotation:
            reach(version)
        default:
            guard said.count < BacktestLimits.storiesMax else { return }
            said.append(
                Said(
                    pattern: finding.pattern, subject: finding.subject, day: version.day, eventTime: version.eventTime,
                    lifecycle: version.lifecycle, isConfirmed: version.confirmed, severity: finding.severity,
                    explanation: Explanation.sentence(of: version, reference: reference)))
        }
    }

    private mutating func reach(_ version: DisruptionVersion) {
        switch version.lifecycle {
        case .retracted, .superseded: takenBack.insert(version.id)
        case .resolved: takenBack.remove(version.id)
        case .opened, .updated:
            takenBack.remove(version.id)
            let minute = Int32(clamping: floorDivide(version.eventTime.ms, 60_000))
            for leg in version.finding.legs where reached[leg.leg].map({ takenBack.contains($0.by) }) ?? true {
                reached[leg.leg] = (minute, version.id)
            }
        }
    }

    /// When a leg was first named by a cascade that holds, minutes since 1970-01-01T00:00:00Z; nil where none did.
    func reachedByCascade(_ leg: LegKey) -> Int32? {
        reached[leg].flatMap { takenBack.contains($0.by) ? nil : $0.minute }
    }

    /// Event time has come so far: counts what is over.
    mutating func advance(to instant: Instant) {
        let day = CalendarDate(utc: instant)
        guard day > today else { return }
        today = day
        close { $0.days < day.days &- DetectionBook.daysKept }
    }

    /// Counts what is left.
    mutating func finish() { close { _ in true } }

    private mutating func close(_ isOver: (CalendarDate) -> Bool) {
        for day in open.keys.filter(isOver) { close(open.removeValue(forKey: day) ?? [:], of: day) }
    }

    private mutating func close(_ stories: [DisruptionID: DisruptionStory], of day: CalendarDate) {
        var sums: [Pattern: DetectionTally] = [:]
        defer {
            for (pattern, tally) in sums { tallies[day, default: [:]][pattern, default: DetectionTally()].add(tally) }
        }
        for story in stories.values {
            sums[story.pattern, default: DetectionTally()].add(story)
            if story.isConfirmed, let first = story.firstEffectAt {
                leads[story.pattern, default: []].append(first.minutes(since: story.detectedAt))
            }
            if story.isFalseAlarm { note(story) }
        }
    }

    private mutating func note(_ story: DisruptionStory) {
        guard let peak = story.peak, peak.finding.severity >= .medium else { return }
        let alarm = FalseAlarm(
            pattern: story.pattern, severity: peak.finding.severity, figure: peak.finding.figure,
            toldAt: story.detectedAt, explanation: Explanation.sentence(of: peak, reference: reference))
        var list = falseAlarms[story.pattern] ?? []
        // A total order, since stories come in none.
        func rank(_ a: FalseAlarm) -> (UInt8, Int64, Int64, String) {
            (a.severity.rawValue, a.figure, a.toldAt.ms, a.explanation)
        }
        list.insert(alarm, at: list.firstIndex { rank($0) < rank(alarm) } ?? list.count)
        if list.count > DetectionBook.falseAlarmsShown { list.removeLast() }
        falseAlarms[story.pattern] = list
    }
}
