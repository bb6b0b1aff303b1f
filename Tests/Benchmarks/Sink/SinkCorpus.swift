import DisruptionService
import KafkaClient
import WireFormat

/// Records in memory, as the partitions of the output topics hold them.
struct SinkCorpus {
    struct Entry {
        let table: SinkTable
        let partition: Int32
        let key: Range<Int>
        /// nil is a tombstone.
        let value: Range<Int>?
        let headers: [DeadLetter.Header]
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    /// Events that the records are of.
    private(set) var events = 0

    /// Partitions of each topic, as contracts have them.
    static func partitions(of table: SinkTable) -> Int32 {
        switch table {
        case .disruptions: 3
        case .flightState: 6
        case .bookings: 4
        case .deadLetters, .notifications, .alerts: 2
        }
    }

    /// All records that a job leads to, in order.
    init(_ job: ReferenceJob) throws {
        events = try EngineOutputs(job: job).forEach { record in
            let key = append(record.key)
            entries.append(
                Entry(
                    table: record.table,
                    partition: Partitioner.partition(
                        forKey: record.key, partitionCount: Self.partitions(of: record.table)),
                    key: key, value: record.value.map { append($0) }, headers: record.headers))
        }
    }

    private init(bytes: [UInt8], entries: [Entry]) {
        self.bytes = bytes
        self.entries = entries
    }

    /// Of each key only the last record that is no tombstone, so that every record is a row; dead letters all.
    func distinct() -> SinkCorpus {
        var seen: Set<ArraySlice<UInt8>> = []
        let kept = entries.reversed().filter { entry in
            entry.table == .deadLetters || entry.value != nil && seen.insert(bytes[entry.key]).inserted
        }
        return SinkCorpus(bytes: bytes, entries: kept.reversed())
    }

    /// How many records of a table.
    func count(_ table: SinkTable) -> Int { entries.reduce(0) { $0 + ($1.table == table ? 1 : 0) } }

    /// How many tell the end of a key.
    var tombstones: Int { entries.reduce(0) { $0 + ($1.value == nil ? 1 : 0) } }

    /// Mean size of the values of a table.
    func valueBytes(_ table: SinkTable) -> Int {
        let values = entries.compactMap { $0.table == table ? $0.value?.count : nil }
        return values.reduce(0, +) / max(1, values.count)
    }

    private mutating func append(_ text: UnsafeRawBufferPointer) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return start..<bytes.count
    }
}
