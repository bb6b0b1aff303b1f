/// Aircraft → airport: a cascade whose delay arose there, or that it does so no longer.
///
/// Body: flags u8 (bit 0 it holds, bits 1-2 cause class), its disruption u64 u64, tail u64, root leg, signed varints of
/// the bins of the window relative to that of the event time, varints of legs and reactionary minutes.
struct ChildTold: Equatable {
    let id: DisruptionID
    /// The aircraft to answer.
    let tail: Tail
    let root: LegKey
    var holds: Bool
    var cause: DelayCauseClass
    /// When the root's delay arose: from the schedule to the movement.
    var from: QuarterHour
    var until: QuarterHour
    var legs: Int32
    var minutes: Int32

    func encode(into writer: inout ByteWriter, base: QuarterHour) {
        writer.put8((holds ? 1 : 0) | cause.rawValue << 1)
        writer.put(id.high)
        writer.put(id.low)
        writer.put(tail.packed)
        writer.putLegKey(root)
        writer.put(from, from: base)
        writer.put(until, from: base)
        writer.putVarint(UInt64(max(0, legs)))
        writer.putVarint(UInt64(max(0, minutes)))
    }

    /// - Returns: nil when the bytes are no child.
    init?(base: QuarterHour, reading reader: inout ByteReader) {
        let flags: UInt8 = reader.read()
        guard flags < 8, let cause = DelayCauseClass(rawValue: flags >> 1) else { return nil }
        holds = flags & 1 != 0
        self.cause = cause
        id = DisruptionID(high: reader.read(), low: reader.read())
        tail = Tail(packed: reader.read())
        root = LegKey(high: reader.read(), low: reader.read())
        from = reader.readBin(from: base)
        until = reader.readBin(from: base)
        legs = Int32(truncatingIfNeeded: min(reader.readVarint(), 1 << 16))
        minutes = Int32(truncatingIfNeeded: min(reader.readVarint(), 1 << 24))
        if reader.failed { return nil }
    }

    init(
        _ id: DisruptionID, of root: LegKey, flownBy tail: Tail, holds: Bool, cause: DelayCauseClass = .unknown,
        from: QuarterHour, until: QuarterHour, legs: Int32 = 0, minutes: Int32 = 0
    ) {
        self.id = id
        self.tail = tail
        self.root = root
        self.holds = holds
        self.cause = cause
        self.from = from
        self.until = until
        self.legs = legs
        self.minutes = minutes
    }

    /// By which the aircraft knows that it tells something new; never 0. Minutes count by fives.
    var hash: UInt64 {
        let parts = [
            holds ? 1 : 0, Int32(cause.rawValue), from.index, until.index, legs, minutes / 5,
        ]
        return max(1, parts.reduce(id.low) { Hash64.mix($0 ^ UInt64(UInt32(bitPattern: $1))) })
    }
}
