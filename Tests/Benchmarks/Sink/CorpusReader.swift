import DisruptionService
import WireFormat

/// Hands a corpus to a session as Kafka's queues would, with no Kafka in between.
final class CorpusReader: SinkReading {
    private let corpus: SinkCorpus
    private let limits: SinkLimits
    /// Numbers of the entries, per share.
    private var shares: [[Int]] = []
    private var taken: [Int] = []
    private var stored = 0
    /// Per entry: its offset in its partition.
    private let offsets: [Int64]
    /// True once every record is in the database.
    private(set) var isWritten = false
    private var left: Int

    init(_ corpus: SinkCorpus, limits: SinkLimits) {
        self.corpus = corpus
        self.limits = limits
        var next: [String: Int64] = [:]
        offsets = corpus.entries.map { entry in
            let place = "\(entry.table.name)/\(entry.partition)"
            defer { next[place, default: 0] += 1 }
            return next[place, default: 0]
        }
        left = corpus.entries.count
    }

    func start(at positions: [SinkPosition], shares count: Int) throws -> [(SinkSource, SinkStart.Finding)] {
        shares = Array(repeating: [], count: count)
        for (number, entry) in corpus.entries.enumerated() {
            shares[source(entry).share(of: count)].append(number)
        }
        taken = Array(repeating: 0, count: count)
        return []
    }

    private func source(_ entry: SinkCorpus.Entry) -> SinkSource {
        SinkSource(topic: entry.table.name, partition: entry.partition, log: 1)
    }

    func lookAhead() -> Bool { false }

    func fill(_ batch: inout SinkBatch, share: Int) throws -> SinkClock.Level {
        corpus.bytes.withUnsafeBytes { bytes in
            while taken[share] < shares[share].count {
                guard batch.rowCount < limits.batchRowsMax, batch.byteCount < limits.batchBytesMax else {
                    return .full
                }
                let number = shares[share][taken[share]]
                let entry = corpus.entries[number]
                let record = SinkRecord(
                    offset: offsets[number], timestampMs: 1_199_145_600_000,
                    key: UnsafeRawBufferPointer(rebasing: bytes[entry.key]),
                    value: entry.value.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) })
                add(record, entry, to: &batch)
                taken[share] += 1
                left -= 1
            }
            return .drained
        }
    }

    private func add(_ record: SinkRecord, _ entry: SinkCorpus.Entry, to batch: inout SinkBatch) {
        let names = entry.headers.map(\.name)
        let values = entry.headers.map { $0.value ?? [] }
        let joined = values.flatMap { $0 }
        joined.withUnsafeBytes { joined in
            var found: [String: UnsafeRawBufferPointer] = [:]
            var start = 0
            for (name, value) in zip(names, values) {
                found[name] = UnsafeRawBufferPointer(rebasing: joined[start..<start + value.count])
                start += value.count
            }
            batch.add(record, of: entry.table, from: source(entry)) { found[$0] }
        }
    }

    func tookEffect(_ positions: [SinkSource: Int64]) {}

    /// Records that were not handed over yet.
    func lag(asking: Bool) -> Int64? { Int64(left) }

    func close() {}
}
