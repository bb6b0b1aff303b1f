/// What kind of disruption it is; raw values stand in state and never change.
public enum Pattern: UInt8, CaseIterable, Sendable {
    case flightDelay = 1, flightCancelled, gateChange, flightDiverted, cascadingDelay, airportCongestion
    case weatherImpact, airlineDisruption, networkDisruption, seasonalDeviation, rotationBreak, missedConnection

    /// The name in topics and configuration, in upper case there and lower case here.
    public var name: StaticString {
        switch self {
        case .flightDelay: "flight_delay"
        case .flightCancelled: "flight_cancelled"
        case .gateChange: "gate_change"
        case .flightDiverted: "flight_diverted"
        case .cascadingDelay: "cascading_delay"
        case .airportCongestion: "airport_congestion"
        case .weatherImpact: "weather_impact"
        case .airlineDisruption: "airline_disruption"
        case .networkDisruption: "network_disruption"
        case .seasonalDeviation: "seasonal_deviation"
        case .rotationBreak: "rotation_break"
        case .missedConnection: "missed_connection"
        }
    }
}

/// How bad it is, for alerts.
public enum Severity: UInt8, CaseIterable, Comparable, Sendable {
    case none, low, medium, high, critical

    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

    /// Severity of a delay in minutes: below 15 none, to 45 low, to 120 medium, above high.
    public init(delayMinutes minutes: Int32) {
        self = minutes < 15 ? .none : minutes <= 45 ? .low : minutes <= 120 ? .medium : .high
    }

    /// One step worse, at most critical.
    public var raised: Severity { Severity(rawValue: min(rawValue + 1, Severity.critical.rawValue)) ?? .critical }

    public var name: StaticString {
        switch self {
        case .none: "none"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .critical: "critical"
        }
    }
}

/// How late a single flight is.
public enum DelayCategory: UInt8, Sendable {
    case onTime, minor, major, severe, cancelled

    /// Category of a delay in minutes: below 15 on time, below 30 minor, to 120 major, above severe.
    public init(delayMinutes minutes: Int32) {
        self = minutes < 15 ? .onTime : minutes < 30 ? .minor : minutes <= 120 ? .major : .severe
    }

    public var name: StaticString {
        switch self {
        case .onTime: "on_time"
        case .minor: "minor"
        case .major: "major"
        case .severe: "severe"
        case .cancelled: "cancelled"
        }
    }
}

/// Where a disruption stands.
public enum Lifecycle: UInt8, Sendable {
    case opened = 1, updated, resolved
    /// Another event tells it now.
    case superseded
    /// It was never so.
    case retracted

    public var name: StaticString {
        switch self {
        case .opened: "opened"
        case .updated: "updated"
        case .resolved: "resolved"
        case .superseded: "superseded"
        case .retracted: "retracted"
        }
    }
}
