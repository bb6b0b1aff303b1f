import DisruptionCore

/// The in-memory runtime for months of history: the same engines as the daemon's, one thread for each entities
/// partition, reading and writing on threads of their own.
///
/// Event time goes in slices; inside a slice the partitions work in rounds until nobody has anything left to say. Each
/// applies what it gets in a fixed order, so what is said does not depend on threads or machines; with another number
/// of partitions versions are numbered otherwise, and the final facts are the same.
struct ParallelRuntime {
    let layout: LogLayout
    let settings: EngineSettings
    let reference: AirportDirectory
    var runways = RunwayDirectory.empty
    var limits = TableLimits()
    /// In force from the beginning.
    var learned: LearnedFile?

    /// - Parameter partitions: 1…`BacktestLimits.partitionsMax`.
    init(partitions: Int, settings: EngineSettings, reference: AirportDirectory) {
        layout = LogLayout(flightEvents: 1, externalData: 1, passengerEvents: 1, entities: partitions)
        self.settings = settings
        self.reference = reference
    }

    /// Runs slices until there are none.
    /// - Parameters:
    ///   - input: slices in order; it is closed behind the last.
    ///   - output: what is said; closed behind the last.
    ///   - isStopped: asked between slices.
    /// - Returns: what the engines did.
    /// - Throws: `BacktestError.noThread`, `.frame`.
    func run(
        _ input: BoundedQueue<[InputSlice]>, _ output: BoundedQueue<SaidBatch>,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(BacktestError) -> EngineCounters {
        let board = EngineBoard(partitions: layout.entities, input: input, output: output, isStopped: isStopped)
        let barrier = RoundBarrier(members: layout.entities)
        // A thread that is missing is noticed before any waits for it.
        let start = BoundedQueue<Bool>(capacity: layout.entities)
        var threads: [WorkerThread] = []
        var problem: BacktestError?
        do throws(BacktestError) {
            for partition in 0..<layout.entities {
                let worker = Handover(try worker(partition))
                threads.append(
                    try WorkerThread {
                        guard start.take() == true else { return }
                        worker.value.run(board, barrier)
                    })
            }
            for _ in threads { _ = start.put(true) }
        } catch {
            problem = error
            input.close()
            output.close()
        }
        start.close()
        for thread in threads { thread.join() }
        if let problem { throw problem }
        if let failure = board.failure { throw .frame(failure) }
        return board.counted
    }

    private func worker(_ partition: Int) throws(BacktestError) -> EngineWorker {
        do throws(FrameError) {
            return try EngineWorker(
                PartitionEngine(
                    partition: partition, layout: layout, incarnation: 1, reference: reference, runways: runways,
                    limits: limits),
                layout: layout, settings: settings, learned: learned)
        } catch {
            throw .frame(error)
        }
    }
}

/// Something that one thread makes and another owns from then on.
final class Handover<Value>: @unchecked Sendable {
    // Unchecked: the maker does not touch it once the other thread has begun.
    let value: Value

    init(_ value: Value) { self.value = value }
}
