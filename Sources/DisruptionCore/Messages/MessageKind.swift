/// What a message in a frame is; raw values stand in the log and never change.
public enum MessageKind: UInt8, Sendable {
    case flightFact = 1
    case stationFact = 2
    case bookingFact = 3
    /// Leg → aircraft: the leg as now known.
    case legReport = 10
    /// Leg → aircraft: the leg flies with another aircraft, or none.
    case legWithdrawn = 11
    /// Aircraft → leg: the reactionary delay it expects.
    case delayForecast = 12
    /// Leg → aircraft that was to fly it: the cascade of which the leg is the root is told by another now.
    case cascadeMoved = 13
    /// Aircraft → leg: how its rotation stands before the leg.
    case rotationRisk = 14
    /// Aircraft → leg that another was to fly: the cascade of which the leg is the root is told here.
    case cascadeTold = 15
    /// Airport → leg: what is predicted of it.
    case forecastTold = 16
    /// Airport → aircraft: what a cascade is a part of.
    case parentTold = 17
    /// Airport → aircraft: what the days before teach of a leg.
    case turnTold = 18
    /// Leg → aircraft: who is booked on it, where it is late or is to be.
    case boardingTold = 19
    /// Leg → airport: change of the demand as best known.
    case demandChange = 20
    /// Leg → airport: what a bin is settled with.
    case demandSettled = 21
    /// Leg → destination: a departure towards it came out late or cancelled.
    case inboundOutcome = 22
    /// Aircraft → airport: a leg that it is to be asked about, on its way to be predicted.
    case forecastAsked = 23
    /// Aircraft → airport: a leg has left there, or come in.
    case movementSeen = 24
    /// Network → airport: it is one of those that an open disruption holds.
    case networkTold = 25
    /// Aircraft → airport: a cascade whose delay arose there.
    case childTold = 26
    /// Leg → airport: how long it took, from block to block and to take-off.
    case legFlown = 27
    /// Aircraft → airport: how long a turn under pressure took.
    case turnFlown = 28
    /// Aircraft → airport: a leg of which it wants to know what the days before teach.
    case turnAsked = 29
    /// Leg → airline: how a departure came out.
    case departureOutcome = 30
    /// Airport → airline: how the other airlines fare there.
    case peerFigures = 31
    /// Airport → network: how it stands.
    case airportStanding = 40
    /// Airports of a partition → network: their departures.
    case departureTotals = 41
    /// Booking → leg: its passengers are booked on it.
    case partyTold = 50
    /// Booking → leg: they are no more.
    case partyGone = 51
    /// Leg → leg to which passengers change: how it stands.
    case connectionTold = 52
    /// Leg → booking: how the flight stands for it.
    case segmentTold = 53

    /// It comes from an input topic, not from another entity.
    @inlinable public var isInput: Bool { rawValue < MessageKind.legReport.rawValue }

    /// The entity it goes to.
    @inlinable public var entity: EntityKind {
        switch self {
        case .flightFact, .delayForecast, .rotationRisk, .cascadeTold, .forecastTold, .partyTold, .partyGone,
            .connectionTold:
            .leg
        case .bookingFact, .segmentTold: .booking
        case .legReport, .legWithdrawn, .cascadeMoved, .parentTold, .turnTold, .boardingTold: .aircraft
        case .stationFact, .demandChange, .demandSettled, .inboundOutcome, .forecastAsked, .movementSeen, .childTold,
            .networkTold, .legFlown, .turnFlown, .turnAsked:
            .airport
        case .departureOutcome, .peerFigures: .airline
        case .airportStanding, .departureTotals: .network
        }
    }
}
