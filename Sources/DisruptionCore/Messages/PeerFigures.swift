/// Airport → airline: how the other airlines fare there, in the window that ends with a bin. Told only while they fare
/// worse than usual.
///
/// Body: airport u32, signed varint of the bin relative to that of the event time, which is the instant at which it
/// settles, then six varints, u8 whether a
/// disruption follows, and that, u64 u64.
struct PeerFigures: Equatable {
    /// Departures of others, or towards the airport.
    struct Share: Equatable {
        var flights: Int32 = 0
        var late: Int32 = 0
        var cancelled: Int32 = 0

        static func - (a: Share, b: Share) -> Share {
            Share(flights: a.flights - b.flights, late: a.late - b.late, cancelled: a.cancelled - b.cancelled)
        }
    }

    var airport: AirportCode
    var bin: QuarterHour
    /// Departures of others from the airport.
    var outbound = Share()
    /// Flights of others to the airport.
    var inbound = Share()
    /// The disruption of the airport that they suffer from; nil where it tells of none.
    var cause: DisruptionID?

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put(UInt32(truncatingIfNeeded: airport.packed))
        writer.put(bin, from: QuarterHour(containing: eventTime))
        for share in [outbound, inbound] {
            for count in [share.flights, share.late, share.cancelled] { writer.putVarint(UInt64(max(0, count))) }
        }
        writer.put8(cause == nil ? 0 : 1)
        if let cause {
            writer.put(cause.high)
            writer.put(cause.low)
        }
    }
}

extension PeerFigures {
    /// - Returns: nil when the bytes are no figures.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        airport = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        bin = reader.readBin(from: QuarterHour(containing: eventTime))
        func share(_ reader: inout ByteReader) -> Share {
            Share(flights: reader.readTally(), late: reader.readTally(), cancelled: reader.readTally())
        }
        outbound = share(&reader)
        inbound = share(&reader)
        if reader.read(UInt8.self) != 0 { cause = DisruptionID(high: reader.read(), low: reader.read()) }
        if reader.failed { return nil }
    }
}
