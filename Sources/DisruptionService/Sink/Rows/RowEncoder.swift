import PostgresClient
import WireFormat

/// Turns a batch into rows. Of the records of one key in a batch only the one of the highest version becomes a row; so
/// the table ends as if each had been written, and a stage has each key once. Where every record counts, each becomes
/// one.
///
/// One thread owns it; it keeps its memory.
struct RowEncoder: ~Copyable {
    private var reader = OutputReader()
    private var newest = SinkTable.allCases.map { _ in NewestRows() }
    private var parts = KeyTable()

    /// Makes the rows of a batch, in place of those before.
    mutating func encode(_ batch: SinkBatch, into rows: inout SinkRows) {
        rows.removeAll()
        for index in newest.indices { newest[index].removeAll() }
        for table in SinkTable.allCases {
            let records = batch[table]
            for number in records.entries.indices {
                do throws(OutputRefusal) {
                    try records.with(records.entries[number]) { key, value throws(OutputRefusal) in
                        try encode(batch, table, number, key, value, &rows)
                    }
                } catch {
                    rows.refuse(table, number, error)
                }
            }
        }
    }

    private mutating func encode(
        _ batch: SinkBatch, _ table: SinkTable, _ number: Int, _ key: UnsafeRawBufferPointer?,
        _ value: UnsafeRawBufferPointer?, _ rows: inout SinkRows
    ) throws(OutputRefusal) {
        if table == .deadLetters {
            return encodeDeadLetter(batch, number, key, value, &rows[.deadLetters].rows)
        }
        guard let value else {
            if let key { forget(key, table, number, &rows[table]) }
            return
        }
        switch table {
        case .disruptions: try encodeDisruption(value, number, &rows[table])
        case .flightState: try encodeState(value, number, &rows[table])
        case .bookings: try encodeBooking(value, number, &rows[table])
        case .notifications:
            let row = try reader.notification(value)
            rows[table].rows.append(record: number, columns: NotificationColumns.names.count) {
                NotificationColumns.write(row, json: value, into: &$0)
            }
        case .alerts:
            let row = try reader.alert(value)
            rows[table].rows.append(record: number, columns: AlertColumns.names.count) {
                AlertColumns.write(row, json: value, into: &$0)
            }
        case .deadLetters: break
        }
    }

    private mutating func encodeDisruption(
        _ value: UnsafeRawBufferPointer, _ number: Int, _ rows: inout SinkRows.Table
    ) throws(OutputRefusal) {
        let row = try reader.disruption(value)
        guard newest[SinkTable.disruptions.rawValue].isNewer(row.version, of: row.id) else { return }
        parts.removeAll()
        try rows.appendParts { rows throws(OutputRefusal) in
            try reader.forEachLeg { leg in
                guard parts.insert(leg.leg).isNew else { return }
                rows.append(record: number, columns: DisruptionLegColumns.names.count) {
                    DisruptionLegColumns.write(leg, of: row.id, into: &$0)
                }
            }
        }
        take(row.version, row.id, .disruptions, &rows)
        rows.rows.append(record: number, columns: DisruptionColumns.names.count) {
            DisruptionColumns.write(row, json: value, into: &$0)
        }
    }

    private mutating func encodeState(
        _ value: UnsafeRawBufferPointer, _ number: Int, _ rows: inout SinkRows.Table
    ) throws(OutputRefusal) {
        let row = try reader.flightState(value)
        guard newest[SinkTable.flightState.rawValue].isNewer(row.version, of: row.leg) else { return }
        take(row.version, row.leg, .flightState, &rows)
        rows.rows.append(record: number, columns: FlightStateColumns.names.count) {
            FlightStateColumns.write(row, json: value, into: &$0)
        }
    }

    private mutating func encodeBooking(
        _ value: UnsafeRawBufferPointer, _ number: Int, _ rows: inout SinkRows.Table
    ) throws(OutputRefusal) {
        let row = try reader.booking(value)
        guard newest[SinkTable.bookings.rawValue].isNewer(row.version, of: row.id) else { return }
        parts.removeAll()
        try rows.appendParts { rows throws(OutputRefusal) in
            try reader.forEachSegment { segment in
                let (place, isNew) = parts.insert(segment.leg)
                guard isNew else { return }
                rows.append(record: number, columns: BookingSegmentColumns.names.count) {
                    BookingSegmentColumns.write(segment, place: Int32(place + 1), of: row.id, into: &$0)
                }
            }
        }
        take(row.version, row.id, .bookings, &rows)
        rows.rows.append(record: number, columns: BookingColumns.names.count) {
            BookingColumns.write(row, json: value, into: &$0)
        }
    }

    /// Notes that the row that comes next is the newest of its key.
    private mutating func take(
        _ version: Int64, _ key: UnsafeRawBufferPointer, _ table: SinkTable, _ rows: inout SinkRows.Table
    ) {
        if let old = newest[table.rawValue].take(version, row: rows.rows.count, of: key) { rows.replace(old) }
    }

    private mutating func forget(
        _ key: UnsafeRawBufferPointer, _ table: SinkTable, _ number: Int, _ rows: inout SinkRows.Table
    ) {
        let (row, isFirst) = newest[table.rawValue].forget(key)
        if let row { rows.replace(row) }
        if isFirst { rows.forgotten.append(record: number, columns: 1) { $0.append(text: key) } }
    }

    private func encodeDeadLetter(
        _ batch: SinkBatch, _ number: Int, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?,
        _ rows: inout StagedRows
    ) {
        let letters = batch[.deadLetters]
        let entry = letters.entries[number]
        rows.append(record: number, columns: DeadLetterColumns.names.count) {
            DeadLetterColumns.write(
                letters.headers[number], entry, partition: batch.origin(of: entry).source.partition, key: key,
                value: value, into: &$0)
        }
    }
}
