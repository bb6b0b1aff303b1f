/// The in-memory runtime: the same engines as the daemon's, with the log in memory and nothing lost.
///
/// Facts come in through an input partition each; frames go to the engines at `pump`, oldest first. Serves tests, the
/// history's backtest and benchmarks. One thread owns it.
public final class LocalRuntime {
    /// An engine, its log's end and the records that it has not read.
    private final class Partition {
        var engine: PartitionEngine
        var queue: [[UInt8]] = []
        var head = 0
        var offset: Int64 = 0

        init(_ engine: consuming PartitionEngine) { self.engine = engine }

        func append(_ record: [UInt8]) { queue.append(record) }

        /// Takes out the oldest record.
        func next() -> [UInt8]? {
            guard head < queue.count else { return nil }
            let record = queue[head]
            queue[head] = []
            head += 1
            if head == queue.count {
                queue.removeAll(keepingCapacity: true)
                head = 0
            }
            return record
        }
    }

    private final class Input {
        var frames: OutgoingFrames
        var offset: Int64 = 0
        var newest = Instant.distantPast

        init(_ frames: consuming OutgoingFrames) { self.frames = frames }
    }

    private let layout: LogLayout
    private let partitions: [Partition]
    private let inputs: [Input]
    private let latenessMs: Int64
    /// Every version told so far; the owner may take them.
    public var disruptions: [DisruptionVersion] = []
    public var notifications: [PassengerNotification] = []
    public var refused: [RefusedFact] = []
    public var predictions: [RotationPrediction] = []

    /// - Parameter learned: in force from the beginning of the log.
    public init(
        layout: LogLayout = .single, settings: EngineSettings = EngineSettings(), reference: AirportDirectory = .empty,
        runways: RunwayDirectory = .empty, passengerRules: PassengerRules = PassengerRules(),
        limits: TableLimits = TableLimits(), learned: LearnedFile? = nil, handsOutPredictions: Bool = false
    ) {
        self.layout = layout
        latenessMs = settings[.allowedLatenessMinutes] * 60_000
        partitions = (0..<layout.entities).map {
            Partition(
                PartitionEngine(
                    partition: $0, layout: layout, incarnation: 1, reference: reference, runways: runways,
                    passengerRules: passengerRules, limits: limits))
        }
        for partition in partitions { partition.engine.handsOutPredictions = handsOutPredictions }
        inputs = [SourceTopic.flightEvents, .externalData, .passengerEvents].flatMap { topic in
            (0..<layout.partitions(of: topic)).map {
                Input(OutgoingFrames(topic: topic, partition: $0, incarnation: 1, destinations: layout.entities))
            }
        }
        for (index, partition) in partitions.enumerated() {
            if let learned { partition.engine.give(learned) }
            partition.append(
                ConfigurationRecord(
                    generation: 1, layout: layout, settings: settings, learned: learned?.hash ?? 0
                ).encoded(partition: index))
        }
        for input in inputs { input.frames.isEmptySource = true }
    }

    /// Sends what one record of an input partition causes.
    /// - Parameters:
    ///   - index: the input partition as a source index of the layout.
    ///   - eventTime: of the record; its partition's watermark follows, the allowed lateness behind.
    ///   - send: adds the messages.
    public func accept(_ index: Int = 0, at eventTime: Instant, _ send: (inout OutgoingFrames) -> Void) {
        let input = inputs[index]
        input.frames.isEmptySource = false
        input.frames.beginOrigin(input.offset)
        input.offset += 1
        send(&input.frames)
        input.newest = max(input.newest, eventTime)
        let watermark = input.newest.adding(ms: -latenessMs)
        input.frames.completeOrigin(watermarks: (watermark, .distantPast, .distantPast))
    }

    public func accept(_ fact: FlightFact, index: Int = 0) {
        accept(index, at: fact.eventTime) { frames in
            frames.send(.flightFact, to: .leg(fact.leg), at: fact.eventTime) { fact.encodeBody(into: &$0) }
        }
    }

    /// Lets the event time of every input partition run on.
    public func mark(_ instant: Instant) {
        for index in inputs.indices { accept(index, at: instant) { _ in } }
    }

    /// Cuts the frames under way and runs until nothing is left to read.
    /// - Parameters:
    ///   - tickGranularityMs: rise of a watermark that is told without messages.
    ///   - choose: which of the partitions that have a record is next; the first unless given, for tests of any order.
    public func pump(tickGranularityMs: Int64 = 1, choose: ((Int) -> Int)? = nil) throws(FrameError) {
        for input in inputs {
            input.frames.flush(tickGranularityMs: tickGranularityMs)
            route(&input.frames)
        }
        while true {
            let waiting = partitions.filter { $0.head < $0.queue.count }
            if waiting.isEmpty { return }
            let partition = waiting[choose?(waiting.count) ?? 0]
            guard let record = partition.next() else { continue }
            try step(partition, record)
            partition.engine.outgoing.flush(tickGranularityMs: tickGranularityMs)
            route(&partition.engine.outgoing)
        }
    }

    private func step(_ partition: Partition, _ record: [UInt8]) throws(FrameError) {
        let failure = record.withUnsafeBytes { (bytes) -> FrameError? in
            do throws(FrameError) {
                try partition.engine.process(bytes, offset: partition.offset, isReplay: false)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        partition.offset += 1
        if !partition.engine.outputs.isEmpty {
            disruptions.append(contentsOf: partition.engine.outputs.disruptions)
            notifications.append(contentsOf: partition.engine.outputs.notifications)
            refused.append(contentsOf: partition.engine.outputs.refused)
            predictions.append(contentsOf: partition.engine.outputs.predictions)
            partition.engine.outputs.removeAll()
        }
    }

    /// Hands out the state of every leg that changed since the last call, then every leg that was forgotten.
    public func takeStates(_ body: (FlightState) -> Void, forgotten: (LegKey) -> Void) {
        for partition in partitions { partition.engine.takeStates(body, forgotten: forgotten) }
    }

    /// Hands out the state of every booking that changed since the last call, then every one that was forgotten.
    public func takeBookings(_ body: (BookingState) -> Void, forgotten: (UnsafeRawBufferPointer) -> Void) {
        for partition in partitions { partition.engine.takeBookings(body, forgotten: forgotten) }
    }

    /// Writes a snapshot of a partition; to be called behind `pump` and `takeStates`.
    public func encodeSnapshot(of partition: Int = 0, into writer: inout ByteWriter) {
        partitions[partition].engine.encodeSnapshot(into: &writer)
    }

    private func route(_ frames: inout OutgoingFrames) {
        for frame in frames.takeFinished() { partitions[frame.destination].append(frame.bytes) }
    }

    /// Watermarks, counters and sizes of a partition.
    public func watermarks(of partition: Int = 0) -> StageWatermarks { partitions[partition].engine.watermarks }
    public func counters(of partition: Int = 0) -> EngineCounters { partitions[partition].engine.counters }
    public func sizes(of partition: Int = 0) -> EngineSizes { partitions[partition].engine.sizes }
}

extension LocalRuntime {
    /// The last version of each disruption, in the order of ids.
    public var latest: [DisruptionVersion] {
        var last: [DisruptionID: DisruptionVersion] = [:]
        for version in disruptions where last[version.id].map({ $0.version < version.version }) ?? true {
            last[version.id] = version
        }
        return last.values.sorted { ($0.id.high, $0.id.low) < ($1.id.high, $1.id.low) }
    }

    /// The last versions that are confirmed and hold.
    public var finalFacts: [DisruptionVersion] {
        latest.filter { $0.confirmed && $0.lifecycle != .retracted && $0.lifecycle != .superseded }
    }
}
