import DisruptionCore
import ReferenceData
import WireFormat

/// The core in memory on one core: JSON in, detections out, nothing written.
struct CoreBenchmark {
    let job: ReferenceJob

    /// Runs once.
    /// - Returns: events a second and versions told.
    func run(settings: EngineSettings) throws -> (eventsPerSecond: Double, versions: Int) {
        let reference = try ReferenceAirports.load().directory
        let runtime = LocalRuntime(settings: settings, reference: reference)
        var decoder = EventDecoder()
        var ingest = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .replay))
        var versions = 0
        runtime.mark(Instant(ms: 0))
        try runtime.pump()
        let clock = ContinuousClock()
        let elapsed = try clock.measure {
            try job.forEach { index, value in
                let decision = ingest.accept(value, timestamp: Instant(ms: 0), decoder: &decoder)
                if case .flight(let fact) = decision { runtime.accept(fact) }
                if index % 256 == 255 {
                    try runtime.pump(tickGranularityMs: 30_000)
                    versions += runtime.disruptions.count
                    runtime.disruptions.removeAll(keepingCapacity: true)
                }
            }
            runtime.mark(job.last.adding(minutes: 5 * 1440))
            try runtime.pump(tickGranularityMs: 30_000)
            versions += runtime.disruptions.count
        }
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        return (Double(job.count) / seconds, versions)
    }
}

extension LocalRuntime {
    /// Sends a decoded fact.
    func accept(_ fact: UnsafePointer<FlightFact>) {
        accept(0, at: fact.pointee.eventTime) { frames in
            frames.send(.flightFact, to: .leg(fact.pointee.leg), at: fact.pointee.eventTime) {
                fact.pointee.encodeBody(into: &$0)
            }
        }
    }
}
