import PostgresClient
import WireFormat

/// Turns a batch into rows. Of the records of one key in a batch only the one of the highest version becomes a row; so
/// the table ends as if each had been written, and a stage has each key once.
///
/// One thread owns it; it keeps its memory.
struct RowEncoder: ~Copyable {
    private var reader = OutputReader()
    private var disruptions = NewestRows()
    private var states = NewestRows()
    private var legs = KeyTable()

    /// Makes the rows of a batch, in place of those before.
    mutating func encode(_ batch: SinkBatch, into rows: inout SinkRows) {
        rows.removeAll()
        disruptions.removeAll()
        states.removeAll()
        for number in batch[.disruptions].entries.indices {
            do throws(OutputRefusal) {
                try encodeDisruption(batch[.disruptions], number, &rows)
            } catch {
                rows.refuse(.disruptions, number, error)
            }
        }
        for number in batch[.flightState].entries.indices {
            do throws(OutputRefusal) {
                try encodeState(batch[.flightState], number, &rows)
            } catch {
                rows.refuse(.flightState, number, error)
            }
        }
        for number in batch[.deadLetters].entries.indices { encodeDeadLetter(batch, number, &rows) }
    }

    private mutating func encodeDisruption(
        _ records: RawRecords, _ number: Int, _ rows: inout SinkRows
    ) throws(OutputRefusal) {
        try records.with(records.entries[number]) { _, value throws(OutputRefusal) in
            guard let value else { return }
            let disruption = try reader.disruption(value)
            guard disruptions.isNewer(disruption.version, of: disruption.id) else { return }
            try encodeLegs(of: disruption, number, &rows)
            let row = rows[.disruptions].count
            rows[.disruptions].append(record: number, columns: DisruptionColumns.names.count) {
                DisruptionColumns.write(disruption, json: value, into: &$0)
            }
            if let old = disruptions.take(disruption.version, row: row, of: disruption.id) {
                rows.replaceDisruption(old)
            }
        }
    }

    private mutating func encodeLegs(
        of disruption: DisruptionRow, _ number: Int, _ rows: inout SinkRows
    ) throws(OutputRefusal) {
        let first = rows.legs.count
        legs.removeAll()
        do throws(OutputRefusal) {
            try reader.forEachLeg { leg in
                guard legs.insert(leg.leg).isNew else { return }
                rows.legs.append(record: number, columns: DisruptionLegColumns.names.count) {
                    DisruptionLegColumns.write(leg, of: disruption.id, into: &$0)
                }
            }
        } catch {
            rows.legs.removeLast(from: first)
            throw error
        }
        rows.legStarts.append(rows.legs.count)
    }

    private mutating func encodeState(
        _ records: RawRecords, _ number: Int, _ rows: inout SinkRows
    ) throws(OutputRefusal) {
        try records.with(records.entries[number]) { key, value throws(OutputRefusal) in
            guard let value else { return forget(key, number, &rows) }
            let state = try reader.flightState(value)
            guard states.isNewer(state.version, of: state.leg) else { return }
            let row = rows[.flightState].count
            rows[.flightState].append(record: number, columns: FlightStateColumns.names.count) {
                FlightStateColumns.write(state, json: value, into: &$0)
            }
            if let old = states.take(state.version, row: row, of: state.leg) {
                rows[.flightState].replace(old..<(old + 1))
            }
        }
    }

    private mutating func forget(_ leg: UnsafeRawBufferPointer?, _ number: Int, _ rows: inout SinkRows) {
        guard let leg else { return }
        let (row, isFirst) = states.forget(leg)
        if let row { rows[.flightState].replace(row..<(row + 1)) }
        if isFirst { rows.forgotten.append(record: number, columns: 1) { $0.append(text: leg) } }
    }

    private func encodeDeadLetter(_ batch: SinkBatch, _ number: Int, _ rows: inout SinkRows) {
        let letters = batch[.deadLetters]
        let entry = letters.entries[number]
        letters.with(entry) { key, value in
            rows[.deadLetters].append(record: number, columns: DeadLetterColumns.names.count) {
                DeadLetterColumns.write(
                    letters.headers[number], entry, partition: batch.origin(of: entry).source.partition, key: key,
                    value: value, into: &$0)
            }
        }
    }
}
