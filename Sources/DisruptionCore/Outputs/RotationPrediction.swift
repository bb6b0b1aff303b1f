/// What is predicted of a leg at one information time: for history's scores, and later for the stream.
public struct RotationPrediction: Sendable, Equatable {
    /// What has just become known; raw values stand in state and never change.
    public enum Horizon: UInt8, CaseIterable, Sendable {
        /// The in-block of the tail's previous leg.
        case previousArrival = 1
        /// The off-block of the tail's previous leg.
        case previousDeparture
        /// The off-block of the leg before that.
        case twoLegsAhead

        /// The name in `predictions.csv`.
        public var name: StaticString {
            switch self {
            case .previousArrival: "prev_arrival"
            case .previousDeparture: "prev_departure"
            case .twoLegsAhead: "two_legs_ahead"
            }
        }
    }

    public var leg: LegKey
    /// The newest event time of the facts that it rests on.
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
