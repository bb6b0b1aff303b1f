import DisruptionCore

/// Snapshots of a full day's state in memory: how large they are, how long a lane stands still for one, and how fast
/// they are restored on one core.
struct SnapshotBenchmark {
    let state: SnapshotState
    let runs: Int
    private var sizes = EngineSizes()
    private var snapshots: [[UInt8]] = []

    /// Milliseconds that the encoding of each partition took in one run.
    typealias Pauses = [Double]

    init(state: SnapshotState, runs: Int) {
        self.state = state
        self.runs = runs
    }

    /// Encodes every partition, and keeps the bytes.
    private mutating func encode(into writer: inout ByteWriter) -> Pauses {
        snapshots.removeAll(keepingCapacity: true)
        return (0..<SnapshotState.layout.entities).map { partition in
            writer.removeAll()
            let time = ContinuousClock().measure { state.runtime.encodeSnapshot(of: partition, into: &writer) }
            snapshots.append(Array(writer.bytes))
            return time.seconds * 1000
        }
    }

    /// An engine; a class for being ~Copyable in an array.
    private final class Restored {
        let engine: PartitionEngine
        init(_ engine: consuming PartitionEngine) { self.engine = engine }
    }

    /// Restores every partition, and lets go of them behind the clock.
    /// - Returns: seconds.
    private func restore() throws -> Double {
        var engines: [Restored] = []
        var failure: SnapshotError?
        let time = ContinuousClock().measure {
            for (partition, snapshot) in snapshots.enumerated() {
                snapshot.withUnsafeBytes { bytes in
                    do throws(SnapshotError) {
                        engines.append(
                            Restored(
                                try PartitionEngine(
                                    restoring: bytes, partition: partition, layout: SnapshotState.layout,
                                    incarnation: 1, reference: state.reference)))
                    } catch {
                        failure = error
                    }
                }
            }
        }
        if let failure { throw failure }
        guard engines.reduce(0, { $0 + $1.engine.sizes.entities }) == sizes.entities else {
            throw SnapshotError.malformed(.end)
        }
        return time.seconds
    }

    private mutating func measure() throws {
        for partition in 0..<SnapshotState.layout.entities { sizes.add(state.runtime.sizes(of: partition)) }
        var writer = ByteWriter()
        let first = encode(into: &writer)
        var worst: [Double] = []
        var rates: [Double] = []
        let firstRestored = try restore()
        for _ in 0..<runs {
            worst.append(encode(into: &writer).max() ?? 0)
            rates.append(Double(sizes.entities) / (try restore()))
        }
        say((first.max() ?? 0, Figure.median(worst)), firstRestored, rate: Figure.median(rates))
    }

    /// - Parameters:
    ///   - pauses: milliseconds of the first time, when the writer had to grow, and of those behind it.
    ///   - first: seconds of the first restoring, into memory that the process had not touched.
    private func say(_ pauses: (first: Double, usual: Double), _ first: Double, rate: Double) {
        let bytes = snapshots.reduce(0) { $0 + $1.count }
        Console.say(
            """
            snapshot of \(Figure.grouped(sizes.entities)) entities in \(snapshots.count) partitions \
            (\(Figure.grouped(sizes.legs)) legs, \(Figure.grouped(sizes.aircraft)) tails, \
            \(Figure.grouped(sizes.airports)) airports, \(Figure.grouped(sizes.airlines)) airlines, \
            \(Figure.grouped(sizes.timers)) timers; \(state.origin), \(Figure.grouped(state.events)) events): \
            \(Figure.decimal(Double(bytes) / 1e6)) MB, \(bytes / max(1, sizes.entities)) bytes an entity
              encoding one partition, the worst of them: \(Figure.decimal(pauses.usual, 2)) ms, the first time \
            \(Figure.decimal(pauses.first, 2)) ms; \
            \(References.verdict(pauses.usual, atMost: References.snapshotPauseGoalMs, "ms"))
              restoring, one core: \(Figure.grouped(Int(rate))) entities/s, \
            \(Figure.decimal(1e3 * Double(sizes.entities) / rate)) ms for all, the first time \
            \(Figure.decimal(1e3 * first)) ms; \(References.verdict(rate, atLeast: References.restoreGoal))
            """)
    }

    /// Runs and prints.
    static func report(_ options: BenchmarkOptions) throws {
        var benchmark = SnapshotBenchmark(state: try SnapshotState(path: options.legs), runs: options.runs)
        try benchmark.measure()
    }
}
