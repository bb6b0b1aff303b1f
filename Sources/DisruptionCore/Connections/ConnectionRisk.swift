/// Whether a passenger gets from one flight to the next.
public struct ConnectionRisk: Sendable, Equatable {
    public enum Standing: UInt8, CaseIterable, Sendable {
        case safe = 1
        /// Less than a quarter of an hour is left.
        case atRisk
        case missed
    }

    /// How well the arrival is known.
    public enum Inbound: Sendable {
        case scheduled
        case airborne
        case landed

        /// The spread of the arrival around what is expected, minutes.
        var sigma: Int64 {
            switch self {
            case .scheduled: 20
            case .airborne: 12
            case .landed: 5
            }
        }
    }

    /// What is left of the time between the two flights when the connecting time is taken off, in whole minutes; below
    /// 0 it does not suffice.
    public let slackMinutes: Int64
    public let standing: Standing
    /// That the connection is missed, in ten-thousandths: Φ(−slack / σ).
    public let missChance: Int32

    /// - Parameters:
    ///   - arrival: best known time on blocks of the flight that comes in.
    ///   - departure: best known time off blocks of the next one: where it is late itself, it waits for them.
    ///   - connectingMinutes: of `ConnectingTimes`.
    public init(arrival: Instant, departure: Instant, connectingMinutes: Int32, inbound: Inbound) {
        let slack = floorDivide(departure.ms - arrival.ms, 60_000) - Int64(connectingMinutes)
        slackMinutes = slack
        standing = slack < 0 ? .missed : slack < Self.riskMinutes ? .atRisk : .safe
        let bounded = max(-Self.mostMinutes, min(Self.mostMinutes, slack))
        missChance = NormalShare.below(-bounded, sigma: inbound.sigma)
    }

    private static let riskMinutes: Int64 = 15
    /// Beyond a week nothing changes any more.
    private static let mostMinutes: Int64 = 7 * 1_440
}
