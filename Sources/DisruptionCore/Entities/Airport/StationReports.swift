/// What was told of one airport's weather, and of what air traffic services impose on it.
struct StationReports {
    /// Event ids remembered: two weeks of half-hourly reports. Behind them the oldest may have their effect again.
    static let seenLimit = 1024

    private(set) var weather = WeatherTold()
    private(set) var programs = ProgramsTold()
    private var seen: [UInt64] = []

    /// Takes in a report.
    /// - Parameter runways: of the airport; empty where they are not known.
    /// - Returns: false when its event id had its effect before.
    mutating func take(_ fact: StationFact, runways: [Runway]) -> Bool {
        if seen.contains(fact.eventHash) { return false }
        if seen.count == StationReports.seenLimit { seen.removeFirst(StationReports.seenLimit / 2) }
        seen.append(fact.eventHash)
        var reader = ByteReader(fact.content)
        switch fact.type {
        case .metar: observe(Metar(fact.content, near: fact.eventTime), fact, runways)
        case .observation: if let report = Metar(observation: &reader) { observe(report, fact, runways) }
        case .taf:
            weather.foretell(
                Taf(fact.content, near: fact.eventTime), at: fact.eventTime, hash: fact.eventHash, runways: runways)
        case .program:
            if let program = AirportProgram(reading: &reader) {
                programs.take(program, at: fact.eventTime, hash: fact.eventHash)
            }
        }
        return true
    }

    /// A report that says nothing, or is of a time to come, is passed over.
    private mutating func observe(_ report: Metar, _ fact: StationFact, _ runways: [Runway]) {
        guard let observed = StationWeather(report, observedAt: fact.eventTime, runways: runways),
            observed.observedAt.ms.magnitude <= UInt64(SnapshotReader.instantMsMax)
        else { return }
        weather.observe(observed, at: fact.eventTime, hash: fact.eventHash)
    }
}

extension StationReports {
    func encodeSnapshot(into writer: inout ByteWriter) {
        weather.encodeSnapshot(into: &writer)
        programs.encodeSnapshot(into: &writer)
        writer.putVarint(UInt64(seen.count))
        writer.putWords(seen)
    }

    init(restoring reader: inout SnapshotReader) {
        weather = WeatherTold(restoring: &reader)
        programs = ProgramsTold(restoring: &reader)
        seen = Array(reader.words(reader.count(of: 8, atMost: StationReports.seenLimit)))
    }
}
