/// How a rotation breaks; raw values stand in the log and in state and never change.
public enum BreakKind: UInt8, CaseIterable, Sendable {
    /// The aircraft comes in at another airport than that from which it is to leave.
    case position = 1
    case inboundCancelled
    case inboundDiverted
    /// Two legs of one tail at the same time.
    case overlap
    /// The scheduled turn is shorter than the least turn (delay code 09).
    case impossibleTurn
    /// The aircraft is ready 15 or more minutes after scheduled departure.
    case lateInbound
    /// No aircraft is named two hours before departure.
    case noTail
    /// The aircraft has fewer seats than the one before it had.
    case downgauge

    /// The line of flight of the leg's aircraft tells it, and not the leg alone.
    var isOfLine: Bool { self != .noTail && self != .downgauge }

    /// The name in topics.
    public var name: StaticString {
        switch self {
        case .position: "POSITION"
        case .inboundCancelled: "INBOUND_CANCELLED"
        case .inboundDiverted: "INBOUND_DIVERTED"
        case .overlap: "OVERLAP"
        case .impossibleTurn: "IMPOSSIBLE_TURN"
        case .lateInbound: "LATE_INBOUND"
        case .noTail: "NO_TAIL"
        case .downgauge: "DOWNGAUGE"
        }
    }
}
