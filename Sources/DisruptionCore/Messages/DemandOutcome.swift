/// Leg → airline: how a departure came out, in place of what was told of it before.
///
/// Body: flags u8 (bits 0-1 before, 2-3 now), signed varint of the bin of scheduled departure relative to that of the
/// event time, origin u32, destination u32, aircraft type u64. The event time is the instant at which the bin settles
/// that takes it.
struct DemandOutcome {
    var before: DepartureOutcome
    var now: DepartureOutcome
    var due: QuarterHour
    var route: FleetRoute

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put8(before.rawValue | now.rawValue << 2)
        writer.put(due, from: QuarterHour(containing: eventTime))
        writer.put(UInt32(truncatingIfNeeded: route.origin.packed))
        writer.put(UInt32(truncatingIfNeeded: route.destination.packed))
        writer.put(route.type.packed)
    }
}

extension DemandOutcome {
    /// - Returns: nil when the bytes are no outcome.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        let flags: UInt8 = reader.read()
        guard let before = DepartureOutcome(rawValue: flags & 3), let now = DepartureOutcome(rawValue: flags >> 2 & 3)
        else { return nil }
        due = reader.readBin(from: QuarterHour(containing: eventTime))
        route = FleetRoute(
            origin: AirportCode(packed: UInt64(reader.read(UInt32.self))),
            destination: AirportCode(packed: UInt64(reader.read(UInt32.self))),
            type: AircraftType(packed: reader.read()))
        (self.before, self.now) = (before, now)
        if reader.failed { return nil }
    }
}

/// What an airline's departures are told apart by.
struct FleetRoute: Hashable {
    var origin: AirportCode
    /// `.none` where it is not known.
    var destination: AirportCode
    /// `.none` where nobody says.
    var type: AircraftType
}
