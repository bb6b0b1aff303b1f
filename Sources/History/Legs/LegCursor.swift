import DisruptionCore

/// The legs of one file by scheduled departure.
///
/// A file that is in order but for a day is read once and held three days at a time. One in another order (the
/// published months go by carrier and flight number) is read once for every window of days that together hold at most
/// `HistoryLimits.heldLegsMax` legs. So memory does not grow with the file, and no temporary file is needed.
final class LegCursor {
    private let survey: FileSurvey
    private let airports: AirportDirectory
    private let selection: LegSelection
    private var file: OpenFile?
    /// Legs of days that may still get more, by day.
    private var held: [Int32: [HistoricLeg]] = [:]
    private var latestDay = Int32.min
    /// Legs that are complete and in order.
    private var ready: [HistoricLeg] = []
    private var at = 0
    /// The window being read or given out.
    private var window: ClosedRange<Int32>?
    /// Windows of days still to be read, the next one last.
    private var windows: [ClosedRange<Int32>]

    /// A box, because a noncopyable reader in an optional could not be stepped in place.
    private final class OpenFile {
        var reader: LegReader
        init(_ reader: consuming LegReader) { self.reader = reader }
    }

    init(
        survey: FileSurvey, airports: AirportDirectory, selection: LegSelection,
        heldLegsMax: Int = HistoryLimits.heldLegsMax
    ) {
        self.survey = survey
        self.airports = airports
        self.selection = selection
        windows = LegCursor.windows(survey, selection, limit: heldLegsMax).reversed()
    }

    /// Days to read at a time: all at once where the file is in order.
    static func windows(
        _ survey: FileSurvey, _ selection: LegSelection, limit: Int = HistoryLimits.heldLegsMax
    ) -> [ClosedRange<Int32>] {
        let wanted = survey.days.filter { entry in
            let start = CalendarDate(days: entry.day).startUTC
            return start < selection.to && start.adding(minutes: 1440) > selection.from
        }
        guard let first = wanted.first, let last = wanted.last else { return [] }
        if survey.isOrdered { return [first.day...last.day] }
        var windows: [ClosedRange<Int32>] = []
        var (start, end, legs) = (first.day, first.day, 0)
        for entry in wanted {
            if legs > 0, legs + entry.legs > limit {
                windows.append(start...end)
                (start, legs) = (entry.day, 0)
            }
            end = entry.day
            legs += entry.legs
        }
        return windows + [start...end]
    }

    /// - Throws: `HistoryError`.
    func next() throws(HistoryError) -> HistoricLeg? {
        while at == ready.count {
            guard try fill() else { return nil }
        }
        at += 1
        return ready[at - 1]
    }

    /// Makes the next legs ready; false at the end.
    private func fill() throws(HistoryError) -> Bool {
        ready.removeAll(keepingCapacity: true)
        at = 0
        if window == nil {
            guard let following = windows.popLast() else { return false }
            window = following
            file = OpenFile(try LegReader(path: survey.path, airports: airports))
            latestDay = .min
        }
        guard let window else { return false }
        while let open = file {
            switch try open.reader.next() {
            case .bad: continue
            case .end: file = nil
            case .leg(let leg):
                let day = CalendarDate(utc: leg.scheduledDeparture).days
                latestDay = max(latestDay, day)
                if window.contains(day), selection.contains(leg) { held[day, default: []].append(leg) }
                guard survey.isOrdered else { continue }
                if day > window.upperBound &+ 1 { file = nil }
                if takeOldest(before: latestDay &- 1) { return true }
            }
        }
        if takeOldest(before: .max) { return true }
        self.window = nil
        return true
    }

    /// Moves the oldest day that is held and lies before `day` to what is ready.
    private func takeOldest(before day: Int32) -> Bool {
        guard let oldest = held.keys.min(), oldest < day, let legs = held.removeValue(forKey: oldest) else {
            return false
        }
        ready = legs
        let isSorted = zip(legs, legs.dropFirst()).allSatisfy { !HistoricLeg.isTold($1, before: $0) }
        if !isSorted { ready.sort(by: HistoricLeg.isTold(_:before:)) }
        return true
    }
}
