import WireFormat

/// A batch as rows: of each key only what holds after its last record, ready to be staged.
struct SinkRows {
    /// A record that is no row.
    struct Refusal: Equatable {
        let table: SinkTable
        /// Its number in the batch's table.
        let record: Int
        let reason: String
    }

    /// The rows of one table of the batch.
    struct Table {
        var rows = StagedRows()
        /// What belongs to the rows: legs of disruptions, segments of bookings.
        var parts = StagedRows()
        /// Per row the first of its parts; the last entry is where the next would begin.
        var partStarts = [0]
        /// Keys that are forgotten, before anything else becomes of them.
        var forgotten = StagedRows()

        /// The parts of some rows.
        func parts(of rows: Range<Int>) -> Range<Int> { partStarts[rows.lowerBound]..<partStarts[rows.upperBound] }

        /// Adds the parts of the row that comes next; none of one that is no row.
        mutating func appendParts(
            _ body: (inout StagedRows) throws(OutputRefusal) -> Void
        ) throws(OutputRefusal) {
            let first = parts.count
            do throws(OutputRefusal) {
                try body(&parts)
            } catch {
                parts.removeLast(from: first)
                throw error
            }
            partStarts.append(parts.count)
        }

        /// Leaves a row out, and its parts.
        mutating func replace(_ row: Int) {
            rows.replace(row..<(row + 1))
            if partStarts.count > row + 1 { parts.replace(parts(of: row..<(row + 1))) }
        }

        /// Forgets everything, keeps the memory.
        mutating func removeAll() {
            rows.removeAll()
            parts.removeAll()
            partStarts.removeSubrange(1...)
            forgotten.removeAll()
        }
    }

    private var tables = SinkTable.allCases.map { _ in Table() }
    private(set) var refusals: [Refusal] = []

    subscript(table: SinkTable) -> Table {
        _read { yield tables[table.rawValue] }
        _modify { yield &tables[table.rawValue] }
    }

    /// Notes a record that is no row.
    mutating func refuse(_ table: SinkTable, _ record: Int, _ refusal: OutputRefusal) {
        refusals.append(Refusal(table: table, record: record, reason: refusal.description))
    }

    /// Forgets everything, keeps the memory.
    mutating func removeAll() {
        for index in tables.indices { tables[index].removeAll() }
        refusals.removeAll()
    }
}
