/// Where a leg stands: SCHEDULED → BOARDING → OUT → OFF → (DIVERTED) → ON → IN; CANCELLED from any state before OFF;
/// OUT → RETURNED → OUT. Computed from the facts, never stored, so that the order of arrival does not matter.
public enum LegStatus: UInt8, Sendable {
    case scheduled, boarding, out, off, on, arrived, cancelled, diverted, returned

    public var name: StaticString {
        switch self {
        case .scheduled: "SCHEDULED"
        case .boarding: "BOARDING"
        case .out: "OUT"
        case .off: "OFF"
        case .on: "ON"
        case .arrived: "IN"
        case .cancelled: "CANCELLED"
        case .diverted: "DIVERTED"
        case .returned: "RETURNED"
        }
    }
}
