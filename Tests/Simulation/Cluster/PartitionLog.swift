import KafkaClient

/// The log of one partition: records and the markers of transactions, which take offsets too.
///
/// Source: KIP-98, "Exactly Once Delivery and Transactional Messaging": control batches, the last stable offset, and
/// aborted transactions, which a read_committed reader filters out.
final class PartitionLog {
    struct Record {
        var key: [UInt8]?
        var value: [UInt8]?
        var headers: [RecordHeader] = []
        var timestampMs: Int64
        /// Of which transaction, by the cluster's count; nil outside of any.
        var transaction: Int?
        var isMarker = false
        /// Compaction has removed it.
        var isGone = false
    }

    let place: TopicPartition
    private(set) var records: [Record] = []
    /// The first offset that is left; what was before it was deleted.
    private(set) var start: Int64 = 0
    /// Transactions that have records here and no marker, with their first offset; oldest first.
    private(set) var open: [(transaction: Int, first: Int64)] = []
    private var aborted: Set<Int> = []
    /// The epoch that the last marker of a producer has fenced all older ones with, by transactional id.
    private var epochs: [String: Int] = [:]
    /// Hears that there is something new to read.
    var onChange: () -> Void = {}

    init(_ place: TopicPartition) { self.place = place }

    /// The next offset: the high watermark, since replicas are never behind here.
    var end: Int64 { Int64(records.count) }
    /// The last stable offset: read_committed readers come as far as here.
    var stableEnd: Int64 { open.first?.first ?? end }

    subscript(offset: Int64) -> Record { records[Int(offset)] }

    func append(_ record: Record) {
        if let transaction = record.transaction, !open.contains(where: { $0.transaction == transaction }) {
            open.append((transaction, end))
        }
        records.append(record)
        onChange()
    }

    /// Whether a transactional producer of this epoch may still write: a marker of a later one fences it.
    func admits(_ transactionalID: String, epoch: Int) -> Bool { epoch >= epochs[transactionalID] ?? 0 }

    /// Ends a transaction here.
    func mark(_ transaction: Int, isCommitted: Bool, _ transactionalID: String, epoch: Int, timestampMs: Int64) {
        open.removeAll { $0.transaction == transaction }
        if !isCommitted { aborted.insert(transaction) }
        epochs[transactionalID] = max(epoch, epochs[transactionalID] ?? 0)
        append(Record(key: nil, value: nil, timestampMs: timestampMs, transaction: nil, isMarker: true))
    }

    /// Whether a read_committed reader is handed the record; it lies below the last stable offset.
    func isVisible(_ offset: Int64) -> Bool {
        let record = self[offset]
        if record.isMarker || record.isGone || offset < start { return false }
        return record.transaction.map { !aborted.contains($0) } ?? true
    }

    /// What a read_committed reader finds.
    var committed: [(offset: Int64, record: Record)] {
        (start..<max(start, stableEnd)).filter(isVisible).map { ($0, self[$0]) }
    }

    /// Deletes what lies below an offset.
    func deleteRecords(below offset: Int64) { start = max(start, min(offset, end)) }

    /// Removes records, whatever else there is.
    func forget(_ isGone: (Record, Int64) -> Bool) {
        for offset in records.indices where isGone(records[offset], Int64(offset)) { records[offset].isGone = true }
    }

    /// Removes records whose key came again in a committed record: some of them, as the cleaner happens to pass. The
    /// newest of a key always stays; records of transactions that are open or aborted count for nothing.
    func compact(_ isPassedOver: (Int64) -> Bool) {
        var newest: [[UInt8]: Int64] = [:]
        for (offset, record) in committed {
            if let key = record.key { newest[key] = offset }
        }
        for (offset, record) in committed {
            guard let key = record.key, let last = newest[key], last > offset, !isPassedOver(offset) else { continue }
            records[Int(offset)].isGone = true
        }
    }
}
