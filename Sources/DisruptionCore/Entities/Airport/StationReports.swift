/// What was told of one airport's weather, and of what air traffic services impose on it.
struct StationReports {
    /// Event ids remembered: two weeks of half-hourly reports. Behind them the oldest may have their effect again.
    static let seenLimit = 1024

    private(set) var weather = WeatherTold()
    private(set) var programs = ProgramsTold()
    private var seen: [UInt64] = []

    /// What could be read of a report.
    struct Reading: Equatable {
        /// It says nothing that has an effect.
        var isUnreadable = false
        /// Groups that could not be read.
        var unread: Int32 = 0
    }

    /// Takes in a report.
    /// - Parameter runways: of the airport; empty where they are not known.
    /// - Returns: nil when its event id had its effect before.
    mutating func take(_ fact: StationFact, runways: [Runway]) -> Reading? {
        if seen.contains(fact.eventHash) { return nil }
        if seen.count == StationReports.seenLimit { seen.removeFirst(StationReports.seenLimit / 2) }
        seen.append(fact.eventHash)
        var reader = ByteReader(fact.content)
        switch fact.type {
        case .metar: return observe(Metar(fact.content, near: fact.eventTime), fact, runways)
        case .observation:
            guard let report = Metar(observation: &reader) else { return Reading(isUnreadable: true) }
            return observe(report, fact, runways)
        case .taf:
            let forecast = Taf(fact.content, near: fact.eventTime)
            let saysAnything = weather.foretell(forecast, at: fact.eventTime, hash: fact.eventHash, runways: runways)
            return Reading(isUnreadable: !saysAnything && !forecast.isNil, unread: forecast.issues.count)
        case .program:
            guard let program = AirportProgram(reading: &reader) else { return Reading(isUnreadable: true) }
            programs.take(program, at: fact.eventTime, hash: fact.eventHash)
            return Reading()
        }
    }

    /// A report that says nothing is passed over.
    private mutating func observe(_ report: Metar, _ fact: StationFact, _ runways: [Runway]) -> Reading {
        var reading = Reading(unread: report.issues.count)
        guard let observed = StationWeather(report, observedAt: fact.eventTime, runways: runways),
            observed.observedAt.ms.magnitude <= UInt64(SnapshotReader.instantMsMax)
        else {
            reading.isUnreadable = !report.isNil
            return reading
        }
        weather.observe(observed, at: fact.eventTime, hash: fact.eventHash)
        return reading
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
