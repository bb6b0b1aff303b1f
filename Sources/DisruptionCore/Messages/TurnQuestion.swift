/// Aircraft → airport: what the days before teach of a leg from there that is under pressure.
///
/// Body: tail u64, leg, size class u8, destination u32, then what caused it.
struct TurnQuestion {
    let tail: Tail
    let leg: LegKey
    let size: AircraftSize
    let destination: AirportCode
    let trigger: Trigger

    init(_ leg: LineLeg, flownBy tail: Tail, _ trigger: Trigger) {
        self.tail = tail
        self.leg = leg.key
        size = leg.size
        destination = leg.destination
        self.trigger = trigger
    }

    func encode(into writer: inout ByteWriter) {
        writer.put(tail.packed)
        writer.putLegKey(leg)
        writer.put8(size.rawValue)
        writer.put(UInt32(truncatingIfNeeded: destination.packed))
        trigger.encode(into: &writer)
    }

    /// - Returns: nil when the bytes are no question.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        tail = Tail(packed: reader.read())
        leg = LegKey(high: reader.read(), low: reader.read())
        guard let size = AircraftSize(rawValue: reader.read()) else { return nil }
        self.size = size
        destination = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        trigger = Trigger(
            eventTime: eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        if reader.failed { return nil }
    }
}

/// Airport → aircraft: what the days before teach of a leg that it asked about.
///
/// Body: leg, minimum turn u8 and recovery u8 in minutes, each one more than it is and 0 where it is not known; then
/// what caused the question.
struct TurnAnswer {
    let leg: LegKey
    let taught: TaughtTimes
    let trigger: Trigger

    init(_ question: TurnQuestion, _ taught: TaughtTimes) {
        leg = question.leg
        self.taught = taught
        trigger = question.trigger
    }

    func encode(into writer: inout ByteWriter) {
        writer.putLegKey(leg)
        taught.encode(into: &writer)
        trigger.encode(into: &writer)
    }

    /// - Returns: nil when the bytes are no answer.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        leg = LegKey(high: reader.read(), low: reader.read())
        taught = TaughtTimes(reading: &reader)
        trigger = Trigger(
            eventTime: eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        if reader.failed { return nil }
    }
}

/// What the days before teach of a leg: minutes, nil where they do not.
struct TaughtTimes: Equatable {
    private var turn: UInt8 = 0
    private var back: UInt8 = 0

    init() {}

    init(minimumTurn: Int32?, recovery: Int32?) {
        turn = minimumTurn.map { UInt8(truncatingIfNeeded: min(max($0, 0), 254) + 1) } ?? 0
        back = recovery.map { UInt8(truncatingIfNeeded: min(max($0, 0), 254) + 1) } ?? 0
    }

    var isNothing: Bool { turn == 0 && back == 0 }
    var minimumTurn: Int32? { turn == 0 ? nil : Int32(turn) - 1 }
    var recovery: Int32? { back == 0 ? nil : Int32(back) - 1 }

    func encode(into writer: inout ByteWriter) {
        writer.put8(turn)
        writer.put8(back)
    }

    init(reading reader: inout ByteReader) {
        turn = reader.read()
        back = reader.read()
    }
}
