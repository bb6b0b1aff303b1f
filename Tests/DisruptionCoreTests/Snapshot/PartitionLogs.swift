import DisruptionCore

/// The logs of several entities partitions as their engines make them: what one says to another stands in the other's
/// log. For running each partition again by itself.
final class PartitionLogs {
    let layout: LogLayout
    private(set) var logs: [[[UInt8]]]
    private var read: [Int]
    private let engines: [Engine]
    private let inputs: [Input]
    private var generation: Int64 = 0
    private var newest = Instant.distantPast

    private final class Engine {
        var engine: PartitionEngine
        init(_ engine: consuming PartitionEngine) { self.engine = engine }
    }

    private final class Input {
        var frames: OutgoingFrames
        var offset: Int64 = 0
        init(_ frames: consuming OutgoingFrames) { self.frames = frames }
    }

    init(entities: Int = 1, settings: EngineSettings = EngineSettings(), limits: TableLimits = TableLimits()) {
        let layout = LogLayout(flightEvents: 2, externalData: 1, passengerEvents: 1, entities: entities)
        self.layout = layout
        logs = Array(repeating: [], count: entities)
        read = Array(repeating: 0, count: entities)
        engines = (0..<entities).map { Engine(PartitionLogs.engine($0, layout, limits)) }
        inputs = [SourceTopic.flightEvents, .externalData, .passengerEvents].flatMap { topic in
            (0..<layout.partitions(of: topic)).map {
                Input(OutgoingFrames(topic: topic, partition: $0, incarnation: 1, destinations: entities))
            }
        }
        for input in inputs { input.frames.isEmptySource = true }
        change(to: settings)
    }

    /// An engine that has read nothing.
    static func engine(_ partition: Int, _ layout: LogLayout, _ limits: TableLimits) -> PartitionEngine {
        PartitionEngine(partition: partition, layout: layout, incarnation: 3, reference: .empty, limits: limits)
    }

    /// Writes a configuration to every log.
    func change(to settings: EngineSettings) {
        generation += 1
        let record = ConfigurationRecord(generation: generation, layout: layout, settings: settings)
        for partition in logs.indices { logs[partition].append(record.encoded(partition: partition)) }
    }

    func accept(_ fact: FlightFact, input: Int) {
        send(input, at: fact.eventTime) { frames in
            frames.send(.flightFact, to: .leg(fact.leg), at: fact.eventTime) { fact.encodeBody(into: &$0) }
        }
    }

    func accept(_ fact: StationFact) {
        send(2, at: fact.eventTime) { frames in
            frames.send(.stationFact, to: .airport(fact.airport), at: fact.eventTime) { fact.encodeBody(into: &$0) }
        }
    }

    func accept(_ fact: BookingFact) {
        send(3, at: fact.eventTime) { frames in
            frames.send(.bookingFact, to: fact.key, at: fact.eventTime) { fact.encodeBody(into: &$0) }
        }
    }

    /// Lets event time run on.
    func mark(_ instant: Instant) { for input in inputs.indices { send(input, at: instant) { _ in } } }

    private func send(_ index: Int, at time: Instant, _ body: (inout OutgoingFrames) -> Void) {
        let input = inputs[index]
        input.frames.isEmptySource = false
        input.frames.beginOrigin(input.offset)
        input.offset += 1
        body(&input.frames)
        newest = max(newest, time)
        input.frames.completeOrigin(watermarks: (newest.adding(minutes: -5), .distantPast, .distantPast))
    }

    /// Sends a frame that was sent before once more, as after a crash; maybe cut in two.
    func sendAgain(_ random: inout Seeded) {
        let partition = random.next(logs.count)
        guard logs[partition].count > 1 else { return }
        let record = logs[partition][1 + random.next(logs[partition].count - 1)]
        logs[partition] += FrameCut.cut(record, &random)
    }

    /// Cuts the frames under way and lets every engine read what is there, one record of each in turn.
    func pump() throws {
        for input in inputs {
            input.frames.flush(tickGranularityMs: 1)
            for frame in input.frames.takeFinished() { logs[frame.destination].append(frame.bytes) }
        }
        while let partition = logs.indices.first(where: { read[$0] < logs[$0].count }) {
            for partition in partition..<logs.count where read[partition] < logs[partition].count {
                let engine = engines[partition]
                let offset = read[partition]
                read[partition] += 1
                _ = try EngineLog.step(&engine.engine, logs[partition][offset], offset: offset, isReplay: false)
                engine.engine.outgoing.flush(tickGranularityMs: 60_000)
                for frame in engine.engine.outgoing.takeFinished() { logs[frame.destination].append(frame.bytes) }
                engine.engine.takeStates({ _ in }, forgotten: { _ in })
                engine.engine.takeBookings({ _ in }, forgotten: { _ in })
            }
        }
    }
}
