/// The passengers of one booking on one leg, as the leg knows them: numbers, and where they come from and go on to.
public struct Party: Sendable, Equatable {
    /// The booking's key.
    public var high: UInt64
    public var low: UInt64
    /// How many of each kind, at most 255; the kinds in their order.
    public internal(set) var counts = InlineArray<12, UInt8>(repeating: 0)
    /// Where the journey begins and ends, as one ticket; none where nobody says.
    public var origin = AirportCode.none
    public var destination = AirportCode.none
    /// The flights before and behind this one to which they change; none where there is none.
    public var inbound = LegKey.none
    public var onward = LegKey.none

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    public subscript(kind: PassengerKind) -> UInt8 {
        get { counts[kind.rawValue] }
        set { counts[kind.rawValue] = newValue }
    }

    /// The entity that told it.
    var booking: EntityKey { EntityKey(kind: .booking, high: high, low: low) }

    public static func == (a: Party, b: Party) -> Bool {
        a.high == b.high && a.low == b.low && a.origin == b.origin && a.destination == b.destination
            && a.inbound == b.inbound && a.onward == b.onward
            && PassengerKind.allCases.allSatisfy { a[$0] == b[$0] }
    }
}

extension Party {
    /// Writes all but the booking's key. Counts that are 0 take a bit.
    func encode(into writer: inout ByteWriter) {
        var held: UInt16 = 0
        for place in 0..<12 where counts[place] != 0 { held |= 1 << UInt16(place) }
        if !inbound.isNone { held |= 1 << 12 }
        if !onward.isNone { held |= 1 << 13 }
        writer.put(held)
        for place in 0..<12 where counts[place] != 0 { writer.put8(counts[place]) }
        writer.put(UInt32(truncatingIfNeeded: origin.packed))
        writer.put(UInt32(truncatingIfNeeded: destination.packed))
        if !inbound.isNone { writer.putLegKey(inbound) }
        if !onward.isNone { writer.putLegKey(onward) }
    }

    /// Reads what `encode` wrote; the reader has failed where it is none.
    init(high: UInt64, low: UInt64, reading reader: inout ByteReader) {
        self.init(high: high, low: low)
        let held: UInt16 = reader.read()
        for place in 0..<12 where held >> UInt16(place) & 1 != 0 { counts[place] = reader.read() }
        origin = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        destination = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        if held >> 12 & 1 != 0 { inbound = LegKey(high: reader.read(), low: reader.read()) }
        if held >> 13 & 1 != 0 { onward = LegKey(high: reader.read(), low: reader.read()) }
    }

    /// The least that it takes behind the booking's key.
    static let bytesMin = 2 + 4 + 4
}
