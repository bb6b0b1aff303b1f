import DisruptionCore

/// Everything that history says, one row a leg in the order of scheduled departures, and the way from a leg's name to
/// its row.
struct TruthTable: Sendable {
    private(set) var rows: ContiguousArray<LegTruth> = []
    private var places: [LegKey: Int32] = [:]

    mutating func append(_ row: LegTruth) {
        if !row.isDropped { places[row.key] = Int32(rows.count) }
        rows.append(row)
    }

    /// The row of a leg; nil where there is none.
    func row(of key: LegKey) -> Int? { places[key].map(Int.init) }

    /// All legs' days by flight date, in rising order.
    var dates: [CalendarDate] {
        Set(rows.lazy.map(\.key.date)).sorted()
    }
}
