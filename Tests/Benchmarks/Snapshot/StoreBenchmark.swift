import DisruptionCore
import DisruptionService
import Glibc
import Harness
import KafkaClient

/// Snapshots of a full day's state on their way through a broker: from the lanes' hands to complete manifests, and by
/// another process, with nothing open yet, into engines again.
struct StoreBenchmark {
    private let state: SnapshotState
    private let configuration: Configuration
    private let catalog: TopicCatalog
    private let log = Log(format: .text(isColoured: false), level: .error)

    /// How long one step may take, seconds.
    private static let patienceSeconds = 60.0

    /// Seconds of each run.
    private struct Times {
        var written: [Double] = []
        var restored: [Double] = []
        /// With starting threads and clients.
        var started: [Double] = []
    }

    static func report(_ options: BenchmarkOptions, _ broker: BenchmarkBroker) throws {
        let name = "bench-\(getpid())-store"
        let own = Installation(bootstrapServers: broker.bootstrapServers, name: name, inputs: name)
        try own.applyTopics()
        defer { try? own.remove(andInputs: true) }
        var configuration = Configuration()
        configuration.kafka.bootstrapServers = broker.bootstrapServers
        for topic in TopicNames.logical { configuration.topics[topic] = own.topic(topic) }
        let benchmark = StoreBenchmark(
            state: try SnapshotState(path: options.legs), configuration: configuration,
            catalog: try TopicCatalog.builtIn())
        try benchmark.measure(runs: options.runs)
    }

    private func measure(runs: Int) throws {
        let store = try SnapshotStore(configuration, catalog, incarnation: 1, log: log)
        try store.start()
        defer { store.close(within: .seconds(5)) }
        let lane = store.lane(0) {}
        var times = Times()
        var bytes = 0
        var entities = 0
        // The first of each is for the broker's compiler, and for connecting.
        for run in 0...runs {
            Console.progress("store: run \(run) of \(runs)")
            let written = try write(lane, at: Int64(run + 1))
            let restored = try restore()
            bytes = written.bytes
            entities = restored.entities
            if run == 0 { continue }
            times.written.append(written.seconds)
            times.restored.append(restored.seconds)
            times.started.append(restored.withStart)
        }
        say(times, bytes: bytes, entities: entities)
    }

    private func write(_ lane: some LaneSnapshots, at position: Int64) throws -> (seconds: Double, bytes: Int) {
        var tickets: [SnapshotTicket] = []
        var bytes = 0
        var snapshots: [TakenBytes] = []
        for partition in 0..<SnapshotState.layout.entities {
            var writer = ByteWriter(capacity: 1 << 20)
            state.runtime.encodeSnapshot(of: partition, into: &writer)
            bytes += writer.count
            snapshots.append(TakenBytes(writer))
        }
        let start = ContinuousClock.now
        for (partition, snapshot) in snapshots.enumerated() {
            let ticket = lane.begin(
                TakenSnapshot(
                    partition: partition, position: position, bytes: snapshot.take(),
                    entities: state.runtime.sizes(of: partition).entities, takenAtMs: 0, encodeMicroseconds: 0))
            guard let ticket else { throw HarnessError("there is no room for the snapshots") }
            ticket.noteCommitted()
            tickets.append(ticket)
        }
        try wait("the snapshots are complete") { tickets.allSatisfy { $0.state.isSettled } }
        let seconds = (ContinuousClock.now - start).seconds
        if let failed = tickets.first(where: { $0.state != .complete }) { throw HarnessError("\(failed.state)") }
        return (seconds, bytes)
    }

    private func restore() throws -> (seconds: Double, withStart: Double, entities: Int) {
        let begin = ContinuousClock.now
        let store = try SnapshotStore(configuration, catalog, incarnation: 1, log: log)
        try store.start()
        defer { store.close(within: .seconds(5)) }
        let lane = store.lane(0) {}
        let history = try lane.look(within: .seconds(20))
        let looked = ContinuousClock.now
        var loads: [SnapshotLoad<Restored>] = []
        let (layout, reference) = (SnapshotState.layout, state.reference)
        for partition in 0..<layout.entities {
            let found = SnapshotChoice.candidates(history, partition: partition, atOrBelow: .max)
            guard let manifest = found.first else { throw HarnessError("partition \(partition) has no snapshot") }
            loads.append(
                lane.load(manifest) { bytes in
                    Restored(
                        try PartitionEngine(
                            restoring: bytes, partition: partition, layout: layout, incarnation: 1,
                            reference: reference))
                })
        }
        var engines: [Restored] = []
        try wait("the snapshots are restored") {
            var left: [SnapshotLoad<Restored>] = []
            for load in loads {
                switch load.poll() {
                case .loading: left.append(load)
                case .loaded(let restored): engines.append(restored)
                case .broken(let why): throw HarnessError("\(why)")
                }
            }
            loads = left
            return loads.isEmpty
        }
        let end = ContinuousClock.now
        return (
            (end - looked).seconds, (end - begin).seconds, engines.reduce(0) { $0 + $1.engine.sizes.entities }
        )
    }

    private func wait(_ what: String, until isTrue: () throws -> Bool) throws {
        let start = ContinuousClock.now
        while try !isTrue() {
            try Interruption.check()
            if (ContinuousClock.now - start).seconds > Self.patienceSeconds {
                throw HarnessError("not in time: \(what)")
            }
            usleep(500)
        }
    }

    private func say(_ times: Times, bytes: Int, entities: Int) {
        let megabytes = Double(bytes) / 1e6
        let (written, restored) = (Figure.median(times.written), Figure.median(times.restored))
        let rate = Double(entities) / restored
        Console.say(
            """
            store: \(Figure.decimal(megabytes)) MB of \(SnapshotState.layout.entities) partitions written and complete \
            in \(Figure.decimal(1e3 * written, 0)) ms, \(Figure.decimal(megabytes / written)) MB/s
              read and restored in \(Figure.decimal(1e3 * restored, 0)) ms, \
            \(Figure.decimal(megabytes / restored)) MB/s, \(Figure.grouped(Int(rate))) entities/s; \
            \(References.verdict(rate, atLeast: References.restoreGoal)); with starting clients and finding them \
            \(Figure.decimal(1e3 * Figure.median(times.started), 0)) ms
            """)
    }

    /// An engine; a class for being ~Copyable in an array. Only the thread that made it, then the one that waits, has
    /// it.
    private final class Restored: @unchecked Sendable {
        let engine: PartitionEngine
        init(_ engine: consuming PartitionEngine) { self.engine = engine }
    }

    /// Bytes in an array, to be taken out once.
    private final class TakenBytes {
        private var writer: ByteWriter
        init(_ writer: consuming ByteWriter) { self.writer = writer }

        func take() -> ByteWriter {
            var taken = ByteWriter(capacity: 64)
            swap(&taken, &writer)
            return taken
        }
    }
}
