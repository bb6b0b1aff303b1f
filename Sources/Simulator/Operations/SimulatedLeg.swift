import DisruptionCore

/// One leg of one day, from its schedule to its end. Times are minutes from the first day's 00:00 UTC.
struct SimulatedLeg: Sendable {
    enum Status: UInt8, Sendable {
        /// Becomes decided, cancelled.
        case planned
        /// Its time off the blocks is fixed. Becomes out, cancelled.
        case decided
        /// Becomes off, planned (back at its gate).
        case out
        /// Becomes arrived, at its destination or at an alternate.
        case off
        case arrived, cancelled
    }

    /// No leg, no aircraft, no time.
    static let none: Int32 = -1

    let number: Int32
    var key: LegKey
    let airline: UInt16
    let from: UInt16
    let to: UInt16
    /// Place in `AircraftType.all`.
    let type: UInt8
    var status = Status.planned
    /// A flight without passengers that brings an aircraft to where it is needed.
    var isFerry = false
    let scheduledOut: Int32
    let scheduledIn: Int32
    var aircraft: Int32
    /// Its neighbours in the line of flying, by number.
    var previous = SimulatedLeg.none
    var next = SimulatedLeg.none
    /// The leg that brings its crew where that is another aircraft's, by number.
    var crewFrom = SimulatedLeg.none

    /// When it will leave and arrive by what is known; what happened once it has.
    var out: Int32
    var off = SimulatedLeg.none
    var on = SimulatedLeg.none
    var arrival: Int32
    /// The departure that the world was told last.
    var toldOut: Int32
    var toldIn: Int32
    /// Where it landed instead; its destination else.
    var landsAt: UInt16

    /// Minutes of a cause of its own that were ordered, and which.
    var ordered: Int16 = 0
    var orderedCause = Cause.technical
    /// Minutes of delay beyond which it is cancelled.
    var patience: Int16
    /// Whether the world knows of it, and how many events told of it.
    var isPublished = false
    var told: UInt16 = 0
    /// Minute until which it waits for a crew or for passengers who change to it.
    var heldUntil: Int32 = 0
    /// Quarters of an hour in which it has a place on the runways of both ends.
    var places: (off: Int32, on: Int32) = (SimulatedLeg.none, SimulatedLeg.none)
    /// Why it was cancelled; of a ferry, why it is needed.
    var blame: DelayShare?
    var gate: UInt16 = 0
    /// Passengers on board, and those of them who came by another leg of their booking.
    var passengers: UInt16 = 0
    var connecting: UInt16 = 0
    /// Up to three legs from which most passengers change to it, and how many.
    var feeders: (Feeder, Feeder, Feeder) = (.none, .none, .none)

    /// What its delay off the blocks, and on them, is made of.
    var departureShares: [DelayShare] = []
    var arrivalShares: [DelayShare] = []

    struct Feeder: Sendable {
        var leg: Int32
        var passengers: UInt16
        static let none = Feeder(leg: SimulatedLeg.none, passengers: 0)
    }

    init(
        number: Int32, key: LegKey, airline: Int, from: Int, to: Int, type: Int, aircraft: Int, scheduledOut: Int,
        scheduledIn: Int,
        patience: Int
    ) {
        self.number = number
        self.key = key
        self.airline = UInt16(airline)
        self.from = UInt16(from)
        self.to = UInt16(to)
        self.type = UInt8(type)
        self.aircraft = Int32(aircraft)
        self.scheduledOut = Int32(scheduledOut)
        self.scheduledIn = Int32(scheduledIn)
        self.patience = Int16(patience)
        out = Int32(scheduledOut)
        arrival = Int32(scheduledIn)
        toldOut = Int32(scheduledOut)
        toldIn = Int32(scheduledIn)
        landsAt = UInt16(to)
    }
}

extension SimulatedLeg {
    /// What draws are for: its name without the attempt.
    var subject: UInt64 { key.high ^ UInt64(key.low >> 8) << 40 }
    /// Nothing has happened to it that cannot be taken back.
    var isOpen: Bool { status == .planned || status == .decided }
    var departureDelay: Int { Int(out - scheduledOut) }
    var arrivalDelay: Int { Int(arrival - scheduledIn) }

    /// Notes a leg from which passengers change, where it is among the three with the most.
    mutating func note(feeder: Feeder) {
        if feeder.passengers > feeders.0.passengers {
            feeders = (feeder, feeders.0, feeders.1)
        } else if feeder.passengers > feeders.1.passengers {
            feeders = (feeders.0, feeder, feeders.1)
        } else if feeder.passengers > feeders.2.passengers {
            feeders.2 = feeder
        }
    }
}
