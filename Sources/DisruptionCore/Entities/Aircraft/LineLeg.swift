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
    /// In-block before it is known, from landing or the airline's estimate.
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
    /// What the days before teach of it, once the airport where it begins has answered.
    var taught = TaughtTimes()
    var asking = Asking.no

    /// The leg before it is forgotten: link, reactionary minutes and root stay as they were.
    var isFrozen = false
    /// What the rotation makes of it.
    var passage = Passage()

    init(key: LegKey) { self.key = key }

    /// Whether its airport is to be asked what the days before teach of it.
    enum Asking: UInt8 {
        case no
        /// It is under pressure: what was taught makes a difference.
        case wanted
        case asked
    }

    /// Asks, unless that was done.
    mutating func wantTaught() { if asking == .no { asking = .wanted } }

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
    /// The minimum turn by which delay came in is a default: nothing was learned of it.
    var isTurnDefault = false
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
