/// A leg in an aircraft's line of flight: what the leg reported, and what the rotation makes of it.
struct LineLeg {
    /// `distantPast` stands for an instant that is not known.
    static let unknown = Instant.distantPast

    let key: LegKey
    var destination = AirportCode.none
    var scheduledDeparture = unknown
    var scheduledArrival = unknown
    /// Off-block.
    var out = unknown
    /// The airline's estimate of off-block (EOBT).
    var estimatedOut = unknown
    /// In-block.
    var arrived = unknown
    /// Best-known in-block before it is known: from landing, estimate or off-block and block time.
    var estimatedIn = unknown
    var isCancelled = false
    /// It comes down elsewhere than scheduled.
    var isDiverted = false
    /// Its outcome is known: in-block, cancelled, or its day is over.
    var isSettled = false
    var size = AircraftSize.unknown
    /// Of the delay that its carrier reports.
    var cause = DelayCauseClass.unknown
    /// The aircraft that was to fly it before.
    var previousTail = Tail.none

    /// The reactionary delay and root that the leg was last told.
    var toldMinutes: Int32 = 0
    var toldRoot = LegKey.none
    /// Hash of what the leg was last told of its rotation, 0 where it was told nothing.
    var toldRisk: UInt64 = 0
    /// Event time at which a cascade first told that it is reached.
    var reachedAt = unknown

    var forecasts = LineForecasts()

    /// The leg before it is forgotten: link, reactionary minutes and root stay as they were.
    var isFrozen = false
    /// What the rotation makes of it.
    var passage = Passage()

    init(key: LegKey) { self.key = key }

    /// Minutes from scheduled to known or expected departure.
    var departureDelay: Int32 { passage.expectedOut.minutes(since: scheduledDeparture) }
    /// Minutes from scheduled to known or expected arrival.
    var arrivalDelay: Int32 { passage.expectedIn.minutes(since: scheduledArrival) }
    /// It flies, and minutes of its departure delay come in by its aircraft.
    var isReached: Bool { passage.reactionaryMinutes >= 1 && !isCancelled }
}

/// What delay comes to a leg by its aircraft, and what it passes on.
struct Passage: Equatable {
    /// Off-block, known or expected.
    var expectedOut = LineLeg.unknown
    /// In-block, known or expected.
    var expectedIn = LineLeg.unknown
    /// Minutes of its departure delay that come in by its aircraft; never more than the delay once that is known.
    var reactionaryMinutes: Int32 = 0
    /// Minutes by which its scheduled turn is shorter than the least turn (delay code 09), where the inbound made it
    /// late.
    var defectMinutes: Int32 = 0
    /// The root of the delay that came in, none where none did.
    var inboundRoot = LegKey.none
    /// The root of the delay that it passes on: itself, or that of the delay that came in.
    var root = LegKey.none
    /// Hops from the inbound root.
    var depth: Int32 = 0
}

/// Size classes for the least turn time, by seats: to 80, to 220, above.
public enum AircraftSize: UInt8, Sendable {
    case unknown, small, narrow, wide

    public init(seats: Int32?) {
        guard let seats, seats > 0 else {
            self = .unknown
            return
        }
        self = seats <= 80 ? .small : seats <= 220 ? .narrow : .wide
    }
}

/// Least turn times in minutes (MTT) by size class.
struct MinimumTurns {
    private let unknown: Int64
    private let small: Int64
    private let narrow: Int64
    private let wide: Int64

    init(_ settings: EngineSettings) {
        unknown = settings[.minimumTurnUnknownMinutes]
        small = settings[.minimumTurnSmallMinutes]
        narrow = settings[.minimumTurnNarrowMinutes]
        wide = settings[.minimumTurnWideMinutes]
    }

    subscript(size: AircraftSize) -> Int64 {
        switch size {
        case .unknown: unknown
        case .small: small
        case .narrow: narrow
        case .wide: wide
        }
    }
}
