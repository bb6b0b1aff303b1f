/// Records on their way to the database, and how far they bring each source. It does nothing but gather.
package struct SinkBatch: Sendable {
    private var tables = SinkTable.allCases.map { _ in RawRecords() }
    private var sources: [SinkSource] = []
    /// The next offset to read, per source.
    private var next: [Int64] = []
    /// The source of the last record: most come in runs of one.
    private var last = 0

    /// A batch of nothing.
    package init() {}

    /// The records of a table.
    package subscript(table: SinkTable) -> RawRecords {
        _read { yield tables[table.rawValue] }
    }

    /// Where each record of a table came from.
    package func origins(of table: SinkTable) -> [RawRecords.Origin] {
        tables[table.rawValue].entries.map { origin(of: $0) }
    }

    /// The next offset to read, per source that the batch has records of.
    package var positions: [SinkSource: Int64] {
        Dictionary(zip(sources, next)) { $1 }
    }

    /// True where there is neither a record nor a position to write.
    package var isEmpty: Bool { sources.isEmpty }
    /// Records of all tables.
    package var rowCount: Int { tables.reduce(0) { $0 + $1.count } }
    /// Bytes of all records.
    package var byteCount: Int { tables.reduce(0) { $0 + $1.byteCount } }

    /// Adds a record; its offset must be above the last one of its source.
    ///
    /// - Parameter header: the last header of a name; only dead letters ask for any.
    package mutating func add(
        _ record: SinkRecord, of table: SinkTable, from source: SinkSource,
        header: (String) -> UnsafeRawBufferPointer?
    ) {
        let number = number(of: source)
        if table == .deadLetters {
            tables[table.rawValue].append(record, source: Int32(number), headers: DeadLetterHeaders(header))
        } else if record.value != nil || table.isForgettable {
            tables[table.rawValue].append(record, source: Int32(number))
        }
        next[number] = record.offset + 1
    }

    /// Says that a source has nothing of use below an offset.
    package mutating func advance(_ source: SinkSource, to offset: Int64) {
        let number = number(of: source)
        next[number] = max(next[number], offset)
    }

    /// Forgets everything, keeps the memory.
    package mutating func removeAll() {
        for index in tables.indices { tables[index].removeAll() }
        sources.removeAll(keepingCapacity: true)
        next.removeAll(keepingCapacity: true)
        last = 0
    }

    func origin(of entry: RawRecords.Entry) -> RawRecords.Origin {
        RawRecords.Origin(source: sources[Int(entry.source)], offset: entry.offset)
    }

    private mutating func number(of source: SinkSource) -> Int {
        if last < sources.count, sources[last] == source { return last }
        last = sources.firstIndex(of: source) ?? sources.count
        if last == sources.count {
            sources.append(source)
            next.append(0)
        }
        return last
    }
}
