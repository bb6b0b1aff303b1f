/// The fields of a flight event that are numbers, times or packed codes. Raw values stand in the log and never change.
public enum FlightField: UInt8, CaseIterable, Sendable {
    case scheduledDeparture, scheduledArrival, estimatedDeparture, estimatedArrival
    /// Out: off-block (AOBT).
    case actualDeparture
    /// Off: take-off (ATOT).
    case actualTakeoff
    /// On: landing (ALDT).
    case actualLanding
    /// In: in-block (AIBT).
    case actualArrival
    /// Minutes that an event announces; −1,440…10,080.
    case delayMinutes
    /// 1 cancelled, 0 reinstated.
    case cancelled
    case destination
    case tail
    /// Where the leg goes instead; 0 takes a diversion back.
    case divertedTo
    case airline
    /// 0…1,000.
    case seats
    /// When the aircraft came back to the gate or the origin.
    case returnedAt
    /// At most eight characters, packed.
    case aircraftType
    /// 0…100.
    case rebookingPriority

    /// Whether the value is an instant in milliseconds.
    @inlinable public var isTime: Bool { rawValue <= FlightField.actualArrival.rawValue || self == .returnedAt }
    public static let count = 18
}

/// The fields of a flight event that are text, at most `Limits.textFieldBytes` bytes each.
public enum FlightText: UInt8, CaseIterable, Sendable {
    case gate, terminal, status, reason, reasonDetail
    /// `code/minutes` joined by commas, e.g. `93/45,71/10`.
    case delayCodes
    public static let count = 6
}

/// Types of events on flight.events; raw values stand in the log and never change.
public enum FlightEventType: UInt8, CaseIterable, Sendable {
    case scheduled = 1, updated, delay, cancelled, reinstated, gateChange, aircraftChange
    case departed, airborne, landed, arrived, diverted, returned
}
