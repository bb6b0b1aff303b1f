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

    private var tables = SinkTable.allCases.map { _ in StagedRows() }
    /// The legs of the disruptions.
    var legs = StagedRows()
    /// Per row of a disruption: the first of its legs; the last entry is where the next would begin.
    var legStarts = [0]
    /// Legs of flight.state that are forgotten, before anything else becomes of them.
    var forgotten = StagedRows()
    private(set) var refusals: [Refusal] = []

    /// The rows of a table.
    subscript(table: SinkTable) -> StagedRows {
        _read { yield tables[table.rawValue] }
        _modify { yield &tables[table.rawValue] }
    }

    /// The legs of some rows of disruptions.
    func legs(of rows: Range<Int>) -> Range<Int> { legStarts[rows.lowerBound]..<legStarts[rows.upperBound] }

    /// Leaves a disruption out, and its legs.
    mutating func replaceDisruption(_ row: Int) {
        self[.disruptions].replace(row..<(row + 1))
        legs.replace(legs(of: row..<(row + 1)))
    }

    /// Notes a record that is no row.
    mutating func refuse(_ table: SinkTable, _ record: Int, _ refusal: OutputRefusal) {
        refusals.append(Refusal(table: table, record: record, reason: refusal.description))
    }

    /// Forgets everything, keeps the memory.
    mutating func removeAll() {
        for index in tables.indices { tables[index].removeAll() }
        legs.removeAll()
        legStarts.removeSubrange(1...)
        forgotten.removeAll()
        refusals.removeAll()
    }
}
