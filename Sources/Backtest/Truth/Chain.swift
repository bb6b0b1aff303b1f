import DisruptionCore

/// The legs that were flown, aircraft by aircraft in the order of actual departure, each with the leg before it.
///
/// Definitions as of the one-line rule's reference figures: a leg is chained when its aircraft's previous leg was to
/// come in where it starts, whether or not it did; the order is that of off-block times, then of the schedule.
struct Chain: Sendable {
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
        // Sorted beside their keys, so that no row is fetched for a comparison.
        struct Key {
            let tail: UInt64
            let departure: UInt64
            let place: Int32
        }
        func sortable(_ minute: Int32) -> UInt64 { UInt64(UInt32(bitPattern: minute) ^ 0x8000_0000) }
        var keys = places.map { place in
            let row = rows[Int(place)]
            let out = row.out == LegTruth.unknown ? Int32.max : row.out
            return Key(
                tail: row.tail.packed, departure: sortable(out) << 32 | sortable(row.scheduledDeparture), place: place)
        }
        keys.sort {
            if $0.tail != $1.tail { return $0.tail < $1.tail }
            return $0.departure != $1.departure ? $0.departure < $1.departure : $0.place < $1.place
        }
        for (at, key) in keys.enumerated() { places[at] = key.place }
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
