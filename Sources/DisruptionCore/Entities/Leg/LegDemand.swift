/// What a leg has told its airports and its airline: as expected so far, and as settled.
struct LegDemand {
    /// The leg as last concluded from all that was known.
    var known: LegMovements?
    /// What the origin was told to expect.
    var departure = DepartureDemand()
    /// What the destination was told to expect.
    var arrival = ArrivalDemand()
    /// What the origin's settled bins count it as.
    var settled = SettledDeparture.unseen
    /// The bin in which it was due, or will be when it left early; none where it left without a schedule.
    var due = QuarterHour.none
    /// The bin from which it waits.
    var waitingSince = QuarterHour.none
    /// A settled bin has its arrival.
    var arrivalIsSettled = false
    /// Its demand lies beyond the horizon and is told later.
    var isHeldBack = false
    /// What its airline was told.
    var outcome = DepartureOutcome.open
    /// Whether the origin has counted that it left, and as late: one that returns to the gate leaves twice.
    var left = Left.no
    /// Whether the origin was told of its take-off.
    var takeoff = Takeoff.none
    /// Bins for which a timer is set, the newest last: most facts of a leg fall into few bins.
    private(set) var armed: (QuarterHour, QuarterHour, QuarterHour) = (.none, .none, .none)

    /// Bins ahead of event time up to which a leg tells its airports of itself: 32 hours, more than a day's schedule
    /// and less than an airport keeps.
    static let horizonBins: Int32 = 128
    /// Bins after which a leg that was due and of which nothing was heard waits no longer: 4 hours. Its outcome is
    /// lost; a queue must not grow for ever by it.
    static let waitingBins: Int32 = 16
    /// Bins by which a leg may leave ahead of its schedule and still count as due there: a day; more is a wrong date.
    static let earlyBins: Int32 = 96

    /// Raw values stand in the log and never change.
    enum Left: UInt8, Comparable {
        case no, onTime, late

        static func < (a: Left, b: Left) -> Bool { a.rawValue < b.rawValue }
    }

    enum Takeoff: UInt8 {
        case none
        /// Somebody told one before its bin settled.
        case heard
        /// The origin was told: of one leg it counts one.
        case told
    }

    /// Notes a timer.
    /// - Returns: false where one is set for the bin already.
    mutating func arm(_ bin: QuarterHour) -> Bool {
        if bin == armed.2 || bin == armed.1 || bin == armed.0 { return false }
        armed = (armed.1, armed.2, bin)
        return true
    }

    /// Forgets which timers are set.
    mutating func disarm() { armed = (.none, .none, .none) }

    /// Says for which bins timers are set, the newest last.
    mutating func rearm(_ bins: (QuarterHour, QuarterHour, QuarterHour)) { armed = bins }

    /// Takes the leg's departure to where it stands when a bin settles.
    /// - Parameter movements: as known before the bin settled.
    /// - Returns: what changed, nil when nothing did.
    mutating func settleDeparture(_ movements: LegMovements, in bin: QuarterHour) -> DepartureStep? {
        let before = settled
        if due.isNone, settled == .unseen, !movements.scheduled.isNone {
            if movements.scheduled <= bin {
                due = bin
            } else if movements.hasLeft, movements.departure <= bin,
                movements.scheduled - bin <= LegDemand.earlyBins
            {
                due = movements.scheduled
            }
        }
        if movements.isCancelled {
            guard !due.isNone else { return nil }
            settled = .cancelled
        } else if movements.hasLeft, movements.departure <= bin || settled == .moved {
            settled = .moved
        } else if settled == .waiting, bin - waitingSince >= LegDemand.waitingBins {
            settled = .lost
        } else if settled != .lost, !due.isNone {
            settled = .waiting
        }
        guard settled != before else { return nil }
        if settled == .waiting { waitingSince = bin }
        var step = DepartureStep(from: before, to: settled, bin: bin, due: due)
        step.left = left
        if settled == .moved {
            step.delay = movements.departureDelay
            left = step.isLate ? .late : max(left, .onTime)
        }
        return step
    }
}

extension LegDemand {
    /// How the departure stands for its airline when a bin settles: one that still waits when the bin behind that of
    /// its schedule has settled is 15 or more minutes late, whatever comes.
    func outcome(_ movements: LegMovements, in bin: QuarterHour) -> DepartureOutcome {
        switch settled {
        case .unseen: .open
        case .lost: outcome
        case .waiting: bin > due ? .late : outcome == .late ? .late : .open
        case .moved: movements.isLate ? .late : .onTime
        case .cancelled: .cancelled
        }
    }
}

/// What an airport expects of one departure.
struct DepartureDemand: Equatable {
    enum State: UInt8 {
        case none, due, moved, cancelled
    }

    var state = State.none
    /// Of scheduled departure; of the movement where no schedule is known.
    var scheduled = QuarterHour.none
    /// Of best-known departure; once it has moved, of the movement.
    var best = QuarterHour.none

    init() {}

    init(_ movements: LegMovements) {
        let best = movements.isCancelled ? movements.scheduled : movements.departure
        guard !best.isNone else { return }
        state = movements.isCancelled ? .cancelled : movements.hasLeft ? .moved : .due
        scheduled = movements.scheduled.isNone ? best : movements.scheduled
        self.best = best
    }
}

/// What an airport expects of one arrival.
struct ArrivalDemand: Equatable {
    var airport = AirportCode.none
    /// None where nothing is expected.
    var best = QuarterHour.none

    init() {}

    init(_ movements: LegMovements) {
        guard !movements.isCancelled, !movements.destination.isNone, !movements.arrival.isNone else { return }
        airport = movements.destination
        best = movements.arrival
    }
}

/// Where a departure stands in the settled bins of its airport: unseen → waiting | moved | cancelled; waiting → moved |
/// cancelled | lost; lost → moved | cancelled; cancelled → waiting | moved (reinstated); moved → waiting | cancelled
/// (returned). Raw values stand in the log and never change.
enum SettledDeparture: UInt8 {
    case unseen = 0
    case waiting = 1
    case moved = 2
    case cancelled = 3
    /// Due and never heard of again.
    case lost = 4
}

/// How a departure came out, for its airline; raw values stand in the log and never change.
enum DepartureOutcome: UInt8 {
    case open = 0
    case onTime = 1
    /// 15 or more minutes late.
    case late = 2
    case cancelled = 3

    var isDisrupted: Bool { self == .late || self == .cancelled }
}
