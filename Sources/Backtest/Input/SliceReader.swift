import DisruptionCore
import History
import WireFormat

/// Cuts history and weather into slices of event time, as records for the entities partitions.
///
/// Every minute from the first event to a day behind the last one is a slice, also where nothing happens: so what time
/// alone causes is said at its time, knowing of nothing later, and the records before an instant do not depend on what
/// comes behind it. Then follow four days by quarters of an hour, in which everything settles.
struct SliceReader: ~Copyable {
    private var stream: EventStream
    private let weather: WeatherReports
    private var weatherAt = 0
    private var facts = HistoricFacts()
    private var name = ByteWriter(capacity: 128)
    private let partitions: Int
    private let last: Instant

    private var flights: OutgoingFrames
    private var stations: OutgoingFrames
    private var bookings: OutgoingFrames
    private var flightOffset: Int64 = 0
    private var stationOffset: Int64 = 0

    private var upcoming: HistoricEvent?
    /// End of the last slice; nil before the first.
    private var end: Instant?
    private var endOfEvents = Instant.distantPast

    /// - Parameters:
    ///   - last: nothing behind it is told, and time ends there; nil for everything, and until all is settled.
    init(_ stream: consuming EventStream, weather: WeatherReports, partitions: Int, last: Instant? = nil) {
        self.stream = stream
        self.weather = weather
        self.partitions = partitions
        self.last = last ?? .distantFuture
        func frames(_ topic: SourceTopic) -> OutgoingFrames {
            OutgoingFrames(topic: topic, partition: 0, incarnation: 1, destinations: partitions)
        }
        flights = frames(.flightEvents)
        stations = frames(.externalData)
        bookings = frames(.passengerEvents)
        stations.isEmptySource = weather.count == 0
        bookings.isEmptySource = true
    }

    /// Legs taken from the files.
    var legsTaken: Int { stream.legsTaken }

    /// - Returns: nil behind the last slice.
    mutating func next() throws(HistoryError) -> InputSlice? {
        guard let sliceEnd = try nextEnd() else { return nil }
        var events = 0
        while let time = try nextTime(), time <= sliceEnd {
            try tell(time)
            events += 1
        }
        if events > 0 { endOfEvents = sliceEnd }
        end = sliceEnd
        var records = [[[UInt8]]](repeating: [], count: partitions)
        SliceReader.flush(&flights, sliceEnd, &records)
        SliceReader.flush(&stations, sliceEnd, &records)
        SliceReader.flush(&bookings, sliceEnd, &records)
        return InputSlice(end: sliceEnd, records: records, events: events)
    }

    private mutating func nextEnd() throws(HistoryError) -> Instant? {
        let time = try nextTime()
        guard let end else { return time.map(SliceGrid.end(of:)) }
        var next = end.adding(ms: SliceGrid.sliceMs)
        if let time {
            if next > endOfEvents.adding(minutes: BacktestLimits.silentDays * 1440) {
                next = max(next, SliceGrid.end(of: time))
            }
            return next
        }
        if last != .distantFuture { return next <= last ? next : nil }
        if next > endOfEvents.adding(minutes: BacktestLimits.watchfulHours * 60) {
            next = end.adding(ms: SliceGrid.settlingMs)
        }
        return next <= endOfEvents.adding(minutes: BacktestLimits.settledDays * 1440) ? next : nil
    }

    /// The time of the next event or report; nil when there is none that is told.
    private mutating func nextTime() throws(HistoryError) -> Instant? {
        if upcoming == nil { upcoming = try stream.next() }
        var time = upcoming?.time
        if weatherAt < weather.reports.count {
            time = min(time ?? .distantFuture, weather.reports[weatherAt].time)
        }
        return time.flatMap { $0 <= last ? $0 : nil }
    }

    /// Tells what is next, at its time.
    private mutating func tell(_ time: Instant) throws(HistoryError) {
        let before = (end ?? .distantPast, Instant.distantPast, Instant.distantPast)
        if let event = upcoming, event.time == time {
            upcoming = nil
            flights.beginOrigin(flightOffset)
            flightOffset += 1
            facts.send(event, into: &flights)
            flights.completeOrigin(watermarks: before)
        } else {
            stations.beginOrigin(stationOffset)
            stationOffset += 1
            send(weather.reports[weatherAt])
            stations.completeOrigin(watermarks: before)
            weatherAt += 1
        }
    }

    private mutating func send(_ report: WeatherReports.Report) {
        // A copy of the reference: the text is read while other parts of this reader change.
        let held = weather.text
        held.withUnsafeBytes { text in
            let raw = UnsafeRawBufferPointer(rebasing: text[report.start..<report.start + Int(report.length)])
            name.removeAll()
            name.put(packed: report.airport.packed, capacity: AirportCode.capacity)
            name.put8(0x2F)
            name.put(instant: report.time)
            name.put8(0x2F)
            let hash = DisruptionRecord.hex(Hash64.of(raw))
            for byte in hash.utf8 { name.put8(byte) }
            let id = name.bytes
            let fact = StationFact(
                airport: report.airport, type: report.isForecast ? .taf : .metar, eventTime: report.time,
                eventHash: Hash64.of(id), source: ("history" as StaticString).bytes, eventID: id,
                correlationID: UnsafeRawBufferPointer(start: nil, count: 0), content: raw)
            stations.send(.stationFact, to: .airport(report.airport), at: report.time) { fact.encodeBody(into: &$0) }
        }
    }

    private static func flush(_ frames: inout OutgoingFrames, _ end: Instant, _ records: inout [[[UInt8]]]) {
        if !frames.isEmptySource { frames.completeOrigin(watermarks: (end, .distantPast, .distantPast)) }
        frames.flush(tickGranularityMs: 1)
        for frame in frames.takeFinished() { records[frame.destination].append(frame.bytes) }
    }
}
