import DisruptionCore

/// The log of one entities partition as its engine makes it, record by record, so that it can be read again.
final class EngineLog {
    private(set) var records: [[UInt8]] = []
    private var inputs: [Input] = []
    private var newest = Instant.distantPast
    private let settings: EngineSettings
    static let layout = LogLayout.single

    /// Frames of one input topic; a class for being ~Copyable in an array.
    private final class Input {
        var frames: OutgoingFrames
        var offset: Int64 = 0
        init(_ topic: SourceTopic) {
            frames = OutgoingFrames(topic: topic, partition: 0, incarnation: 1, destinations: 1)
            frames.isEmptySource = true
        }
    }

    init(settings: EngineSettings = EngineSettings()) {
        self.settings = settings
        inputs = [.flightEvents, .externalData, .passengerEvents].map(Input.init)
        records.append(
            ConfigurationRecord(generation: 1, layout: Self.layout, settings: settings).encoded(partition: 0))
    }

    func accept(_ fact: FlightFact, input: Int) {
        send(input, at: fact.eventTime) { frames in
            frames.send(.flightFact, to: .leg(fact.leg), at: fact.eventTime) { fact.encodeBody(into: &$0) }
        }
    }

    /// Lets event time run on.
    func mark(_ instant: Instant) { for input in inputs.indices { send(input, at: instant) { _ in } } }

    func change(to settings: EngineSettings, generation: Int64) {
        records.append(
            ConfigurationRecord(generation: generation, layout: Self.layout, settings: settings).encoded(partition: 0))
    }

    private func send(_ index: Int, at time: Instant, _ body: (inout OutgoingFrames) -> Void) {
        let input = inputs[index]
        input.frames.isEmptySource = false
        input.frames.beginOrigin(input.offset)
        input.offset += 1
        body(&input.frames)
        newest = max(newest, time)
        input.frames.completeOrigin(watermarks: (newest.adding(minutes: -5), .distantPast, .distantPast))
    }

    /// Cuts the frames under way and writes them.
    func flush() {
        for input in inputs {
            input.frames.flush(tickGranularityMs: 1)
            records += input.frames.takeFinished().map(\.bytes)
        }
    }

    /// An engine that has read nothing.
    static func engine(limits: TableLimits = TableLimits()) -> PartitionEngine {
        PartitionEngine(partition: 0, layout: layout, incarnation: 1, reference: .empty, limits: limits)
    }

    /// Lets an engine read the log to its end and write to it what it says to itself.
    func run(_ engine: inout PartitionEngine, from start: Int = 0) throws -> [DisruptionVersion] {
        var told: [DisruptionVersion] = []
        var at = start
        while at < records.count {
            told += try Self.step(&engine, records[at], offset: at, isReplay: false)
            engine.outgoing.flush(tickGranularityMs: 1)
            records += engine.outgoing.takeFinished().map(\.bytes)
            at += 1
        }
        return told
    }

    /// - Returns: what it tells of one record.
    static func step(
        _ engine: inout PartitionEngine, _ record: [UInt8], offset: Int, isReplay: Bool
    ) throws -> [DisruptionVersion] {
        let failure = record.withUnsafeBytes { bytes -> FrameError? in
            do throws(FrameError) {
                try engine.process(bytes, offset: Int64(offset), isReplay: isReplay)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        defer { engine.outputs.removeAll() }
        return engine.outputs.disruptions
    }
}
