/// How a flight of a booking stands, as its leg tells the booking. A function of what is known of the leg, so that the
/// order in which it became known does not matter: delays that are expected count in steps, those that were flown to
/// the minute.
public struct SegmentState: Equatable, Sendable {
    /// How far it has come; raw values stand in the log and never change.
    public enum Stage: UInt8, Sendable {
        /// It is to be flown.
        case scheduled = 0
        /// It has left its gate, and may be in the air.
        case left
        /// On blocks where it was to go.
        case arrived
        /// It does not fly.
        case cancelled
        /// It goes, or went, elsewhere.
        case diverted
        /// Its day is over, and nobody but bookings has named it.
        case unknown

        /// The name in topics.
        public var name: StaticString {
            switch self {
            case .scheduled: "SCHEDULED"
            case .left: "OUT"
            case .arrived: "IN"
            case .cancelled: "CANCELLED"
            case .diverted: "DIVERTED"
            case .unknown: "UNKNOWN"
            }
        }
    }

    public internal(set) var stage = Stage.scheduled
    /// Whether the passengers reach it from the flight before.
    public internal(set) var connection = ConnectionRisk.Standing.safe
    /// Passengers check in for it, as far as events tell: who did not is not on board.
    public internal(set) var hasCheckIns = false
    /// Minutes late at departure and arrival. Expected ones are rounded down to steps and not below 0; 0 of a flight
    /// that does not arrive where it was to go.
    public internal(set) var departureMinutes: Int32 = 0
    public internal(set) var arrivalMinutes: Int32 = 0
    /// Whole days between the telling of a cancellation and scheduled departure; 0 on the day.
    public internal(set) var noticeDays: Int32 = 0
    /// Who probably has to pay; uncertain where nothing is owed.
    public internal(set) var liability = Liability.uncertain

    /// Expected delays are told in steps of so many minutes: the smallest that passengers are told of.
    static let stepMinutes: Int32 = 15
    /// From this delay at arrival on it matters who has to pay: two steps below the three hours of Article 7.
    static let owedMinutes: Int32 = 150

    /// Nothing is said of it but that it is to be flown as planned.
    public var isPlain: Bool { self == SegmentState() }

    /// Whether passengers cannot travel on as they are booked.
    public var needsRebooking: Bool { stage == .cancelled || connection == .missed }

    init() {}

    /// - Parameter liability: is asked for where something may be owed.
    init(_ view: LegView, hasCheckIns: Bool, liability: () -> Liability) {
        stage =
            if view.isCancelled {
                .cancelled
            } else if view.isDiverted {
                .diverted
            } else if view.actualArrival != nil {
                .arrived
            } else if view.actualDeparture != nil || view.actualTakeoff != nil || view.actualLanding != nil {
                .left
            } else {
                .scheduled
            }
        if stage == .cancelled {
            noticeDays = min(view.noticeDays, Int32(UInt8.max))
        } else {
            let isOut = view.actualDeparture != nil || view.actualTakeoff != nil
            departureMinutes = SegmentState.told(view.departureDelayMinutes, isFlown: isOut)
            if stage != .diverted {
                arrivalMinutes = SegmentState.told(view.arrivalDelayMinutes, isFlown: stage == .arrived)
            }
            self.hasCheckIns = hasCheckIns && stage != .scheduled
        }
        if stage == .cancelled || arrivalMinutes >= SegmentState.owedMinutes { self.liability = liability() }
    }

    /// Of a leg that only bookings name.
    init(unannounced isDayOver: Bool) {
        if isDayOver { stage = .unknown }
    }

    private static func told(_ minutes: Int32?, isFlown: Bool) -> Int32 {
        let minutes = max(-1_440, min(10_080, minutes ?? 0))
        return isFlown ? minutes : max(0, minutes / stepMinutes * stepMinutes)
    }
}

extension SegmentState {
    /// The least that it takes.
    static let bytesMin = 5

    func encode(into writer: inout ByteWriter) {
        writer.put8(stage.rawValue | connection.rawValue << 3 | (hasCheckIns ? 32 : 0))
        writer.put8(liability.rawValue)
        writer.put8(UInt8(clamping: noticeDays))
        writer.putSigned(Int64(departureMinutes))
        writer.putSigned(Int64(arrivalMinutes))
    }

    /// - Returns: nil when the bytes are none.
    init?(reading reader: inout ByteReader) {
        let flags: UInt8 = reader.read()
        guard let stage = Stage(rawValue: flags & 7),
            let connection = ConnectionRisk.Standing(rawValue: flags >> 3 & 3),
            let liability = Liability(rawValue: reader.read())
        else { return nil }
        self.stage = stage
        self.connection = connection
        hasCheckIns = flags & 32 != 0
        self.liability = liability
        noticeDays = Int32(reader.read(UInt8.self))
        departureMinutes = Int32(clamping: reader.readSigned())
        arrivalMinutes = Int32(clamping: reader.readSigned())
        if reader.failed { return nil }
    }
}

extension LegView {
    /// Whole days between the telling of a cancellation and scheduled departure; 0 on the day.
    var noticeDays: Int32 {
        guard let departure = scheduledDeparture, let told = cancelledAt, told < departure else { return 0 }
        return Int32(clamping: (departure.ms - told.ms) / 86_400_000)
    }
}
