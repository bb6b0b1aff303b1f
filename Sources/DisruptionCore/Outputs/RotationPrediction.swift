/// What is predicted of a leg when something of its rotation has become known, or some hours before its departure.
public struct RotationPrediction: Sendable, Equatable {
    /// When it is predicted; raw values stand in state and never change.
    public enum Horizon: UInt8, CaseIterable, Sendable {
        /// At the in-block of the tail's previous leg.
        case previousArrival = 1
        /// At the off-block of the tail's previous leg.
        case previousDeparture
        /// At the off-block of the leg before that.
        case twoLegsAhead
        /// Two and four hours before scheduled departure.
        case twoHours
        case fourHours

        /// The name in `predictions.csv` and in flight.state.
        public var name: StaticString {
            switch self {
            case .previousArrival: "prev_arrival"
            case .previousDeparture: "prev_departure"
            case .twoLegsAhead: "two_legs_ahead"
            case .twoHours: "t-2h"
            case .fourHours: "t-4h"
            }
        }

        /// Those that come with a movement of the rotation, the latest first.
        public static let ofRotation: [Horizon] = [.previousArrival, .previousDeparture, .twoLegsAhead]

        /// Those some hours ahead, the earliest first.
        public static let ahead: [Horizon] = [.fourHours, .twoHours]

        /// Minutes before scheduled departure; nil where a movement of the rotation makes the time.
        public var leadMinutes: Int64? {
            switch self {
            case .previousArrival, .previousDeparture, .twoLegsAhead: nil
            case .twoHours: 120
            case .fourHours: 240
            }
        }
    }

    public var leg: LegKey
    /// The newest event time of the facts that it rests on; at least that of its horizon.
    public var madeAt: Instant
    public var horizon: Horizon
    /// Minutes of delay that its carrier will report as due to the late aircraft, in tenths.
    public var lateAircraftDecimes: Int32
    /// Probability of departing 15 or more minutes late, in thousandths.
    public var late15Permille: Int32
    /// Minutes by which it is expected to depart late; negative is early.
    public var departureDelayMinutes: Int32

    public init(
        leg: LegKey, madeAt: Instant, horizon: Horizon, lateAircraftDecimes: Int32, late15Permille: Int32,
        departureDelayMinutes: Int32
    ) {
        self.leg = leg
        self.madeAt = madeAt
        self.horizon = horizon
        self.lateAircraftDecimes = lateAircraftDecimes
        self.late15Permille = late15Permille
        self.departureDelayMinutes = departureDelayMinutes
    }
}

extension RotationPrediction {
    /// Of a leg of which nothing was said: thousandths. Source: departures of January 2008 in the US.
    private static let usualPermille: Int32 = 200
    /// Thousandths by which a probability must move for a reader to act on it.
    private static let newsPermille: UInt32 = 100

    /// Whether a reader would act on it who knows an earlier one.
    /// - Parameter minutes: by which an expected delay must move.
    func isNews(after earlier: RotationPrediction?, minutes: Int64) -> Bool {
        let delay = Int64(departureDelayMinutes) - Int64(earlier?.departureDelayMinutes ?? 0)
        let probability = late15Permille &- (earlier?.late15Permille ?? RotationPrediction.usualPermille)
        return delay.magnitude >= UInt64(max(1, minutes)) || probability.magnitude >= RotationPrediction.newsPermille
            || (lateAircraftDecimes == 0) != ((earlier?.lateAircraftDecimes ?? 0) == 0)
    }

    /// The least that it takes in a snapshot or a message, without its leg.
    static let snapshotBytes = 1 + 4

    /// Horizon u8, then signed varints: instant in milliseconds from a base, tenths, thousandths, minutes.
    func encode(into writer: inout ByteWriter, base: Int64) {
        writer.put8(horizon.rawValue)
        writer.putSigned(madeAt.ms &- base)
        for value in [lateAircraftDecimes, late15Permille, departureDelayMinutes] { writer.putSigned(Int64(value)) }
    }

    /// - Returns: nil when the bytes are no prediction.
    init?(of leg: LegKey, base: Int64, reading reader: inout ByteReader) {
        guard let horizon = Horizon(rawValue: reader.read()) else { return nil }
        self.init(
            leg: leg, madeAt: Instant(ms: base &+ reader.readSigned()), horizon: horizon,
            lateAircraftDecimes: Int32(clamping: reader.readSigned()),
            late15Permille: Int32(clamping: reader.readSigned()),
            departureDelayMinutes: Int32(clamping: reader.readSigned()))
        if reader.failed { return nil }
    }
}
