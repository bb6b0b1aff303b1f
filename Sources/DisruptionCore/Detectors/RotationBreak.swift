/// ROTATION_BREAK: a leg whose aircraft is not there, not in time, not named, or smaller than planned.
///
/// At most one break is told of a leg, the most serious: INBOUND_CANCELLED, INBOUND_DIVERTED, OVERLAP, POSITION,
/// LATE_INBOUND, NO_TAIL, DOWNGAUGE, IMPOSSIBLE_TURN; where a more serious one comes, it supersedes the other. It is
/// told from a day before departure; its severity is that of the time left (medium from six hours, high from two), less
/// where the kind says so:
/// - LATE_INBOUND: an aircraft that its inbound leg's delay makes ready more than 15 minutes late. The size of the
///   delay bounds it, and it is low where a cascade of the aircraft tells the delay, which is then its parent.
/// - INBOUND_CANCELLED, INBOUND_DIVERTED: the parent is the disruption of the inbound leg.
/// - OVERLAP, POSITION: planners mend a line that contradicts itself, so both are low until the inbound leg has come in
///   elsewhere. Where it comes in at the right airport, but after departure time, the minutes bound an overlap.
/// - IMPOSSIBLE_TURN: thousands of turns a day are planned shorter than the least turn and are flown so. One is told,
///   at low severity, only where it has less than two fifths of the least turn, once its inbound leg has left, not
///   early, and where the turn alone will make the leg late.
/// - NO_TAIL: low, for a feed may name aircraft late.
/// - DOWNGAUGE: a tenth of the seats lost is low, less than three tenths medium. What was told first is what was sold.
///
/// The outcome of the leg settles it: confirmed where the break still stands and the leg left 15 or more minutes late,
/// or not at all, or (DOWNGAUGE) with the fewer seats; else it is taken back. A swap averts a break of the aircraft
/// that has gone. What is settled follows from the facts alone and not from what was said on the way. Settled severity
/// is that of the delay. Source: domain definitions, engineering defaults calibrated on the US month of January 2008.
struct RotationBreak {
    /// The most serious first.
    static let order: [BreakKind] = [
        .inboundCancelled, .inboundDiverted, .overlap, .position, .lateInbound, .noTail, .downgauge, .impossibleTurn,
    ]

    /// Place in that order.
    static func rank(_ kind: BreakKind) -> Int { order.firstIndex(of: kind) ?? order.count }

    let key: LegKey
    let view: LegView
    /// What the aircraft named now says; nil where it said nothing, or none is named.
    let risk: RotationRisk?
    /// Seats as they were told first; 0 where nobody told any.
    let plannedSeats: Int32
    let isDayOver: Bool
    let scheduledDeparture: Instant
    /// The later of the watermark and the event time of what caused the look.
    let now: Instant
    let thresholds: RotationBreakThresholds

    // MARK: outcome

    /// It left, was cancelled, or never left on its day.
    var isSettled: Bool { hasLeft || view.isCancelled || isDayOver }

    private var hasLeft: Bool { view.actualDeparture != nil || view.actualTakeoff != nil || view.actualArrival != nil }

    private var departureDelay: Int32 { view.departureDelayMinutes ?? 0 }

    /// It left 15 or more minutes late, or not at all.
    private var wentWrong: Bool { hasLeft ? departureDelay >= 15 : true }

    // MARK: what stands

    /// None of the kinds can stand.
    var isSound: Bool {
        risk?.kind == nil && seatsLost == 0 && (!view.tail.isNone || thresholds.noTail == 0)
    }

    /// A kind's condition stands, and would if it were open already.
    func stands(_ kind: BreakKind) -> (opens: Bool, keeps: Bool) {
        switch kind {
        case .noTail:
            let lead = thresholds.noTail
            let isMissing = lead > 0 && view.tail.isNone
            let isDue = now >= scheduledDeparture.adding(minutes: -lead)
            return settle(isMissing && (isDue || isSettled))
        case .downgauge:
            let isSmaller = Int64(seatsLost) >= thresholds.downgaugeSeats
            return isSettled && !hasLeft ? settle(isSmaller) : (isSmaller, isSmaller)
        case .lateInbound:
            guard let risk, risk.kind == kind else { return (false, false) }
            let opens = Int64(risk.reactionaryMinutes) > thresholds.late
            return isSettled ? settle(opens) : (opens, true)
        default: return settle(risk?.kind == kind)
        }
    }

    private func settle(_ isSo: Bool) -> (opens: Bool, keeps: Bool) {
        let holds = isSo && (!isSettled || wentWrong)
        return (holds, holds)
    }

    /// Seats fewer than first told; 0 where there are as many or nobody says.
    var seatsLost: Int32 {
        guard plannedSeats > 0, let seats = view.seats, seats > 0 else { return 0 }
        return max(0, plannedSeats - seats)
    }

    /// When time alone changes what is told next; nil where it does not.
    var nextLook: Instant? {
        if isSettled { return nil }
        var next: Instant?
        func look(_ lead: Int64) {
            let at = scheduledDeparture.adding(minutes: -lead)
            if at > now, next.map({ at < $0 }) ?? true { next = at }
        }
        look(thresholds.horizon)
        look(thresholds.medium)
        look(thresholds.high)
        if view.tail.isNone { look(thresholds.noTail) }
        return next
    }

    /// So early nothing is told.
    var isBeyondHorizon: Bool {
        !isSettled && now < scheduledDeparture.adding(minutes: -thresholds.horizon)
    }

    // MARK: severity

    func severity(_ kind: BreakKind) -> Severity {
        if isSettled, kind != .downgauge {
            let severity = hasLeft ? max(.low, Severity(delayMinutes: departureDelay)) : .high
            return min(severity, most(kind))
        }
        let left = Int64(scheduledDeparture.minutes(since: now))
        let urgency: Severity =
            isSettled || left <= thresholds.high
            ? .high : left <= thresholds.medium ? .medium : .low
        return min(urgency, most(kind))
    }

    private func most(ofDelay minutes: Int32) -> Severity {
        if Int64(minutes) < thresholds.lateMedium { return .low }
        return Int64(minutes) < thresholds.lateHigh ? .medium : .high
    }

    private func most(_ kind: BreakKind) -> Severity {
        switch kind {
        case .noTail, .impossibleTurn: return .low
        case .downgauge:
            let permille = Int64(seatsLost) * 1000 / Int64(max(1, plannedSeats))
            return permille < 100 ? .low : permille < 300 ? .medium : .high
        case .lateInbound:
            if isSettled { return .high }
            return risk?.parent != nil ? .low : most(ofDelay: risk?.reactionaryMinutes ?? 0)
        case .overlap, .position:
            if isSettled { return .high }
            guard let risk, risk.knowledge > (risk.place.isNone ? 0 : 1) else { return .low }
            return risk.place.isNone ? most(ofDelay: risk.readyMinutes) : .high
        default: return .high
        }
    }
}
