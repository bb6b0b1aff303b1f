extension RotationRisk {
    /// How the rotation stands before a leg: where the aircraft is, and when it is ready.
    ///
    /// The aircraft is where the last leg that is flown comes down, or, where only cancelled legs are known before it,
    /// where the first of them was to begin. One that is elsewhere got there by the last cancelled leg that was to come
    /// in (INBOUND_CANCELLED) or by a diversion (INBOUND_DIVERTED); else the line contradicts itself (OVERLAP where two
    /// legs want the aircraft at the same time, POSITION otherwise). Where the scheduled ground time leaves room for a
    /// flight that nobody told (a ferry flight, a leg of a partner, a tail that was not named) nothing is said:
    /// `position_gap_minutes` and `inbound_gap_minutes`. Source: domain definition of a rotation break; ready
    /// = BAT + MTT.
    static func of(
        _ place: Int, in line: borrowing LineOfFlight, tail: Tail, rules: TurnRules,
        thresholds: RotationBreakThresholds
    ) -> RotationRisk {
        var risk = RotationRisk(tail: tail)
        var previous = place - 1
        while previous >= 0, line[previous].isCancelled { previous -= 1 }
        risk.passesCancelled = previous < place - 1
        let origin = line[place].key.origin
        if previous >= 0 {
            risk.inbound = line[previous].key
            if line[previous].destination == origin {
                risk.connect(line[place], after: line[previous], rules, thresholds)
                return risk
            }
            risk.place = line[previous].destination
        } else {
            guard place > 0 else { return risk }
            risk.place = line[0].key.origin
            if risk.place == origin { return risk }
        }
        risk.part(place, previous, in: line, thresholds)
        return risk
    }

    /// The aircraft comes down where the leg begins.
    private mutating func connect(
        _ leg: borrowing LineLeg, after inbound: borrowing LineLeg, _ rules: TurnRules,
        _ thresholds: RotationBreakThresholds
    ) {
        let planned = Int64(leg.scheduledDeparture.minutes(since: inbound.scheduledArrival))
        let isOverlap = leg.scheduledDeparture <= inbound.scheduledDeparture || planned < 0
        let least = isOverlap ? rules.usual[leg.size] : rules.minimum(before: leg)
        plannedTurnMinutes = Int32(clamping: planned)
        minimumTurnMinutes = Int32(clamping: least)
        knowledge = inbound.arrived != LineLeg.unknown ? 2 : inbound.out != LineLeg.unknown ? 1 : 0
        if isOverlap {
            kind = .overlap
            readyMinutes = Int32(clamping: least - planned + max(0, Int64(inbound.arrivalDelay)))
            return
        }
        let late = Int64(inbound.arrivalDelay)
        let ready = late - (planned - least)
        readyMinutes = Int32(clamping: ready)
        reactionaryMinutes = Int32(clamping: min(ready, late))
        if Int64(reactionaryMinutes) > thresholds.lateClose {
            kind = .lateInbound
            root = inbound.passage.root
        } else if planned * 100 < least * thresholds.turnPercent, ready > thresholds.late, knowledge > 0, late >= 0 {
            kind = .impossibleTurn
        }
    }

    /// The aircraft is elsewhere, as far as the line tells.
    private mutating func part(
        _ place: Int, _ previous: Int, in line: borrowing LineOfFlight, _ thresholds: RotationBreakThresholds
    ) {
        let origin = line[place].key.origin
        var cancelled = place - 1
        while cancelled > previous, line[cancelled].destination != origin { cancelled -= 1 }
        let isCancelled = cancelled > previous
        let from = isCancelled ? cancelled : previous
        guard from >= 0 else { return }
        let gap = Int64(line[place].scheduledDeparture.minutes(since: line[from].scheduledArrival))
        plannedTurnMinutes = Int32(clamping: gap)
        knowledge = line[from].arrived != LineLeg.unknown ? 2 : line[from].out != LineLeg.unknown ? 1 : 0
        if isCancelled {
            inbound = line[cancelled].key
            if gap <= thresholds.inboundGap { kind = .inboundCancelled }
        } else if line[from].isDiverted {
            if gap <= thresholds.inboundGap { kind = .inboundDiverted }
        } else if line[from].destination.isNone {
            return
        } else if gap < 0 {
            kind = .overlap
            readyMinutes = Int32(clamping: -gap)
        } else if gap <= thresholds.positionGap {
            kind = .position
        }
    }
}
