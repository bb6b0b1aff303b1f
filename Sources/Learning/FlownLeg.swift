public import DisruptionCore
public import History

/// A leg that left, with what learning needs of it. Instants in minutes since 1970.
public struct FlownLeg: Sendable {
    public let carrier: CarrierCode
    public let origin: AirportCode
    public let destination: AirportCode
    public let tail: Tail
    public let scheduledDeparture: Int32
    public let scheduledArrival: Int32
    public let out: Int32
    /// In-block at the destination; nil where it was diverted or nobody says.
    public var arrival: Int32? { arrivalMinute == .min ? nil : arrivalMinute }
    private let arrivalMinute: Int32
    /// Hour of the scheduled departure where it departs, 0 to 23; UTC where its zone is not known.
    public let localHour: Int
    /// Minutes that the carrier reports as due to the late aircraft.
    public let lateAircraft: Int32
    /// Whether its outcome counts: it arrived where it should have.
    public let hasOutcome: Bool
    /// Whether something is learned from it, rather than only known at the time.
    public let teaches: Bool

    /// - Returns: nil for a leg that never left.
    public init?(_ leg: HistoricLeg, airports: AirportDirectory = .empty, teaches: Bool = true) {
        guard !leg.isCancelled, let out = leg.out else { return nil }
        carrier = leg.key.flight.carrier
        origin = leg.key.origin
        destination = leg.destination
        tail = leg.tail
        scheduledDeparture = Self.minute(leg.scheduledDeparture)
        scheduledArrival = Self.minute(leg.scheduledArrival)
        self.out = Self.minute(out)
        arrivalMinute = leg.isDiverted ? .min : leg.arrival.map(Self.minute) ?? .min
        lateAircraft = Int32(leg.causes?.lateAircraft ?? 0)
        localHour = (airports.zone(of: origin) ?? .utc).local(leg.scheduledDeparture).minute / 60
        hasOutcome = arrivalMinute != .min
        self.teaches = teaches
    }

    public var block: Int32 { scheduledArrival - scheduledDeparture }
    public var departureDelay: Int32 { out - scheduledDeparture }
    public var arrivalDelay: Int32? { arrival.map { $0 - scheduledArrival } }
    /// Actual less scheduled block; nil without an in-block.
    public var gain: Int32? { arrival.map { $0 - out - block } }

    /// History's instants lie within the years of a packed date, so the minutes fit.
    private static func minute(_ instant: Instant) -> Int32 { Int32(clamping: floorDivide(instant.ms, 60_000)) }
}

/// Bounds on learning.
public enum LearningLimits {
    /// Legs held at once, about 100 bytes each: half a year of the US.
    public static let legsMax = 4_000_000
}
