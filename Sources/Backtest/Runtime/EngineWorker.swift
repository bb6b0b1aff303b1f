import DisruptionCore

/// The thread of one entities partition: owns its engine and steps it round by round.
final class EngineWorker {
    private var engine: PartitionEngine
    private let partition: Int
    private var offset: Int64 = 0

    /// - Parameter engine: new; the configuration is its log's first record.
    init(
        _ engine: consuming PartitionEngine, layout: LogLayout, settings: EngineSettings, learned: LearnedFile?
    ) throws(FrameError) {
        partition = engine.partition
        self.engine = engine
        self.engine.handsOutPredictions = true
        if let learned { self.engine.give(learned) }
        try step(
            ConfigurationRecord(generation: 1, layout: layout, settings: settings, learned: learned?.hash ?? 0)
                .encoded(partition: partition))
    }

    /// Works until the board says that it is over.
    func run(_ board: EngineBoard, _ barrier: RoundBarrier) {
        while true {
            barrier.meet { board.lead() }
            if board.isOver { return }
            do throws(FrameError) {
                try board.forEachRecord(for: partition) { (record) throws(FrameError) in try step(record) }
            } catch {
                board.fail(partition, error)
            }
            engine.outgoing.flush(tickGranularityMs: 1)
            board.conclude(partition, engine.outgoing.takeFinished(), &engine.outputs, engine.counters)
        }
    }

    private func step(_ record: [UInt8]) throws(FrameError) {
        let failure = record.withUnsafeBytes { (bytes) -> FrameError? in
            do throws(FrameError) {
                try engine.process(bytes, offset: offset, isReplay: false)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        offset += 1
    }
}
