/// What a passenger is told of, apart from one another; raw values are places in what was told.
public enum NotificationSubject: Int, CaseIterable, Sendable {
    /// Whether and when the flight leaves, and where it goes.
    case flight
    /// Where to board it.
    case gate
    /// Whether it is reached from the flight before.
    case connection
    /// That boarding has begun: a mere change of status.
    case boarding
}

/// How soon a notification should reach its passenger.
public enum Urgency: UInt8, Comparable, Sendable {
    case low, medium, high

    public static func < (a: Urgency, b: Urgency) -> Bool { a.rawValue < b.rawValue }

    public var name: StaticString {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
    }
}
