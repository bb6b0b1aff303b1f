/// Who is booked on a leg, as its aircraft knows it: for the cascades of which it is a part.
struct Boarding: Equatable {
    let leg: LegKey
    var counts: PassengerCounts
    var connecting: Int32

    /// The least that it takes.
    static let bytesMin = 12 + 2

    func encode(into writer: inout ByteWriter) {
        writer.putLegKey(leg)
        for kind in PassengerKind.allCases { writer.putVarint(UInt64(max(0, counts[kind]))) }
        writer.putVarint(UInt64(max(0, connecting)))
    }

    /// Reads what `encode` wrote; the reader has failed where it is none.
    init(reading reader: inout ByteReader) {
        leg = LegKey(high: reader.read(), low: reader.read())
        counts = PassengerCounts()
        for kind in PassengerKind.allCases { counts[kind] = reader.readTally() }
        connecting = reader.readTally()
    }

    init(_ leg: LegKey, _ passengers: LegPassengers) {
        self.leg = leg
        counts = passengers.counts
        connecting = passengers.parties.reduce(0) { $0 + ($1.onward.isNone ? 0 : Int32($1[.all])) }
    }
}
