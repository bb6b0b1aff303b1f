import KafkaClient

/// How far one partition is read and written.
struct ReaderPartition {
    let table: SinkTable
    let source: SinkSource
    /// The next offset to come; everything below it is in a batch or was read before.
    private(set) var next: Int64
    /// The offset after the last record that a batch took or left out.
    private var taken: Int64
    /// The next offset of this source in the database.
    var stored: Int64
    /// The end when reading began, until the client knows a newer one.
    let endAtStart: Int64
    /// Which records of the stretch before `next` and behind it are to be written; nil where all are.
    private(set) var kept: KeptOffsets?

    /// - Parameters:
    ///   - start: the first offset to read.
    ///   - end: the end as of now.
    ///   - before: how far it was read before reading began anew: what was looked at ahead need not be looked at again.
    init(_ table: SinkTable, _ source: SinkSource, start: Int64, end: Int64, before: ReaderPartition?) {
        self.table = table
        self.source = source
        (next, taken, stored) = (start, start, start)
        endAtStart = end
        if let kept = before?.kept, before?.source == source, (kept.start..<kept.end).contains(start) {
            self.kept = kept
        }
    }

    var place: TopicPartition { TopicPartition(source.topic, source.partition) }

    /// Everything below it is in the database, or is no record.
    var written: Int64 { stored >= taken ? next : stored }

    /// Whether it is so far behind that looking ahead is worth it.
    ///
    /// - Parameter records: how many are still to come.
    func isFarBehind(_ records: Int64, _ limits: SinkLimits) -> Bool {
        table.isOfNewest && kept == nil && records >= limits.lookaheadFromRecords
    }

    /// From here on only what is kept is written, up to the end of that stretch; nil: everything.
    mutating func filter(_ kept: KeptOffsets?) { self.kept = kept }

    /// A record was read.
    ///
    /// - Returns: whether it is to be written.
    mutating func take(_ offset: Int64) -> Bool {
        next = offset + 1
        taken = next
        guard let kept else { return true }
        if next >= kept.end { self.kept = nil }
        return offset >= kept.end || kept.contains(offset)
    }

    /// The end of the partition was met: there is no record below it.
    mutating func reachEnd(_ offset: Int64) { next = max(next, offset) }
}
