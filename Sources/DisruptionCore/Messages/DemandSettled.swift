/// A departure's step in the settled bins of its airport.
struct DepartureStep: Equatable {
    var from: SettledDeparture
    var to: SettledDeparture
    /// The bin that takes the step.
    var bin: QuarterHour
    /// The bin in which the leg was due, or will be when it left early; none where that is not known.
    var due: QuarterHour
    var carrier = CarrierCode.none
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

/// Leg → airport: what a bin that settles is to count.
///
/// Body: flags u8 (bits 0-2 from, 3-5 to of a departure, bit 6 arrival, bit 7 the due bin is known), signed varint of
/// the bin relative to that of the event time, and where it is known that of the due bin relative to the bin; then the
/// carrier u32 and the delay in minutes i16; then, of a late movement whose aircraft is known, that.
enum DemandSettled {
    case departure(DepartureStep)
    case arrival(ArrivalStep)

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        let base = QuarterHour(containing: eventTime)
        switch self {
        case .departure(let step):
            writer.put8(step.from.rawValue | step.to.rawValue << 3 | (step.due.isNone ? 0 : 128))
            writer.put(step.bin, from: base)
            if !step.due.isNone { writer.put(step.due, from: step.bin) }
            DemandSettled.put(step.carrier, step.delay, into: &writer)
            step.turn?.encode(into: &writer, eventTime: eventTime)
        case .arrival(let step):
            writer.put8(64)
            writer.put(step.bin, from: base)
            DemandSettled.put(step.carrier, step.delay, into: &writer)
            step.turn?.encode(into: &writer, eventTime: eventTime)
        }
    }

    private static func put(_ carrier: CarrierCode, _ delay: Int16, into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: carrier.packed))
        writer.put(UInt16(bitPattern: delay))
    }

    /// - Returns: nil when the bytes are no settled demand.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        let base = QuarterHour(containing: eventTime)
        let flags: UInt8 = reader.read()
        let bin = reader.readBin(from: base)
        if flags & 64 != 0 {
            var step = ArrivalStep(
                bin: bin, carrier: CarrierCode(packed: UInt64(reader.read(UInt32.self))),
                delay: Int16(bitPattern: reader.read()))
            if !reader.isAtEnd { step.turn = LateTurn(eventTime: eventTime, reading: &reader) }
            self = .arrival(step)
        } else {
            guard let from = SettledDeparture(rawValue: flags & 7), let to = SettledDeparture(rawValue: flags >> 3 & 7)
            else { return nil }
            let due = flags & 128 == 0 ? QuarterHour.none : reader.readBin(from: bin)
            var step = DepartureStep(
                from: from, to: to, bin: bin, due: due,
                carrier: CarrierCode(packed: UInt64(reader.read(UInt32.self))),
                delay: Int16(bitPattern: reader.read()))
            if !reader.isAtEnd { step.turn = LateTurn(eventTime: eventTime, reading: &reader) }
            self = .departure(step)
        }
        if reader.failed { return nil }
    }
}
