/// Records of one table in a batch, as they came: their bytes end to end.
package struct RawRecords: Sendable {
    /// The record that a row is made from.
    package struct Origin: Sendable, Equatable {
        package let source: SinkSource
        package let offset: Int64
    }

    /// Where one record stands.
    struct Entry {
        /// The number of its source in the batch.
        let source: Int32
        let hasKey: Bool
        let hasValue: Bool
        let offset: Int64
        /// The Kafka timestamp, milliseconds since 1970 UTC.
        let timestampMs: Int64
        let start: Int
        let keyEnd: Int
        let end: Int
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    /// Of dead letters, per record.
    private(set) var headers: [DeadLetterHeaders] = []

    /// The number of records.
    package var count: Int { entries.count }
    /// Bytes of keys and values.
    package var byteCount: Int { bytes.count }

    mutating func append(_ record: SinkRecord, source: Int32) {
        let start = bytes.count
        if let key = record.key { bytes.append(contentsOf: key) }
        let keyEnd = bytes.count
        if let value = record.value { bytes.append(contentsOf: value) }
        entries.append(
            Entry(
                source: source, hasKey: record.key != nil, hasValue: record.value != nil, offset: record.offset,
                timestampMs: record.timestampMs, start: start, keyEnd: keyEnd, end: bytes.count))
    }

    mutating func append(_ record: SinkRecord, source: Int32, headers letter: DeadLetterHeaders) {
        headers.append(letter)
        append(record, source: source)
    }

    /// Forgets the records, keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        headers.removeAll(keepingCapacity: true)
    }

    /// Lends the key and the value of a record, nil where it has none.
    func with<R, Failure: Error>(
        _ entry: Entry, _ body: (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?) throws(Failure) -> R
    ) throws(Failure) -> R {
        try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
            let bytes = UnsafeRawBufferPointer(buffer)
            return try body(
                entry.hasKey ? UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.keyEnd]) : nil,
                entry.hasValue ? UnsafeRawBufferPointer(rebasing: bytes[entry.keyEnd..<entry.end]) : nil)
        }
    }
}
