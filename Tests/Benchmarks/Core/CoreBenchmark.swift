import DisruptionCore
import ReferenceData
import WireFormat

/// The core in memory on one core: JSON in, detections out, nothing written. Making the events is not counted.
struct CoreBenchmark {
    let job: ReferenceJob
    let variant: JobVariant

    struct Outcome {
        var events = 0
        var bytes = 0
        var versions = 0
        var seconds = 0.0
        var eventsPerSecond: Double { Double(events) / seconds }
    }

    /// Runs once.
    func run() throws -> Outcome {
        var settings = EngineSettings()
        for name in variant.disabled { _ = settings.set(name + ".enabled", 0) }
        _ = settings.set("outputs.flight_state", variant.writesFlightState ? 1 : 0)
        let runtime = LocalRuntime(settings: settings, reference: try ReferenceAirports.load().directory)
        var decoder = EventDecoder()
        var ingest = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .replay))
        var outcome = Outcome()
        var last = Instant.distantPast
        // The other inputs are empty and hold no watermark back.
        try runtime.pump()
        try job.forEachBatch { batch in
            outcome.bytes += batch.bytes.count
            last = max(last, batch.last)
            outcome.seconds += try ContinuousClock().measure {
                try batch.forEach { _, value in
                    let decision = ingest.accept(value, timestamp: Instant(ms: 0), decoder: &decoder)
                    if case .flight(let fact) = decision { runtime.accept(fact) }
                    outcome.events += 1
                    if outcome.events % 256 == 0 { try Self.pump(runtime, &outcome) }
                }
            }.seconds
            Console.progress("core, \(variant.rawValue): \(Figure.grouped(outcome.events)) events")
        }
        outcome.seconds += try ContinuousClock().measure {
            runtime.mark(ReferenceJob.finalMark(after: last))
            try Self.pump(runtime, &outcome)
        }.seconds
        return outcome
    }

    private static func pump(_ runtime: LocalRuntime, _ outcome: inout Outcome) throws {
        try runtime.pump(tickGranularityMs: 30_000)
        outcome.versions += runtime.disruptions.count
        runtime.disruptions.removeAll(keepingCapacity: true)
    }

    /// Runs and prints.
    static func report(_ options: BenchmarkOptions) throws {
        let job = ReferenceJob(path: options.legs, most: options.events)
        for variant in JobVariant.allCases {
            var outcomes: [Outcome] = []
            for _ in 0..<(variant == .light ? options.runs : 1) {
                outcomes.append(try CoreBenchmark(job: job, variant: variant).run())
            }
            let rate = Figure.median(outcomes.map(\.eventsPerSecond))
            let first = outcomes[0]
            Console.say(
                """
                core in memory, one core, \(variant.meaning): \(Figure.grouped(Int(rate))) events/s, \
                \(Figure.decimal(1e6 / rate, 2)) µs an event; \
                \(References.verdict(rate, atLeast: References.coreGoal)); \
                \(Figure.grouped(first.events)) events of \(first.bytes / max(1, first.events)) bytes with key, \
                \(Figure.grouped(first.versions)) versions
                """)
        }
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
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
