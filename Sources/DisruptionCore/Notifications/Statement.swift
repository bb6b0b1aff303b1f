/// What is to be said of one subject, and what was.
struct Statement: Equatable, Sendable {
    /// Raw values stand in snapshots and never change; within a subject the higher one is the worse.
    enum Kind: UInt8, Sendable {
        /// All is as booked.
        case nothing = 0
        /// It leaves later.
        case delay
        case diverted
        case cancelled
        /// It is boarded at another gate.
        case gate
        /// It is boarded at another gate of another terminal.
        case terminal
        /// The flight before may come too late for it.
        case atRisk
        /// The flight before comes too late for it.
        case missed
        case boarding
    }

    var kind = Kind.nothing
    /// Minutes of a delay; of a gate a hash of gate and terminal; else 0.
    var figure: UInt32 = 0

    static let nothing = Statement()

    /// What is to be said of a flight as it stands; nil where what was said is left as it is: of one that has left
    /// nobody is told what only mattered before.
    /// - Parameters:
    ///   - told: what was said of the subject last.
    ///   - delayMinutes: the least delay that is told.
    init?(
        _ subject: NotificationSubject, _ state: SegmentState, _ news: FlightNews, told: Statement,
        delayMinutes: Int64
    ) {
        let isAhead = state.stage == .scheduled
        switch subject {
        case .flight:
            switch state.stage {
            case .cancelled: kind = .cancelled
            case .diverted: kind = .diverted
            case .scheduled where Int64(state.departureMinutes) >= delayMinutes:
                (kind, figure) = (.delay, UInt32(clamping: state.departureMinutes))
            case .scheduled: kind = .nothing
            // In the air it matters still where it goes.
            case .left where told.kind == .diverted: kind = .nothing
            case .left, .arrived, .unknown: return nil
            }
        case .gate:
            guard isAhead, news.isMoved else { return nil }
            (kind, figure) = (news.isTerminalMoved ? .terminal : .gate, news.placeHash)
        case .connection:
            switch state.connection {
            case .missed where isAhead || state.stage == .left: kind = .missed
            case .atRisk where isAhead: kind = .atRisk
            case .safe where isAhead: kind = .nothing
            default: return nil
            }
        case .boarding:
            guard isAhead, news.isBoarding else { return nil }
            kind = .boarding
        }
    }

    init() {}

    init(_ kind: Kind, figure: UInt32 = 0) {
        self.kind = kind
        self.figure = figure
    }

    /// Whether a passenger who was told the other hears nothing new.
    func repeats(_ told: Statement) -> Bool {
        isPlace && told.isPlace ? figure == told.figure : self == told
    }

    /// Whether things stand worse than told. A move to another terminal always is: who waits at the wrong one may not
    /// make it.
    func isWorse(than told: Statement) -> Bool {
        if kind == .terminal { return true }
        return kind == told.kind ? kind == .delay && figure > told.figure : kind.rawValue > told.kind.rawValue
    }

    private var isPlace: Bool { kind == .gate || kind == .terminal }

    /// How soon it should be known, by itself: delays like the severities of single flights.
    private var urgency: Urgency {
        switch kind {
        case .nothing, .boarding: .low
        case .gate, .atRisk: .medium
        case .diverted, .cancelled, .terminal, .missed: .high
        case .delay: figure <= 45 ? .low : figure <= 120 ? .medium : .high
        }
    }

    /// How soon it should be known by one who was told something else: what takes back is as urgent as what it takes
    /// back.
    func urgency(told: Statement) -> Urgency {
        isPlace || isWorse(than: told) ? urgency : max(urgency, told.urgency)
    }
}
