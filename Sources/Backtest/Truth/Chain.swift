import DisruptionCore

/// The legs that were flown, aircraft by aircraft in the order of actual departure, each with the leg before it.
///
/// Definitions as of the one-line rule's reference figures: a leg is chained when its aircraft's previous leg was to
/// come in where it starts, whether or not it did; the order is that of off-block times, then of the schedule.
struct Chain {
    let truth: TruthTable
    /// Rows in the order of tail and departure.
    let order: ContiguousArray<Int32>

    init(_ truth: TruthTable) {
        self.truth = truth
        let rows = truth.rows
        var places = ContiguousArray<Int32>()
        for place in rows.indices where !rows[place].isCancelled && !rows[place].tail.isNone {
            places.append(Int32(place))
        }
        func departs(_ row: LegTruth) -> Int32 { row.out == LegTruth.unknown ? .max : row.out }
        places.sort {
            let (a, b) = (rows[Int($0)], rows[Int($1)])
            if a.tail != b.tail { return a.tail < b.tail }
            if a.out != b.out { return departs(a) < departs(b) }
            if a.scheduledDeparture != b.scheduledDeparture { return a.scheduledDeparture < b.scheduledDeparture }
            return $0 < $1
        }
        order = places
    }

    var count: Int { order.count }

    /// The leg at a place.
    subscript(place: Int) -> LegTruth { truth.rows[Int(order[place])] }

    /// The leg that its aircraft flew before; nil for the aircraft's first.
    func previous(_ place: Int) -> LegTruth? {
        guard place > 0 else { return nil }
        let before = self[place - 1]
        return before.tail == self[place].tail ? before : nil
    }

    func isChained(_ place: Int) -> Bool { previous(place).map { $0.destination == self[place].key.origin } ?? false }

    func isSameDay(_ place: Int) -> Bool { previous(place).map { $0.key.date == self[place].key.date } ?? false }
}
