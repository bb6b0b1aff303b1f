/// Aircraft → destination → origin: a leg that is to be predicted, with what its aircraft knows of its rotation. Each
/// airport adds what it is like there; the origin answers.
///
/// Body: flags u8 (bits 0-2 horizon, 3-4 information time, 5 there is a margin, 6 the destination has spoken), the leg,
/// destination u32, then signed varints: scheduled departure in milliseconds from the event time, which is the instant
/// of the prediction, and thousandths of a minute: margin, first margin, gain, drift at the destination.
struct ForecastQuestion: Equatable {
    let leg: LegKey
    let horizon: RotationPrediction.Horizon
    var time: InformationTime
    let destination: AirportCode
    let scheduledDeparture: Instant
    /// `RotationMargin`; nil without a previous leg.
    var margin: Int?
    var firstMargin = 0
    var gain = 0
    /// Nil until the destination has spoken.
    var driftAtDestination: Int?

    init(
        leg: LegKey, horizon: RotationPrediction.Horizon, time: InformationTime, destination: AirportCode,
        scheduledDeparture: Instant
    ) {
        self.leg = leg
        self.horizon = horizon
        self.time = time
        self.destination = destination
        self.scheduledDeparture = scheduledDeparture
    }

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        var flags = horizon.rawValue | time.rawValue << 3
        if margin != nil { flags |= 32 }
        if driftAtDestination != nil { flags |= 64 }
        writer.put8(flags)
        writer.putLegKey(leg)
        writer.put(UInt32(truncatingIfNeeded: destination.packed))
        writer.putSigned(scheduledDeparture.ms &- eventTime.ms)
        for value in [margin ?? 0, firstMargin, gain, driftAtDestination ?? 0] { writer.putSigned(Int64(value)) }
    }

    /// - Returns: nil when the bytes are no question.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        let flags: UInt8 = reader.read()
        guard let horizon = RotationPrediction.Horizon(rawValue: flags & 7),
            let time = InformationTime(rawValue: flags >> 3 & 3)
        else { return nil }
        self.init(
            leg: LegKey(high: reader.read(), low: reader.read()), horizon: horizon, time: time,
            destination: AirportCode(packed: UInt64(reader.read(UInt32.self))),
            scheduledDeparture: Instant(ms: eventTime.ms &+ reader.readSigned()))
        let margin = Int(clamping: reader.readSigned())
        if flags & 32 != 0 { self.margin = margin }
        firstMargin = Int(clamping: reader.readSigned())
        gain = Int(clamping: reader.readSigned())
        let drift = Int(clamping: reader.readSigned())
        if flags & 64 != 0 { driftAtDestination = drift }
        if reader.failed { return nil }
    }
}
