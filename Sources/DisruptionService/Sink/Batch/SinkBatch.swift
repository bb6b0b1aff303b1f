import PostgresClient

/// Records turned into rows, and how far they bring each source. Pure: it does nothing but gather.
///
/// Bodies are passed on as they are; the database takes the columns out of them. So no record can be refused here, and
/// what the database refuses is found by `Bisection`.
package struct SinkBatch: Sendable {
    private var tables = SinkTable.allCases.map { _ in StagedRows() }
    /// A batch of nothing.
    package init() {}

    /// The next offset to read, per source that the batch has records of.
    package private(set) var positions: [SinkSource: Int64] = [:]
    /// Records that mean nothing to their table: tombstones of a topic without any.
    private(set) var ignored = 0

    /// The rows of a table.
    package subscript(table: SinkTable) -> StagedRows {
        _read { yield tables[table.rawValue] }
    }

    /// True where there is neither a row nor a position to write.
    package var isEmpty: Bool { positions.isEmpty }
    /// Rows of all tables.
    package var rowCount: Int { tables.reduce(0) { $0 + $1.count } }
    /// Bytes of all rows, as they go to the server.
    package var byteCount: Int { tables.reduce(0) { $0 + $1.byteCount } }

    /// Adds a record; its offset must be above the last one of its source.
    ///
    /// - Parameter header: the last header of a name; only dead letters ask for any.
    package mutating func add(
        _ record: SinkRecord, of table: SinkTable, from source: SinkSource,
        header: (String) -> UnsafeRawBufferPointer?
    ) {
        let origin = StagedRows.Origin(source: source, offset: record.offset)
        switch table {
        case .disruptions: addDisruption(record, origin)
        case .flightState: addFlightState(record, origin)
        case .deadLetters: addDeadLetter(record, origin, DeadLetterHeaders(header))
        }
        positions[source] = record.offset + 1
    }

    /// Says that a source has nothing more below an offset: markers and aborted records are no records.
    package mutating func advance(_ source: SinkSource, to offset: Int64) {
        positions[source] = max(positions[source] ?? 0, offset)
    }

    /// Forgets everything, keeps the memory.
    package mutating func removeAll() {
        for index in tables.indices { tables[index].removeAll() }
        positions.removeAll(keepingCapacity: true)
        ignored = 0
    }

    private mutating func addDisruption(_ record: SinkRecord, _ origin: StagedRows.Origin) {
        guard let value = record.value else {
            ignored += 1
            return
        }
        let number = tables[SinkTable.disruptions.rawValue].count
        tables[SinkTable.disruptions.rawValue].append(origin) { row in
            row.append(integer: number)
            row.append(json: value)
        }
    }

    private mutating func addFlightState(_ record: SinkRecord, _ origin: StagedRows.Origin) {
        let number = tables[SinkTable.flightState.rawValue].count
        tables[SinkTable.flightState.rawValue].append(origin, isTombstone: record.value == nil) { row in
            row.append(integer: number)
            row.append(textOrNull: record.key)
            if let value = record.value { row.append(json: value) } else { row.appendNull() }
        }
    }

    private mutating func addDeadLetter(
        _ record: SinkRecord, _ origin: StagedRows.Origin, _ headers: DeadLetterHeaders
    ) {
        let number = tables[SinkTable.deadLetters.rawValue].count
        tables[SinkTable.deadLetters.rawValue].append(origin) { row in
            row.append(integer: number)
            row.append(integer: origin.source.partition)
            row.append(integer: record.offset)
            row.append(textOrNull: headers.reason ?? "UNKNOWN")
            row.append(textOrNull: headers.detail)
            row.append(textOrNull: headers.stage)
            row.append(integerOrNull: headers.attempt)
            row.append(textOrNull: headers.configID)
            row.append(textOrNull: headers.topic)
            row.append(integerOrNull: headers.partition)
            row.append(integerOrNull: headers.offset)
            row.append(integerOrNull: headers.timestampMs)
            row.append(integer: record.timestampMs)
            row.append(boolean: headers.isValueWithheld)
            row.append(byteaOrNull: record.key)
            row.append(byteaOrNull: headers.isValueWithheld ? nil : record.value)
        }
    }
}

extension CopyText {
    fileprivate mutating func append(textOrNull value: UnsafeRawBufferPointer?) {
        if let value { append(text: value) } else { appendNull() }
    }

    fileprivate mutating func append(textOrNull value: String?) {
        if let value { append(text: value) } else { appendNull() }
    }

    fileprivate mutating func append(integerOrNull value: Int64?) {
        if let value { append(integer: value) } else { appendNull() }
    }

    fileprivate mutating func append(byteaOrNull value: UnsafeRawBufferPointer?) {
        if let value { append(bytea: value) } else { appendNull() }
    }
}
