import DisruptionCore

@testable import DisruptionCore

/// A report of an airport, as a fact that a runtime takes.
struct StationReport {
    var airport = "ORD"
    var type = StationEventType.metar
    var at: Instant
    var content: [UInt8]

    init(_ type: StationEventType, at instant: Instant, _ text: String, airport: String = "ORD") {
        (self.type, at, content, self.airport) = (type, instant, Array(text.utf8), airport)
    }

    init(_ program: AirportProgram, at instant: Instant, airport: String = "ORD") {
        var writer = ByteWriter()
        program.encode(reason: UnsafeRawBufferPointer(start: nil, count: 0), into: &writer)
        (type, at, content, self.airport) = (.program, instant, Array(writer.bytes), airport)
    }

    /// Calls `body` with the fact.
    /// - Parameter hash: that of its event id.
    func withFact(_ hash: UInt64, _ body: (StationFact) -> Void) {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        content.withUnsafeBytes {
            body(
                StationFact(
                    airport: AirportCode(airport) ?? .none, type: type, eventTime: at, eventHash: hash,
                    source: nothing, eventID: nothing, correlationID: nothing, content: $0))
        }
    }
}

extension LocalRuntime {
    /// Sends a report on the input partition of external.data.
    func accept(_ report: StationReport, hash: UInt64) {
        report.withFact(hash) { fact in
            accept(1, at: report.at) { frames in
                frames.send(.stationFact, to: .airport(fact.airport), at: report.at) { fact.encodeBody(into: &$0) }
            }
        }
    }
}

extension CongestionScene {
    /// Runs the events and the reports in the order of time, then lets time run on.
    func run(
        _ reports: [StationReport], settings: EngineSettings, until end: Instant? = nil
    ) throws -> LocalRuntime {
        let runtime = LocalRuntime(settings: settings)
        let feed = Feed(runtime)
        var left = reports.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }[...]
        func send(before instant: Instant) {
            while let (index, report) = left.first, report.at <= instant {
                runtime.accept(report, hash: UInt64(1000 + index))
                left = left.dropFirst()
            }
        }
        for event in events.sorted(by: { $0.at < $1.at }) {
            if let end, event.at > end { break }
            send(before: event.at)
            feed.send(event)
            try runtime.pump()
        }
        send(before: end ?? .distantFuture)
        try runtime.pump()
        let last = max(events.map(\.at).max() ?? at(0), reports.map(\.at).max() ?? at(0))
        runtime.mark(end ?? last.adding(minutes: 3 * 1440))
        try runtime.pump()
        return runtime
    }
}
