/// The last weather and programs of one airport, as they came.
struct StationReports {
    struct Report {
        let eventTime: Instant
        let hash: UInt64
        let content: [UInt8]

        /// The newest is that of the latest event time, of one time that with the larger hash: a total order, so that
        /// the order of arrival does not matter.
        func isNewer(than other: Report) -> Bool {
            eventTime != other.eventTime ? eventTime > other.eventTime : hash > other.hash
        }
    }

    /// Programs kept, the newest: an airport has a handful in force.
    static let programLimit = 16
    /// Event ids remembered: two weeks of half-hourly reports. Behind them the oldest may have their effect again.
    static let seenLimit = 1024

    private(set) var metar: Report?
    private(set) var taf: Report?
    private(set) var observation: Report?
    /// The newest first.
    private(set) var programs: [Report] = []
    private var seen: [UInt64] = []

    /// Takes in a report.
    /// - Returns: false when its event id had its effect before.
    mutating func take(_ fact: StationFact) -> Bool {
        if seen.contains(fact.eventHash) { return false }
        if seen.count == StationReports.seenLimit { seen.removeFirst(StationReports.seenLimit / 2) }
        seen.append(fact.eventHash)
        let report = Report(eventTime: fact.eventTime, hash: fact.eventHash, content: Array(fact.content))
        switch fact.type {
        case .metar: StationReports.replace(&metar, by: report)
        case .taf: StationReports.replace(&taf, by: report)
        case .observation: StationReports.replace(&observation, by: report)
        case .program:
            programs.insert(report, at: programs.firstIndex { report.isNewer(than: $0) } ?? programs.count)
            if programs.count > StationReports.programLimit { programs.removeLast() }
        }
        return true
    }

    private static func replace(_ held: inout Report?, by report: Report) {
        if held.map({ report.isNewer(than: $0) }) ?? true { held = report }
    }
}
