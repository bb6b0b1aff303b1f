import DisruptionCore
import History
import ReferenceData
import WireFormat

/// The state of a full day in memory, over as many partitions as are declared: legs of a file, or invented ones, told
/// with all times, a day ahead, until half an hour before midnight UTC of the fourth day. Then three days are
/// remembered, which is the most.
struct SnapshotState {
    static let layout = LogLayout()
    let runtime: LocalRuntime
    let reference: AirportDirectory
    /// Where the legs come from.
    let origin: String
    private(set) var events = 0

    private static let rules = EventRules(tellsRunwayTimes: true)

    /// - Parameter path: file of legs; empty for invented ones.
    init(path: String) throws {
        reference = try ReferenceAirports.load().directory
        runtime = LocalRuntime(layout: SnapshotState.layout, reference: reference)
        origin = path.isEmpty ? "an invented day of 2,000 legs, again and again" : "a file of legs"
        var stream = EventStream(
            try path.isEmpty ? SnapshotState.invented() : LegSource(HistoryFiles(paths: [path], airports: reference)),
            rules: SnapshotState.rules)
        try fill(&stream)
    }

    private static func invented() -> LegSource {
        let first = CalendarDate(days: 20_000)
        return LegSource((0..<5).flatMap { SyntheticDay.legs(on: CalendarDate(days: first.days + $0)) })
    }

    private mutating func fill(_ stream: inout EventStream) throws {
        var writer = EventWriter()
        var decoder = EventDecoder()
        var ingest = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .replay))
        var end: Instant?
        // The other inputs are empty and hold no watermark back.
        try runtime.pump()
        while let event = try stream.next() {
            // Schedules are told a day ahead.
            if end == nil {
                end = CalendarDate(days: CalendarDate(utc: event.time).days + 5).startUTC.adding(minutes: -30)
            }
            if let end, event.time > end { break }
            let decision = ingest.accept(writer.body(event), timestamp: Instant(ms: 0), decoder: &decoder)
            if case .flight(let fact) = decision { runtime.accept(fact) }
            events += 1
            if events % 256 == 0 { try runtime.pump(tickGranularityMs: 30_000) }
            if events % 65_536 == 0 {
                drop()
                try Interruption.check()
                Console.progress("snapshot: \(Figure.grouped(events)) events")
            }
        }
        try runtime.pump()
        drop()
    }

    /// Takes what the engines hand out.
    private func drop() {
        runtime.disruptions.removeAll(keepingCapacity: true)
        runtime.refused.removeAll()
        runtime.takeStates({ _ in }, forgotten: { _ in })
        runtime.takeBookings({ _ in }, forgotten: { _ in })
    }
}
