import DisruptionCore
import DisruptionService
import ReferenceData
import WireFormat

/// The records that the daemon writes of the reference job when it keeps up: every version of every disruption, every
/// state of every leg, the end of each leg that is forgotten, and dead letters.
struct EngineOutputs {
    let job: ReferenceJob

    /// A record, borrowed for the length of a call.
    struct Record {
        let table: SinkTable
        let key: UnsafeRawBufferPointer
        /// nil is a tombstone.
        let value: UnsafeRawBufferPointer?
        let headers: [DeadLetter.Header]
    }

    /// Events between two commits: at 1,000 events/s a commit takes some 30 ms.
    private static let eventsPerCommit = 30
    /// Every so many events one is cut off in its middle, and becomes a dead letter.
    private static let eventsPerDeadLetter = 500

    /// Makes the records and calls `body` with each, in the order of the daemon.
    /// - Returns: the events that they are of.
    @discardableResult
    func forEach(_ body: (Record) throws -> Void) throws -> Int {
        let reference = try ReferenceAirports.load().directory
        var settings = EngineSettings()
        _ = settings.set("airline_disruption.enabled", 1)
        _ = settings.set("outputs.flight_state", 1)
        let runtime = LocalRuntime(settings: settings, reference: reference)
        let commit = Commit(runtime, reference)
        var decoder = EventDecoder()
        var ingest = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .replay))
        var events = 0
        // The other inputs are empty and hold no watermark back.
        try runtime.pump()
        try job.forEachBatch { batch in
            try batch.forEach { key, value in
                events += 1
                let isCut = events % Self.eventsPerDeadLetter == 0
                let value = isCut ? UnsafeRawBufferPointer(rebasing: value[..<(value.count / 2)]) : value
                switch ingest.accept(value, timestamp: Instant(ms: 0), decoder: &decoder) {
                case .flight(let fact): runtime.accept(fact)
                case .rejected(let reason, let detail):
                    let text = String(decoding: detail, as: UTF8.self)
                    try body(Self.deadLetter(reason, text, key: key, value: value, offset: events))
                default: break
                }
                if events % Self.eventsPerCommit == 0 { try commit.tell(body) }
            }
        }
        try commit.tell(body)
        return events
    }

    private static func deadLetter(
        _ reason: DeadLetterReason, _ detail: String, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer,
        offset: Int
    ) -> Record {
        let letter = DeadLetter(
            reason: reason, detail: detail, topic: "flight.events", partition: offset % 6, offset: Int64(offset),
            timestamp: Instant(ms: 1_199_145_600_000 + Int64(offset)), stage: "ingest", configID: "0123456789abcdef",
            isWithheld: false)
        return Record(table: .deadLetters, key: key, value: value, headers: letter.headers(original: []))
    }

    /// What the engine said since the last time, as records.
    private final class Commit {
        private let runtime: LocalRuntime
        private let reference: AirportDirectory
        private var json = JSONWriter(capacity: 4096)
        private var key = ByteWriter(capacity: 64)

        init(_ runtime: LocalRuntime, _ reference: AirportDirectory) {
            self.runtime = runtime
            self.reference = reference
        }

        func tell(_ body: (Record) throws -> Void) throws {
            try runtime.pump()
            for version in runtime.disruptions {
                json.removeAll()
                DisruptionRecord.write(version, reference: reference, into: &json)
                var id = DisruptionRecord.id(version.id)
                try id.withUTF8 {
                    try body(
                        Record(
                            table: .disruptions, key: UnsafeRawBufferPointer($0), value: json.bytes, headers: []))
                }
            }
            runtime.disruptions.removeAll(keepingCapacity: true)
            var failure: (any Error)?
            func state(_ leg: LegKey, _ value: UnsafeRawBufferPointer?) {
                key.removeAll()
                key.putLeg(leg)
                do {
                    try body(Record(table: .flightState, key: key.bytes, value: value, headers: []))
                } catch {
                    failure = error
                }
            }
            runtime.takeStates { told in
                var json = JSONWriter(capacity: 2048)
                FlightStateRecord.write(told, into: &json)
                state(told.key, json.bytes)
            } forgotten: {
                state($0, nil)
            }
            if let failure { throw failure }
        }
    }
}
