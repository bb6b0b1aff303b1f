/// The texts that passengers are sent, by the names under which senders have them.
public enum NotificationTemplate: CaseIterable, Sendable {
    case flightDelay
    /// It leaves as planned after all.
    case flightOnTime
    case flightCancelled
    /// It is flown after all.
    case flightReinstated
    case flightDiverted
    /// It goes where it was to go after all.
    case flightNotDiverted
    case gateChange
    case connectionAtRisk
    case connectionMissed
    /// It is reached after all.
    case connectionKept
    /// A mere change of status.
    case flightStatus

    /// The `template_id`.
    public var name: StaticString {
        switch self {
        case .flightDelay: "flight_delay"
        case .flightOnTime: "flight_on_time"
        case .flightCancelled: "flight_cancelled"
        case .flightReinstated: "flight_reinstated"
        case .flightDiverted: "flight_diverted"
        case .flightNotDiverted: "flight_not_diverted"
        case .gateChange: "gate_change"
        case .connectionAtRisk: "connection_at_risk"
        case .connectionMissed: "connection_missed"
        case .connectionKept: "connection_kept"
        case .flightStatus: "flight_status"
        }
    }

    /// Whether it is about a flight that is to be reached from another.
    public var isOfConnection: Bool {
        switch self {
        case .connectionAtRisk, .connectionMissed, .connectionKept: true
        default: false
        }
    }

    /// The text for what is said to one who was told something else before; nil where nothing was, and nothing is.
    init?(_ new: Statement, told: Statement) {
        switch new.kind {
        case .delay where told.kind == .cancelled: self = .flightReinstated
        case .delay where told.kind == .diverted: self = .flightNotDiverted
        case .delay: self = .flightDelay
        case .diverted: self = .flightDiverted
        case .cancelled: self = .flightCancelled
        case .gate, .terminal: self = .gateChange
        case .atRisk: self = .connectionAtRisk
        case .missed: self = .connectionMissed
        case .boarding: self = .flightStatus
        case .nothing:
            switch told.kind {
            case .nothing, .gate, .terminal, .boarding: return nil
            case .delay: self = .flightOnTime
            case .cancelled: self = .flightReinstated
            case .diverted: self = .flightNotDiverted
            case .atRisk, .missed: self = .connectionKept
            }
        }
    }
}
