/// Airports of one partition → network: what all of them together count in a bin that settled. Told where they count
/// anything.
///
/// Body: signed varint of the bin relative to that of the event time, which is the instant at which it settles, then
/// three varints and a signed one.
struct DepartureTotals: Equatable {
    var bin: QuarterHour
    /// Departures that became due, or left or were cancelled before.
    var due: Int32 = 0
    /// Departures that left.
    var departed: Int32 = 0
    /// Of these 15 or more minutes late.
    var late: Int32 = 0
    /// Departures that are cancelled, less those that were reinstated.
    var cancelled: Int32 = 0

    var isZero: Bool { due == 0 && departed == 0 && late == 0 && cancelled == 0 }

    mutating func add(_ other: DepartureTotals) {
        due &+= other.due
        departed &+= other.departed
        late &+= other.late
        cancelled &+= other.cancelled
    }

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put(bin, from: QuarterHour(containing: eventTime))
        for count in [due, departed, late] { writer.putVarint(UInt64(max(0, count))) }
        writer.putSigned(Int64(cancelled))
    }

    init(bin: QuarterHour, due: Int32 = 0, departed: Int32 = 0, late: Int32 = 0, cancelled: Int32 = 0) {
        self.bin = bin
        (self.due, self.departed, self.late, self.cancelled) = (due, departed, late, cancelled)
    }

    /// - Returns: nil when the bytes are no totals.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        bin = reader.readBin(from: QuarterHour(containing: eventTime))
        due = reader.readTally()
        departed = reader.readTally()
        late = reader.readTally()
        cancelled = Int32(truncatingIfNeeded: min(max(reader.readSigned(), -(1 << 20)), 1 << 20))
        if reader.failed { return nil }
    }
}
