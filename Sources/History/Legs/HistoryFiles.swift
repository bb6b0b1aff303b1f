public import DisruptionCore

/// The legs of several history files as one sequence by scheduled departure.
///
/// Files may overlap and come in any order. A file is open only while its days are told, so years of months cost no
/// more memory than two of them.
public struct HistoryFiles {
    public let surveys: [FileSurvey]
    private let airports: AirportDirectory
    private let selection: LegSelection
    /// Surveys of files that are not open yet, the next one last.
    private var waiting: [FileSurvey]
    private var open: [(cursor: LegCursor, head: HistoricLeg)] = []
    private var duplicates = DuplicateFilter()

    /// Surveys every file.
    /// - Parameters:
    ///   - airports: for files with local times; their airports need a zone.
    ///   - noted: called after each file with what was found in it.
    /// - Throws: `HistoryError` for the first file that cannot be read to its end.
    public init(
        paths: [String], airports: AirportDirectory, selection: LegSelection = LegSelection(),
        noted: (FileSurvey) -> Void = { _ in }
    ) throws(HistoryError) {
        guard !paths.isEmpty else { throw .empty(path: "") }
        var surveys: [FileSurvey] = []
        for path in paths {
            let survey = try FileSurvey(path: path, airports: airports)
            noted(survey)
            surveys.append(survey)
        }
        self.init(surveys: surveys, airports: airports, selection: selection)
    }

    /// Reads files that were surveyed before, for instance a second time.
    public init(surveys: [FileSurvey], airports: AirportDirectory, selection: LegSelection) {
        self.surveys = surveys
        self.airports = airports
        self.selection = selection
        waiting = surveys.filter { $0.last >= selection.from && $0.first < selection.to }
            .sorted { ($0.first, $0.path) > ($1.first, $1.path) }
    }

    /// The first and last scheduled departure that the files and the selection leave; nil where there is none.
    public var span: (first: Instant, last: Instant)? {
        let inside = surveys.filter { $0.last >= selection.from && $0.first < selection.to }
        guard let first = inside.map(\.first).min(), let last = inside.map(\.last).max() else { return nil }
        return (max(first, selection.from), min(last, selection.to))
    }

    /// Rows that said a leg again and were dropped so far.
    public var duplicatesDropped: Int { duplicates.dropped }

    public mutating func next() throws(HistoryError) -> HistoricLeg? {
        try next { _, _ in }
    }

    /// - Parameter seen: gets every row of the selection in order, also those that say a leg again and are dropped; the
    ///   flag says so.
    mutating func next(seen: (HistoricLeg, _ isDropped: Bool) -> Void) throws(HistoryError) -> HistoricLeg? {
        while let leg = try nextOfAll() {
            guard !selection.keepsDuplicates, let unique = duplicates.unique(leg) else {
                seen(leg, !selection.keepsDuplicates)
                if selection.keepsDuplicates { return leg }
                continue
            }
            seen(unique, false)
            return unique
        }
        return nil
    }

    private mutating func nextOfAll() throws(HistoryError) -> HistoricLeg? {
        var first = firstOpen()
        while let survey = waiting.last {
            if let first, open[first].head.scheduledDeparture < survey.first { break }
            waiting.removeLast()
            let cursor = LegCursor(survey: survey, airports: airports, selection: selection)
            if let head = try cursor.next() { open.append((cursor, head)) }
            first = firstOpen()
        }
        guard let first else { return nil }
        let leg = open[first].head
        if let following = try open[first].cursor.next() {
            open[first].head = following
        } else {
            open.remove(at: first)
        }
        return leg
    }

    private func firstOpen() -> Int? {
        if open.count == 1 { return 0 }
        return open.indices.min { HistoricLeg.isTold(open[$0].head, before: open[$1].head) }
    }
}
