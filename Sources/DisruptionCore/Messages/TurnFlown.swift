/// Aircraft → airport: how long a turn there took that was under pressure, told when the leg before it is forgotten.
///
/// Body: carrier u32, size class u8, minutes u8.
struct TurnFlown: Equatable {
    let carrier: CarrierCode
    let size: AircraftSize
    /// In-block to off-block.
    let minutes: Int32

    /// Turns that teach, minutes: shorter is a wrong time, longer was no pressure.
    static let range: ClosedRange<Int32> = 5...179
    /// A turn is under pressure when the aircraft comes in less than so many minutes before it is to leave.
    static let pressureMinutes: Int64 = 25

    init(carrier: CarrierCode, size: AircraftSize, minutes: Int32) {
        self.carrier = carrier
        self.size = size
        self.minutes = minutes
    }

    /// What two legs of an aircraft teach, of which the one follows on the other.
    /// - Returns: nil where they teach nothing.
    init?(from inbound: borrowing LineLeg, to leg: borrowing LineLeg) {
        guard inbound.arrived != LineLeg.unknown, leg.out != LineLeg.unknown, !inbound.isDiverted,
            inbound.destination == leg.key.origin
        else { return nil }
        let planned = Int64(leg.scheduledDeparture.minutes(since: inbound.scheduledArrival))
        let turn = leg.out.minutes(since: inbound.arrived)
        let isUnderPressure = Int64(inbound.arrivalDelay) > planned - TurnFlown.pressureMinutes
        guard isUnderPressure, TurnFlown.range.contains(turn) else { return nil }
        self.init(carrier: leg.key.flight.carrier, size: leg.size, minutes: turn)
    }

    func encode(into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: carrier.packed))
        writer.put8(size.rawValue)
        writer.put8(UInt8(truncatingIfNeeded: minutes))
    }

    /// - Returns: nil when the bytes are no turn.
    init?(reading reader: inout ByteReader) {
        let carrier = CarrierCode(packed: UInt64(reader.read(UInt32.self)))
        guard let size = AircraftSize(rawValue: reader.read()) else { return nil }
        self.init(carrier: carrier, size: size, minutes: Int32(reader.read(UInt8.self)))
        if reader.failed { return nil }
    }
}
