import DisruptionCore
import Harness
import ReferenceData
import WireFormat

/// What the same inputs come to where nothing goes wrong: the core in memory, with the daemon's partitions.
struct ReferenceOutcome {
    /// As `DetectedDisruptions` tells them.
    private(set) var finalFacts: Set<String> = []
    private(set) var legs = States(mayDiffer: ToldStates.mayDiffer)
    private(set) var bookings = States(mayDiffer: ToldStates.mayDifferOfBookings)
    /// Records that ingest refuses.
    private(set) var refused: Set<InputPlace> = []
    /// Records whose leg or booking was forgotten.
    private(set) var late: Set<InputPlace> = []

    /// The last state of each leg or booking, but for what may differ, and which of them are forgotten.
    struct States {
        let mayDiffer: Set<String>
        private(set) var last: [String: JSONValue] = [:]
        private(set) var forgotten: Set<String> = []
        private var bodies: [String: [UInt8]] = [:]

        init(mayDiffer: Set<String>) { self.mayDiffer = mayDiffer }

        mutating func take(_ told: [(key: String, body: [UInt8])], gone: [String]) {
            for (key, body) in told { bodies[key] = body }
            forgotten.formUnion(gone)
        }

        mutating func settle() throws {
            last = try bodies.mapValues { try JSONValue($0).dropping(mayDiffer) }
            bodies.removeAll()
        }
    }

    /// Records between two runs of the entities.
    private static let recordsPerPump = 1024

    init(_ log: InputLog) throws {
        let directory = try ReferenceAirports.load().directory
        let runtime = LocalRuntime(layout: LogLayout(), reference: directory)
        var decoder = EventDecoder(airports: directory)
        var partitions = Self.partitions(of: log)
        var versions: [TopicRecord] = []
        var json = JSONWriter()
        var count = 0
        while let index = Self.next(of: partitions) {
            partitions[index].read(into: runtime, &decoder, &refused)
            count += 1
            if count.isMultiple(of: Self.recordsPerPump) || Self.next(of: partitions) == nil {
                try runtime.pump(tickGranularityMs: 30_000)
                for version in runtime.disruptions {
                    json.removeAll()
                    DisruptionRecord.write(version, reference: directory, into: &json)
                    versions.append(
                        TopicRecord(
                            offset: Int64(versions.count), key: Array(DisruptionRecord.id(version.id).utf8),
                            value: Array(json.bytes)))
                }
                runtime.disruptions.removeAll()
                takeStates(of: runtime)
            }
        }
        try legs.settle()
        try bookings.settle()
        finalFacts = try DetectedDisruptions(versions).finalFacts
        let names: [SourceTopic: String] = [
            .flightEvents: "flight.events", .externalData: "external.data", .passengerEvents: "passenger.events",
        ]
        for fact in runtime.refused {
            late.insert(
                InputPlace(topic: names[fact.topic] ?? "", partition: Int32(fact.partition), offset: fact.offset))
        }
    }

    private mutating func takeStates(of runtime: LocalRuntime) {
        var writer = JSONWriter()
        var told: [(key: String, body: [UInt8])] = []
        var gone: [String] = []
        runtime.takeStates { state in
            writer.removeAll()
            FlightStateRecord.write(state, into: &writer)
            told.append((state.key.description, Array(writer.bytes)))
        } forgotten: {
            gone.append($0.description)
        }
        legs.take(told, gone: gone)
        (told, gone) = ([], [])
        var key = ByteWriter()
        runtime.takeBookings { state in
            writer.removeAll()
            BookingStateRecord.write(state, key: &key, into: &writer)
            told.append((String(decoding: key.bytes, as: UTF8.self), Array(writer.bytes)))
        } forgotten: {
            gone.append(String(decoding: $0, as: UTF8.self))
        }
        bookings.take(told, gone: gone)
    }

    /// The partition whose next record came first: an order in which nothing is late.
    private static func next(of partitions: [Partition]) -> Int? {
        partitions.indices.filter { !partitions[$0].rest.isEmpty }
            .min { partitions[$0].rest.first?.timestampMs ?? 0 < partitions[$1].rest.first?.timestampMs ?? 0 }
    }

    private static func partitions(of log: InputLog) -> [Partition] {
        let settings = IngestSettings(mode: .replay)
        var partitions: [Partition] = []
        for (topic, input) in zip(InputRecord.topics, [InputTopic.flightEvents, .externalData, .passengerEvents]) {
            let records = Dictionary(grouping: log.records[topic.name] ?? [], by: \.partition)
            for number in 0..<topic.partitions {
                partitions.append(
                    Partition(
                        index: partitions.count, topic: topic.name, number: number,
                        ingest: IngestPartition(topic: input, settings: settings), rest: (records[number] ?? [])[...]))
            }
        }
        return partitions
    }

    /// An input partition that is being read.
    private struct Partition {
        /// As a source of the layout.
        let index: Int
        let topic: String
        let number: Int32
        var ingest: IngestPartition
        var rest: ArraySlice<TopicRecord>

        mutating func read(
            into runtime: LocalRuntime, _ decoder: inout EventDecoder, _ refused: inout Set<InputPlace>
        ) {
            guard let record = rest.popFirst() else { return }
            let timestamp = Instant(ms: record.timestampMs)
            func decide(_ value: UnsafeRawBufferPointer?) {
                let decision = ingest.accept(value, timestamp: timestamp, decoder: &decoder)
                if case .rejected = decision {
                    refused.insert(InputPlace(topic: topic, partition: number, offset: record.offset))
                }
                runtime.accept(index, at: ingest.eventTime) { $0.send(decision, recordedAt: timestamp) }
            }
            if let value = record.value { value.withUnsafeBytes { decide($0) } } else { decide(nil) }
        }
    }
}
