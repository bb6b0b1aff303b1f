/// One version of a disruption, as the detectors tell it: the rim turns it into a record of disruption.events.
public struct DisruptionVersion: Sendable {
    public var id: DisruptionID
    /// Rises within a disruption and may skip: log incarnation × 2^40 + offset in the entities log + 1.
    public var version: Int64
    public var lifecycle: Lifecycle
    public var confirmed: Bool
    public var finding: Finding
    /// Operating day: local date of the instant − 3 h.
    public var day: CalendarDate
    /// Event time at which it was first told.
    public var detectedAt: Instant
    /// Event time at which this version was told.
    public var eventTime: Instant
    /// The input event that caused this version; empty where time alone did.
    public var triggerEventID: String
    public var correlationID: String
    /// Hash of the settings in force.
    public var configID: UInt64
}

/// One reason for what is said, with the bound it passed.
public struct Evidence: Sendable, Equatable {
    public var what: StaticName
    public var value: Int64
    public var threshold: Int64

    public init(_ what: StaticString, value: Int64, threshold: Int64) {
        self.what = StaticName(what)
        self.value = value
        self.threshold = threshold
    }
}

/// A name known at compile time.
public struct StaticName: Sendable, Equatable, CustomStringConvertible {
    public let text: StaticString
    public init(_ text: StaticString) { self.text = text }
    public var description: String { text.description }
    public static func == (a: StaticName, b: StaticName) -> Bool { a.description == b.description }
}

/// A figure of a disruption, documented per pattern in the schema.
public struct Metric: Sendable, Equatable {
    public enum Value: Sendable, Equatable {
        case count(Int64)
        /// Thousandths, written as a decimal.
        case permille(Int64)
        case flag(Bool)
        case text(String)
        case instant(Instant)
        case codes([AirportCode])
    }
    public var name: StaticName
    public var value: Value

    public init(_ name: StaticString, _ value: Value) {
        self.name = StaticName(name)
        self.value = value
    }
}

/// A leg that a disruption reaches.
public struct AffectedLeg: Sendable, Equatable {
    public var leg: LegKey
    /// Departure delay expected, minutes.
    public var predictedDelayMinutes: Int32
    /// Minutes of it that come from the root by way of the aircraft; settled ones in a confirmed version.
    public var reactionaryMinutes: Int32
    /// Hops from the root, 1 for the next leg.
    public var depth: Int32
    public var scheduledDeparture: Instant
    /// Minutes from when a disruption first told that it is reached to its scheduled departure.
    public var leadMinutes: Int32
    /// Thousandths: trust in the links from the root to here.
    public var confidencePermille: Int32
    /// What its departure delay is made of, where more than one leg has a share in it.
    public var roots: [RootVector.Share] = []

    public init(
        leg: LegKey, predictedDelayMinutes: Int32, reactionaryMinutes: Int32, depth: Int32, scheduledDeparture: Instant,
        leadMinutes: Int32, confidencePermille: Int32 = 1000
    ) {
        self.leg = leg
        self.predictedDelayMinutes = predictedDelayMinutes
        self.reactionaryMinutes = reactionaryMinutes
        self.depth = depth
        self.scheduledDeparture = scheduledDeparture
        self.leadMinutes = leadMinutes
        self.confidencePermille = confidencePermille
    }
}

/// What a disruption goes back to.
public struct Root: Sendable, Equatable {
    public var subject: Subject
    /// Cause as far as known, e.g. `late_arrival`, `cancellations`, or a reason that the source gave.
    public var cause: String

    public init(_ subject: Subject, cause: String) {
        self.subject = subject
        self.cause = cause
    }
}
