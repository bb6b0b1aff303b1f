/// What an air traffic service imposes on an airport for some time.
///
/// Bytes: kind u8, flags u8 (bit 0 starts, 1 ends, 2 rate), the instants i64 and the rate as varint where they are
/// there, then the reason, counted.
public struct AirportProgram: Equatable, Sendable {
    /// Raw values stand in the log and never change.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// Departures towards the airport get slots.
        case groundDelay = 1
        /// Departures towards the airport wait.
        case groundStop
        /// Nothing lands or leaves.
        case closure
        /// Slots, in Europe's terms.
        case regulation

        /// The name in topics.
        public var name: StaticString {
            switch self {
            case .groundDelay: "GROUND_DELAY"
            case .groundStop: "GROUND_STOP"
            case .closure: "CLOSURE"
            case .regulation: "REGULATION"
            }
        }
    }

    public var kind: Kind
    /// Nil where it has begun when it is told.
    public var startsAt: Instant?
    /// Nil where nobody says.
    public var endsAt: Instant?
    /// Landings an hour that are let in, 0…1,000; nil where nobody says.
    public var ratePerHour: Int32?

    public init(kind: Kind, startsAt: Instant? = nil, endsAt: Instant? = nil, ratePerHour: Int32? = nil) {
        self.kind = kind
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.ratePerHour = ratePerHour
    }

    /// Hours for which a program holds of which nobody says when it ends.
    public static let openEndedHours: Int64 = 6

    /// Writes the program and what was given as its reason.
    public func encode(reason: UnsafeRawBufferPointer, into writer: inout ByteWriter) {
        writer.put8(kind.rawValue)
        writer.put8((startsAt == nil ? 0 : 1) | (endsAt == nil ? 0 : 2) | (ratePerHour == nil ? 0 : 4))
        if let startsAt { writer.put(startsAt.ms) }
        if let endsAt { writer.put(endsAt.ms) }
        if let ratePerHour { writer.putVarint(UInt64(max(0, ratePerHour))) }
        writer.putCounted(reason)
    }

    /// - Returns: nil when the bytes are no program.
    public init?(reading reader: inout ByteReader) {
        guard let kind = Kind(rawValue: reader.read()) else { return nil }
        let flags: UInt8 = reader.read()
        self.init(kind: kind)
        if flags & 1 != 0 { startsAt = Instant(ms: reader.read()) }
        if flags & 2 != 0 { endsAt = Instant(ms: reader.read()) }
        if flags & 4 != 0 { ratePerHour = Int32(truncatingIfNeeded: min(reader.readVarint(), 1000)) }
        _ = reader.readCounted()
        if reader.failed { return nil }
    }

    /// Whether it is in force in any part of a span.
    /// - Parameter told: event time at which it was told.
    func isInForce(from start: Instant, to end: Instant, told: Instant) -> Bool {
        let begin = startsAt ?? told
        return begin < end && (endsAt ?? begin.adding(minutes: AirportProgram.openEndedHours * 60)) > start
    }
}
