/// One leg: what every source said of it, and what has been told of it.
///
/// Holds a candidate per field and source, and those of earlier event time that an as-of question may still ask for.
/// All that is derived is computed anew from them.
struct Leg: ~Copyable {
    let key: LegKey
    /// Numbers, times and codes.
    private(set) var candidates: ContiguousArray<Candidate> = []
    private(set) var texts = LegTexts()
    /// Hashes of the event ids that had their effect.
    private(set) var seen = EventsSeen()
    /// Candidates at which superseded ones are looked for next.
    private(set) var compactAt = Leg.compactFrom
    /// Event time of the newest fact.
    private(set) var newest = Instant.distantPast

    /// The aircraft that holds its report, and the hash of that report.
    var reportedTail = Tail.none
    var reportHash: UInt64 = 0
    /// The aircraft that held it before, the last one last, for their cascades to know who tells it now.
    private(set) var formerTails: [Tail] = []
    var previousTail: Tail { formerTails.last ?? .none }
    /// The reactionary delay that its aircraft expects, and the leg from which it comes.
    var forecastMinutes: Int32 = 0
    var forecastRoot = LegKey.none
    /// Why the root is late, as its carrier reports it, and how many legs of the aircraft lie behind it.
    var forecastCause = DelayCauseClass.unknown
    var forecastDepth: UInt8 = 0
    /// What was predicted of it last.
    var prediction: RotationPrediction?
    /// Seats as they were told first, and when; 0 where nobody told any.
    private(set) var plannedSeats: Int32 = 0
    private(set) var plannedSeatsAt: Int64 = 0
    /// Nil of most legs.
    var breaks: LegBreaks?
    /// Nil of a leg on which nobody is booked.
    var passengers: LegPassengers?
    var demand = LegDemand()
    var episodes: [Episode] = []
    /// Watermark W1 has passed the end of its day: what never came will not come.
    var isDayOver = false
    /// Place in the list of legs that this record touched, -1 when untouched.
    var touched: Int32 = -1
    /// Changed since its state was taken.
    var stateIsStale = false
    /// Version of its last change; of a meaning only while its state is stale.
    var stateVersion: Int64 = 0

    /// Candidates from which superseded ones are looked for.
    static let compactFrom = 48
    /// Candidates at the most; beyond them the oldest that are not believed are dropped.
    static let candidateLimit = 512

    init(key: LegKey) {
        self.key = key
        candidates.reserveCapacity(24)
    }

    /// A leg as it was when a snapshot was taken.
    init(
        key: LegKey, candidates: consuming ContiguousArray<Candidate>, texts: LegTexts, seen: EventsSeen,
        compactAt: Int, newest: Instant
    ) {
        self.key = key
        self.candidates = candidates
        self.texts = texts
        self.seen = seen
        self.compactAt = compactAt
        self.newest = newest
    }

    /// The settling of a leg on its last report: the second midnight UTC after the begin of its date, when the date is
    /// over in every zone.
    static func dayOver(_ date: CalendarDate) -> Instant { CalendarDate(days: date.days + 2).startUTC }

    /// A flight event has told of it, and not bookings alone.
    var isAnnounced: Bool { !candidates.isEmpty }

    /// Something is told of it, or depends on who is on board.
    var isLookedAtForPassengers: Bool {
        if !episodes.isEmpty || forecastMinutes > 0 || breaks.map({ !$0.told.isEmpty }) ?? false { return true }
        return passengers.map { !$0.inbound.isEmpty || $0.onward.contains { $0.told == 0 } } ?? false
    }

    /// Claims an event id.
    /// - Returns: false when it had its effect before.
    mutating func claim(_ eventHash: UInt64) -> Bool { seen.claim(eventHash) }

    /// Aircraft remembered that were to fly it: a leg seldom changes its aircraft twice; of more changes the oldest are
    /// forgotten.
    static let formerTailLimit = 4

    /// Notes that an aircraft was to fly it.
    mutating func note(former tail: Tail) {
        formerTails.removeAll { $0 == tail }
        formerTails.append(tail)
        if formerTails.count > Leg.formerTailLimit { formerTails.removeFirst() }
    }

    /// Takes in a fact's fields.
    /// - Parameter reader: at the fields behind the head.
    mutating func apply(_ fact: FlightFactHead, _ reader: inout ByteReader, source: UInt16, names: [String]) {
        newest = max(newest, fact.eventTime)
        fact.forEachNumber(&reader) { field, value in
            candidates.append(Candidate(eventTime: fact.eventTime.ms, value: value, source: source, field: field))
            if field == .seats { plan(seats: value, at: fact.eventTime.ms) }
        }
        fact.forEachText(&reader) { text, bytes in
            texts.apply(
                TextCandidate(
                    eventTime: fact.eventTime.ms, value: String(decoding: bytes, as: UTF8.self), source: source,
                    field: text), names: names)
        }
        if fact.hasFormerGate {
            // A millisecond earlier: it was the gate until this event.
            texts.keepFirstGate(
                TextCandidate(
                    eventTime: fact.eventTime.ms - 1, value: String(decoding: reader.readCounted(), as: UTF8.self),
                    source: source, field: .gate), names: names)
        }
    }

    /// Keeps the seats that were told first; of two tellings at one time the more.
    private mutating func plan(seats: Int64, at time: Int64) {
        guard seats > 0 else { return }
        let seats = Int32(clamping: seats)
        if plannedSeats > 0, time > plannedSeatsAt || time == plannedSeatsAt && seats <= plannedSeats { return }
        (plannedSeats, plannedSeatsAt) = (seats, time)
    }

    /// Takes them from a snapshot.
    mutating func restore(plannedSeats seats: Int32, at time: Int64) {
        (plannedSeats, plannedSeatsAt) = (seats, time)
    }

    /// Reads a word of every cache line of what the leg holds apart.
    @inline(__always) func prefetchParts() -> UInt64 { candidates.withUnsafeBytes { CacheLines.read($0) } }

    /// Drops what is superseded, when it is time to.
    /// - Parameter watermark: W1; superseded candidates below it may go.
    mutating func compactIfLong(names: [String], watermark: Instant) {
        if candidates.count > compactAt { compact(names: names, watermark: watermark) }
    }

    /// Drops candidates that no question at or behind the watermark can choose: superseded by the same source before
    /// it.
    private mutating func compact(names: [String], watermark: Instant) {
        var kept: ContiguousArray<Candidate> = []
        for candidate in candidates {
            let superseded = candidates.contains {
                $0.field == candidate.field && $0.source == candidate.source && $0.eventTime <= watermark.ms
                    && $0.isPreferred(to: candidate, names: names) && (!$0.saysNoWhere || candidate.saysNoWhere)
            }
            if !superseded { kept.append(candidate) }
        }
        if kept.count > Leg.candidateLimit {
            let resolution = Resolution(kept.span, asOf: .distantFuture, names: names)
            let believed = Set(FlightField.allCases.compactMap { resolution.index($0) })
            var excess = kept.count - Leg.candidateLimit / 2
            let byAge = kept.indices.sorted { (kept[$0].eventTime, $0) < (kept[$1].eventTime, $1) }
            var dropped = Set<Int>()
            for index in byAge where excess > 0 && !believed.contains(index) {
                dropped.insert(index)
                excess -= 1
            }
            kept = ContiguousArray(kept.indices.filter { !dropped.contains($0) }.map { kept[$0] })
        }
        candidates = kept
        compactAt = max(Leg.compactFrom, kept.count * 2)
    }

    /// The leg as known from facts of event time up to `asOf`.
    func view(asOf: Instant = .distantFuture, names: borrowing [String], taxi: TaxiTimes) -> LegView {
        LegView(candidates.span, asOf: asOf, names: names, boarding: texts.isBoarding, taxi: taxi)
    }
}

extension Leg: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (key.high, UInt64(key.low)) }
}
