/// How a flight stands from which passengers change, as its leg tells those to which they go on: reported facts only.
struct InboundFlight: Equatable {
    /// How far it has come; raw values stand in the log and never change.
    enum Stage: UInt8 {
        case scheduled = 1, airborne, landed
        /// On blocks; nothing changes any more.
        case arrived
        /// It does not fly.
        case cancelled
        /// Its day is over, and nobody has said how it came out.
        case unknown
    }

    let leg: LegKey
    var stage = Stage.scheduled
    /// Where it comes down, as best known; none where nobody knows.
    var airport = AirportCode.none
    /// It comes down elsewhere than planned.
    var isDiverted = false
    var scheduledDeparture: Instant
    var scheduledArrival: Instant
    /// As best known.
    var arrival: Instant

    /// Nothing of it is still to come.
    var isSettled: Bool { stage == .arrived || stage == .cancelled || stage == .unknown }

    /// Minutes by which it comes late; negative is early.
    var delayMinutes: Int32 { arrival.minutes(since: scheduledArrival) }

    var spread: ConnectionRisk.Inbound {
        switch stage {
        case .landed, .arrived: .landed
        case .airborne: .airborne
        case .scheduled, .cancelled, .unknown: .scheduled
        }
    }

    /// Nil of a leg of which no times are known yet.
    init?(_ key: LegKey, _ view: LegView, isDayOver: Bool) {
        guard let departure = view.scheduledDeparture, let scheduled = view.scheduledArrival else { return nil }
        leg = key
        scheduledDeparture = departure
        scheduledArrival = scheduled
        arrival = view.bestArrival ?? scheduled
        airport = view.arrivalAirport
        isDiverted = view.isDiverted
        stage =
            if view.isCancelled {
                .cancelled
            } else if view.actualArrival != nil {
                .arrived
            } else if isDayOver {
                .unknown
            } else if view.actualLanding != nil {
                .landed
            } else if view.actualTakeoff != nil || view.actualDeparture != nil {
                .airborne
            } else {
                .scheduled
            }
    }

    /// The least that it takes.
    static let bytesMin = 12 + 1 + 4 + 8 + 2

    func encode(into writer: inout ByteWriter) {
        writer.putLegKey(leg)
        writer.put8(stage.rawValue | (isDiverted ? 128 : 0))
        writer.put(UInt32(truncatingIfNeeded: airport.packed))
        writer.put(scheduledDeparture.ms)
        writer.putSigned(scheduledArrival.ms &- scheduledDeparture.ms)
        writer.putSigned(arrival.ms &- scheduledDeparture.ms)
    }

    /// - Returns: nil when the bytes are none.
    init?(reading reader: inout ByteReader) {
        leg = LegKey(high: reader.read(), low: reader.read())
        let flags: UInt8 = reader.read()
        guard let stage = Stage(rawValue: flags & 127) else { return nil }
        self.stage = stage
        isDiverted = flags & 128 != 0
        airport = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        let base: Int64 = reader.read()
        scheduledDeparture = Instant(ms: base)
        scheduledArrival = Instant(ms: base &+ reader.readSigned())
        arrival = Instant(ms: base &+ reader.readSigned())
        let bound = UInt64(SnapshotReader.instantMsMax)
        let times = [scheduledDeparture, scheduledArrival, arrival]
        guard !reader.failed, times.allSatisfy({ $0.ms.magnitude <= bound }) else { return nil }
    }
}

/// A connection of which something was told.
struct ConnectionTold {
    let inbound: LegKey
    /// How who comes from there stands, and what their bookings were told of it last.
    var standing = ConnectionRisk.Standing.safe
    var toldStanding = ConnectionRisk.Standing.safe
    var episode: Episode
}
