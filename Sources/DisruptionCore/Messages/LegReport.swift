/// A leg as it reports itself to its aircraft. Reported facts only: what an aircraft predicted never comes back to it.
struct LegReport {
    var leg: LineLeg
    var eventID: UnsafeRawBufferPointer
    var correlationID: UnsafeRawBufferPointer

    /// Writes the part that says how things are, without what caused the report. Instants are milliseconds from the
    /// scheduled departure.
    static func encodeState(_ leg: LineLeg, into writer: inout ByteWriter) {
        var flags: UInt8 = leg.isCancelled ? 1 : 0
        if leg.isSettled { flags |= 2 }
        if !leg.previousTail.isNone { flags |= 4 }
        if leg.isDiverted { flags |= 8 }
        if leg.out != LineLeg.unknown { flags |= 16 }
        if leg.estimatedOut != LineLeg.unknown { flags |= 32 }
        if leg.arrived != LineLeg.unknown { flags |= 64 }
        if leg.estimatedIn != LineLeg.unknown { flags |= 128 }
        let base = leg.scheduledDeparture.ms
        writer.put8(flags)
        writer.put8(leg.size.rawValue | leg.cause.rawValue << 2)
        writer.put(UInt32(truncatingIfNeeded: leg.destination.packed))
        writer.put(base)
        writer.putSigned(leg.scheduledArrival.ms &- base)
        if leg.out != LineLeg.unknown { writer.putSigned(leg.out.ms &- base) }
        if leg.estimatedOut != LineLeg.unknown { writer.putSigned(leg.estimatedOut.ms &- base) }
        if leg.arrived != LineLeg.unknown { writer.putSigned(leg.arrived.ms &- base) }
        if leg.estimatedIn != LineLeg.unknown { writer.putSigned(leg.estimatedIn.ms &- base) }
        if !leg.previousTail.isNone { writer.put(leg.previousTail.packed) }
    }

    /// - Returns: nil when the bytes are no report.
    init?(reading reader: inout ByteReader) {
        let key = LegKey(high: reader.read(), low: reader.read())
        leg = LineLeg(key: key)
        let flags: UInt8 = reader.read()
        leg.isCancelled = flags & 1 != 0
        leg.isSettled = flags & 2 != 0
        leg.isDiverted = flags & 8 != 0
        let kinds: UInt8 = reader.read()
        leg.size = AircraftSize(rawValue: kinds & 3) ?? .unknown
        leg.cause = DelayCauseClass(rawValue: kinds >> 2 & 3) ?? .unknown
        leg.destination = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        leg.scheduledDeparture = Instant(ms: reader.read())
        let base = leg.scheduledDeparture.ms
        leg.scheduledArrival = Instant(ms: base &+ reader.readSigned())
        if flags & 16 != 0 { leg.out = Instant(ms: base &+ reader.readSigned()) }
        if flags & 32 != 0 { leg.estimatedOut = Instant(ms: base &+ reader.readSigned()) }
        if flags & 64 != 0 { leg.arrived = Instant(ms: base &+ reader.readSigned()) }
        if flags & 128 != 0 { leg.estimatedIn = Instant(ms: base &+ reader.readSigned()) }
        if flags & 4 != 0 { leg.previousTail = Tail(packed: reader.read()) }
        eventID = reader.readCounted()
        correlationID = reader.readCounted()
        if reader.failed { return nil }
    }
}
