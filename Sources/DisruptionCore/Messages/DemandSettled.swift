/// A departure's step in the settled bins of its airport.
struct DepartureStep: Equatable {
    var from: SettledDeparture
    var to: SettledDeparture
    /// The bin that takes the step.
    var bin: QuarterHour
    /// The bin in which the leg was due, or will be when it left early; none where that is not known.
    var due: QuarterHour
    var carrier = CarrierCode.none
    /// How it had left before.
    var left = LegDemand.Left.no
    /// Of one that left: minutes behind its schedule; `LegMovements.unknown` where that is not known.
    var delay = LegMovements.unknown
    /// Of one that left late, where its aircraft is known.
    var turn: LateTurn?

    /// It left 15 or more minutes late.
    var isLate: Bool { delay >= LegMovements.lateMinutes }
}

/// An arrival in the settled bins of its airport.
struct ArrivalStep: Equatable {
    /// The bin that takes it.
    var bin: QuarterHour
    var carrier = CarrierCode.none
    /// Minutes behind its schedule; `LegMovements.unknown` where that is not known.
    var delay = LegMovements.unknown
    /// Of one that is late, where its aircraft is known.
    var turn: LateTurn?

    /// It is 15 or more minutes late.
    var isLate: Bool { delay >= LegMovements.lateMinutes }
}

/// A take-off in the settled bins of its airport.
struct TakeoffStep: Equatable {
    /// The bin that takes it: its own.
    var bin: QuarterHour
    /// From off-block, minutes.
    var taxiMinutes: Int32
}

/// Leg → airport: what a bin that settles is to count.
///
/// Body: flags u8 (bits 0-2 from, 3-5 to of a departure, bit 6 arrival, bit 7 the due bin is known; 65 a take-off),
/// signed varint of the bin relative to that of the event time, and where it is known that of the due bin relative to
/// the bin; then the carrier u32, of a departure with how it had left before in bits 24-25, and the delay in minutes
/// i16; then, of a late movement whose aircraft is known, that. Of a take-off the minutes u16 alone.
enum DemandSettled {
    case departure(DepartureStep)
    case arrival(ArrivalStep)
    case takeoff(TakeoffStep)

    private static let takeoffFlags: UInt8 = 65

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        let base = QuarterHour(containing: eventTime)
        switch self {
        case .departure(let step):
            writer.put8(step.from.rawValue | step.to.rawValue << 3 | (step.due.isNone ? 0 : 128))
            writer.put(step.bin, from: base)
            if !step.due.isNone { writer.put(step.due, from: step.bin) }
            DemandSettled.put(step.carrier.packed | UInt64(step.left.rawValue) << 24, step.delay, into: &writer)
            step.turn?.encode(into: &writer, eventTime: eventTime)
        case .takeoff(let step):
            writer.put8(DemandSettled.takeoffFlags)
            writer.put(step.bin, from: base)
            writer.put(UInt16(clamping: step.taxiMinutes))
        case .arrival(let step):
            writer.put8(64)
            writer.put(step.bin, from: base)
            DemandSettled.put(step.carrier.packed, step.delay, into: &writer)
            step.turn?.encode(into: &writer, eventTime: eventTime)
        }
    }

    private static func put(_ carrier: UInt64, _ delay: Int16, into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: carrier))
        writer.put(UInt16(bitPattern: delay))
    }

    /// - Returns: nil when the bytes are no settled demand.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        let base = QuarterHour(containing: eventTime)
        let flags: UInt8 = reader.read()
        let bin = reader.readBin(from: base)
        if flags == DemandSettled.takeoffFlags {
            self = .takeoff(TakeoffStep(bin: bin, taxiMinutes: Int32(reader.read(UInt16.self))))
        } else if flags & 64 != 0 {
            var step = ArrivalStep(
                bin: bin, carrier: CarrierCode(packed: UInt64(reader.read(UInt32.self))),
                delay: Int16(bitPattern: reader.read()))
            if !reader.isAtEnd { step.turn = LateTurn(eventTime: eventTime, reading: &reader) }
            self = .arrival(step)
        } else {
            guard let from = SettledDeparture(rawValue: flags & 7), let to = SettledDeparture(rawValue: flags >> 3 & 7)
            else { return nil }
            let due = flags & 128 == 0 ? QuarterHour.none : reader.readBin(from: bin)
            let carrier: UInt32 = reader.read()
            guard let left = LegDemand.Left(rawValue: UInt8(truncatingIfNeeded: carrier >> 24)) else { return nil }
            var step = DepartureStep(
                from: from, to: to, bin: bin, due: due, carrier: CarrierCode(packed: UInt64(carrier)), left: left,
                delay: Int16(bitPattern: reader.read()))
            if !reader.isAtEnd { step.turn = LateTurn(eventTime: eventTime, reading: &reader) }
            self = .departure(step)
        }
        if reader.failed { return nil }
    }
}
