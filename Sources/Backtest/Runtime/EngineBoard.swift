import DisruptionCore

/// What the threads of a runtime show each other: the slice under way, frames on their way, what was said.
///
/// No lock: in a round each thread writes only places of its own, and reads those that others wrote a round before; the
/// barrier lies between. What `lead` does, one thread does while all others wait.
final class EngineBoard: @unchecked Sendable {
    /// Frames from one partition to another, in a round of even or odd number.
    private let exchange: UnsafeMutablePointer<[[UInt8]]>
    /// What each partition sent in the round, and said in the slice.
    private let sent: UnsafeMutablePointer<Int>
    private let said: UnsafeMutablePointer<SaidBatch>
    private let failures: UnsafeMutablePointer<FrameError?>
    private let counters: UnsafeMutablePointer<EngineCounters>
    let partitions: Int

    /// The round of the slice under way, from 0; its first reads the slice, the others what was sent in the one before.
    private(set) var round = 0
    private(set) var slice = InputSlice(end: .distantPast, records: [], events: 0)
    private(set) var isOver = false

    private let input: BoundedQueue<[InputSlice]>
    private let output: BoundedQueue<SaidBatch>
    private let isStopped: @Sendable () -> Bool
    private var slices: [InputSlice] = []
    private var slicesAt = 0
    private var batch = SaidBatch()
    private var slicesInBatch = 0
    private var hasSlice = false

    init(
        partitions: Int, input: BoundedQueue<[InputSlice]>, output: BoundedQueue<SaidBatch>,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.partitions = partitions
        self.input = input
        self.output = output
        self.isStopped = isStopped
        exchange = .allocate(capacity: 2 * partitions * partitions)
        exchange.initialize(repeating: [], count: 2 * partitions * partitions)
        sent = .allocate(capacity: partitions)
        sent.initialize(repeating: 0, count: partitions)
        said = .allocate(capacity: partitions)
        said.initialize(repeating: SaidBatch(), count: partitions)
        failures = .allocate(capacity: partitions)
        failures.initialize(repeating: nil, count: partitions)
        counters = .allocate(capacity: partitions)
        counters.initialize(repeating: EngineCounters(), count: partitions)
    }

    deinit {
        exchange.deinitialize(count: 2 * partitions * partitions)
        exchange.deallocate()
        sent.deallocate()
        said.deinitialize(count: partitions)
        said.deallocate()
        failures.deallocate()
        counters.deallocate()
    }

    /// Calls `body` with each record of the round for a partition: in the first round those of the slice, else what
    /// partition 0 sent, then partition 1 and so on, each in its own order.
    func forEachRecord(for partition: Int, _ body: ([UInt8]) throws(FrameError) -> Void) throws(FrameError) {
        if round == 0 {
            for record in slice.records[partition] { try body(record) }
            return
        }
        for source in 0..<partitions {
            for record in exchange[place(source, partition, round - 1)] { try body(record) }
        }
    }

    /// Puts down what a partition sent in the round, and takes what it said.
    func conclude(_ partition: Int, _ frames: [Frame], _ outputs: inout Outputs, _ counters: EngineCounters) {
        for destination in 0..<partitions {
            exchange[place(partition, destination, round)].removeAll(keepingCapacity: true)
        }
        for frame in frames { exchange[place(partition, frame.destination, round)].append(frame.bytes) }
        sent[partition] = frames.count
        self.counters[partition] = counters
        if outputs.isEmpty { return }
        if !outputs.disruptions.isEmpty {
            said[partition].disruptions.append([])
            swap(&said[partition].disruptions[said[partition].disruptions.count - 1], &outputs.disruptions)
        }
        said[partition].predictions.append(contentsOf: outputs.predictions)
        said[partition].refused += outputs.refused.count
        outputs.removeAll()
    }

    /// A partition cannot go on.
    func fail(_ partition: Int, _ error: FrameError) { failures[partition] = error }

    /// Why a partition could not go on; to be asked when all threads have ended.
    var failure: FrameError? { (0..<partitions).lazy.compactMap { self.failures[$0] }.first }

    /// What all engines did; to be asked when all threads have ended.
    var counted: EngineCounters {
        var sum = EngineCounters()
        for partition in 0..<partitions { sum.add(counters[partition]) }
        return sum
    }

    private func place(_ source: Int, _ destination: Int, _ round: Int) -> Int {
        (round & 1) * partitions * partitions + source * partitions + destination
    }

    /// Decides what the next round is: one thread does it, between two rounds.
    func lead() {
        if failure != nil { return end() }
        if hasSlice, (0..<partitions).contains(where: { sent[$0] > 0 }) {
            round += 1
            return
        }
        if hasSlice { gather() }
        if isStopped() { return end() }
        if slicesAt == slices.count {
            guard let next = input.take() else { return end() }
            slices = next
            slicesAt = 0
        }
        slice = slices[slicesAt]
        slicesAt += 1
        round = 0
        hasSlice = true
    }

    /// Takes what was said in the slice, by partition; hands it over when it is enough.
    private func gather() {
        for partition in 0..<partitions {
            batch.disruptions.append(contentsOf: said[partition].disruptions)
            batch.predictions.append(contentsOf: said[partition].predictions)
            batch.refused += said[partition].refused
            said[partition].disruptions.removeAll(keepingCapacity: true)
            said[partition].predictions.removeAll(keepingCapacity: true)
            said[partition].refused = 0
        }
        batch.events += slice.events
        batch.reached = slice.end
        slicesInBatch += 1
        if batch.events >= BacktestLimits.batchEvents || slicesInBatch >= BacktestLimits.batchSlices { handOver() }
    }

    private func handOver() {
        _ = output.put(batch)
        batch = SaidBatch()
        slicesInBatch = 0
    }

    private func end() {
        if slicesInBatch > 0 { handOver() }
        isOver = true
        output.close()
        input.close()
    }
}

/// What was said in some slices, in order of slice and partition.
struct SaidBatch: Sendable {
    /// By round, as the engines handed them out: moved and never copied.
    var disruptions: [[DisruptionVersion]] = []
    var predictions: [RotationPrediction] = []
    /// Facts that had no effect.
    var refused = 0
    var events = 0
    /// End of the last slice.
    var reached = Instant.distantPast
}
