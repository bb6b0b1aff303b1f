/// How long it took at an airport, as the days before taught: turns under pressure by carrier and size of aircraft,
/// flights beyond their scheduled block by carrier and destination, taxi to take-off.
///
/// The minimum turn is the median of turns under pressure, as in what history teaches: of late-aircraft minutes as
/// carriers report them it explains more than a low percentile. Recovery is that of a median flight. Unimpeded taxi
/// time is the 10th percentile. Source: EUROCONTROL PRU, since 2023.
struct FlownTimes {
    private struct Row {
        let key: UInt64
        var counts = FlownCounts()
    }

    /// Carriers with their sizes, and routes with their carriers, of one airport at the most; further ones teach
    /// nothing.
    static let limit = 2048
    /// Turns of which a minimum turn is known.
    static let turnsAtLeast: Int32 = 30
    /// Flights of which a recovery, and taxi times of which an unimpeded one is known.
    static let flightsAtLeast: Int32 = 20
    static let taxisAtLeast: Int32 = 100

    /// In the order of their keys.
    private var rows: ContiguousArray<Row> = []

    var isEmpty: Bool { rows.isEmpty }

    private enum Kind: UInt64 {
        case turn = 1
        case block
        case taxi

        func key(_ carrier: CarrierCode = .none, _ rest: UInt64 = 0) -> UInt64 {
            rawValue << 60 | rest << 20 | carrier.packed
        }
    }

    private func place(_ key: UInt64) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func add(_ minutes: Int32, _ key: UInt64, on day: Int32, settled: Int32) {
        let at = place(key)
        if at == rows.count || rows[at].key != key {
            guard rows.count < FlownTimes.limit else { return }
            rows.insert(Row(key: key), at: at)
        }
        rows[at].counts.settle(through: settled)
        rows[at].counts.add(minutes, on: day)
    }

    /// Takes in what a leg that is over taught.
    /// - Parameters:
    ///   - day: of the teaching, days since 1970, UTC.
    ///   - settled: the last day that counts for every leg that may still ask.
    mutating func add(_ flown: LegFlown, on day: Int32, settled: Int32) {
        if let minutes = flown.beyondBlock {
            add(minutes, Kind.block.key(flown.carrier, flown.destination.packed), on: day, settled: settled)
        }
        if let minutes = flown.taxiOut { add(minutes, Kind.taxi.key(), on: day, settled: settled) }
    }

    mutating func add(_ turn: TurnFlown, on day: Int32, settled: Int32) {
        add(turn.minutes, Kind.turn.key(turn.carrier, UInt64(turn.size.rawValue)), on: day, settled: settled)
    }

    /// The minimum turn of legs of a day: of the carrier's aircraft of that size, else of all carriers', minutes;
    /// nil where too few were under pressure.
    func minimumTurn(_ carrier: CarrierCode, _ size: AircraftSize, for day: Int32) -> Int32? {
        let ofSize = UInt64(size.rawValue)
        var own = FlownCounts.Sum()
        let at = place(Kind.turn.key(carrier, ofSize))
        if at < rows.count, rows[at].key == Kind.turn.key(carrier, ofSize) { rows[at].counts.add(to: &own, for: day) }
        if let minutes = own.percentile(tenths: 5, fewest: FlownTimes.turnsAtLeast) { return minutes }
        var all = FlownCounts.Sum()
        for row in rows[place(Kind.turn.key(.none, ofSize))..<place(Kind.turn.key(.none, ofSize + 1))] {
            row.counts.add(to: &all, for: day)
        }
        return all.percentile(tenths: 5, fewest: FlownTimes.turnsAtLeast)
    }

    /// What a median flight of a route recovers of its scheduled block, minutes, at least 0: of the carrier, else of
    /// all; nil where too few were flown.
    func recovery(_ carrier: CarrierCode, to destination: AirportCode, for day: Int32) -> Int32? {
        var own = FlownCounts.Sum()
        let key = Kind.block.key(carrier, destination.packed)
        let at = place(key)
        if at < rows.count, rows[at].key == key { rows[at].counts.add(to: &own, for: day) }
        if let minutes = own.percentile(tenths: 5, fewest: FlownTimes.flightsAtLeast) { return max(0, -minutes) }
        var all = FlownCounts.Sum()
        let from = Kind.block.key(.none, destination.packed)
        for row in rows[place(from)..<place(from + 1 << 20)] { row.counts.add(to: &all, for: day) }
        return all.percentile(tenths: 5, fewest: FlownTimes.flightsAtLeast).map { max(0, -$0) }
    }

    /// Taxi time to take-off that nothing impedes, minutes; nil where too few were seen.
    func unimpededTaxi(for day: Int32) -> Int32? {
        var sum = FlownCounts.Sum()
        let at = place(Kind.taxi.key())
        if at < rows.count, rows[at].key == Kind.taxi.key() { rows[at].counts.add(to: &sum, for: day) }
        return sum.percentile(tenths: 1, fewest: FlownTimes.taxisAtLeast)
    }
}

extension FlownTimes {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putVarint(UInt64(rows.count))
        for row in rows {
            writer.put(row.key)
            row.counts.encodeSnapshot(into: &writer)
        }
    }

    init(restoring reader: inout SnapshotReader) {
        for _ in 0..<reader.count(of: 8 + FlownCounts.snapshotBytes, atMost: FlownTimes.limit) {
            let row = Row(key: reader.read(), counts: FlownCounts(restoring: &reader))
            if let last = rows.last, row.key <= last.key {
                reader.refuse()
                return
            }
            rows.append(row)
        }
    }
}
