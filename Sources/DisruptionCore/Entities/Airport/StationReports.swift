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

    /// Event ids remembered: two weeks of half-hourly reports. Behind them the oldest may have their effect again.
    static let seenLimit = 1024

    private(set) var metar: Report?
    private(set) var taf: Report?
    private(set) var observation: Report?
    private(set) var programs = ProgramsTold()
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
            var reader = ByteReader(fact.content)
            if let program = AirportProgram(reading: &reader) {
                programs.take(program, at: fact.eventTime, hash: fact.eventHash)
            }
        }
        return true
    }

    private static func replace(_ held: inout Report?, by report: Report) {
        if held.map({ report.isNewer(than: $0) }) ?? true { held = report }
    }
}

extension StationReports {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put8((metar == nil ? 0 : 1) | (taf == nil ? 0 : 2) | (observation == nil ? 0 : 4))
        metar?.encodeSnapshot(into: &writer)
        taf?.encodeSnapshot(into: &writer)
        observation?.encodeSnapshot(into: &writer)
        programs.encodeSnapshot(into: &writer)
        writer.putVarint(UInt64(seen.count))
        writer.putWords(seen)
    }

    init(restoring reader: inout SnapshotReader) {
        let flags: UInt8 = reader.read()
        if flags & 1 != 0 { metar = Report(restoring: &reader) }
        if flags & 2 != 0 { taf = Report(restoring: &reader) }
        if flags & 4 != 0 { observation = Report(restoring: &reader) }
        programs = ProgramsTold(restoring: &reader)
        seen = Array(reader.words(reader.count(of: 8, atMost: StationReports.seenLimit)))
    }
}

extension StationReports.Report {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 1 + 8 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putInstant(eventTime)
        writer.put(hash)
        content.withUnsafeBytes { writer.putCounted($0) }
    }

    init(restoring reader: inout SnapshotReader) {
        eventTime = reader.instant()
        hash = reader.read()
        content = Array(reader.bytes.readCounted())
    }
}
