import DisruptionCore
import History

/// History through the engines: reading, engines and writing on threads of their own.
final class HistoryRun: @unchecked Sendable {
    // Unchecked: each part below belongs to one thread while it runs, and to the caller when all have ended.
    private let runtime: ParallelRuntime
    private let files: HistoryFiles
    private let weather: WeatherReports
    private let rules: EventRules
    private let last: Instant?
    private let writer: SaidWriter
    private let slices = BoundedQueue<[InputSlice]>(capacity: BacktestLimits.batchesMax)
    private let said = BoundedQueue<SaidBatch>(capacity: BacktestLimits.batchesMax)
    let progress = RunProgress()

    private var truth = TruthTable()
    /// What was read; to be asked when the run has ended.
    private(set) var history = HistoryTruth(TruthTable())
    private(set) var counters = EngineCounters()
    private var readingError: BacktestError?
    private var runningError: BacktestError?

    /// - Parameter last: nothing behind it is told, and time ends there; nil for everything.
    init(_ runtime: ParallelRuntime, _ input: BacktestInput, writer: SaidWriter, last: Instant? = nil) {
        self.runtime = runtime
        files = input.history
        weather = input.weather
        rules = input.rules
        self.writer = writer
        self.last = last
    }

    /// Runs to the end.
    /// - Parameter watch: called about five times a second on the caller's thread.
    /// - Throws: `BacktestError`; `.stopped` when `isStopped` said so.
    func run(
        isStopped: @escaping @Sendable () -> Bool = { false }, watch: (BacktestProgress) -> Void = { _ in }
    ) throws(BacktestError) {
        let completion = Completion()
        let conductor = try WorkerThread {
            self.conduct(isStopped)
            completion.complete()
        }
        while !completion.wait(milliseconds: 200) { watch(progress.value) }
        conductor.join()
        if let runningError { throw runningError }
        if isStopped() { throw .stopped }
        if let readingError { throw readingError }
    }

    private func conduct(_ isStopped: @escaping @Sendable () -> Bool) {
        do throws(BacktestError) {
            let reading = try WorkerThread(isAide: true) { self.read() }
            let writing: WorkerThread
            do throws(BacktestError) {
                writing = try WorkerThread(isAide: true) { self.writer.run(self.said, self.progress) }
            } catch {
                slices.close()
                reading.join()
                throw error
            }
            do throws(BacktestError) {
                counters = try runtime.run(slices, said, isStopped: isStopped)
            } catch {
                runningError = error
            }
            slices.close()
            said.close()
            reading.join()
            writing.join()
        } catch {
            runningError = error
        }
    }

    private func read() {
        do throws(BacktestError) {
            try readAll()
        } catch {
            readingError = error
        }
        slices.close()
    }

    private func readAll() throws(BacktestError) {
        let rules = rules
        let source = LegSource(files) { leg, isDropped in
            self.truth.append(LegTruth(leg, rules: rules, isDropped: isDropped))
        }
        var reader = SliceReader(
            EventStream(source, rules: rules), weather: weather, partitions: runtime.layout.entities, last: last)
        var batch: [InputSlice] = []
        var events = 0
        do throws(HistoryError) {
            while let slice = try reader.next() {
                batch.append(slice)
                events += slice.events
                guard events >= BacktestLimits.batchEvents || batch.count >= BacktestLimits.batchSlices else {
                    continue
                }
                if !slices.put(batch) { return }
                (batch, events) = ([], 0)
                if truth.rows.count > BacktestLimits.legsMax { break }
            }
        } catch {
            throw .history(error)
        }
        if truth.rows.count > BacktestLimits.legsMax { throw .tooManyLegs(limit: BacktestLimits.legsMax) }
        _ = slices.put(batch)
        slices.close()
        history = HistoryTruth(truth)
    }
}
