extension LineLeg {
    /// The order of the line: scheduled departure, then key.
    func isBefore(_ other: LineLeg) -> Bool {
        scheduledDeparture != other.scheduledDeparture ? scheduledDeparture < other.scheduledDeparture : key < other.key
    }

    /// What comes in by the aircraft from the leg before it, and what follows for its own departure, arrival and root.
    /// - Parameter inbound: the leg before it in the line.
    mutating func link(after inbound: borrowing LineLeg, _ rules: TurnRules) {
        if !isFrozen {
            clearInbound()
            if inbound.destination == key.origin, scheduledDeparture > inbound.scheduledDeparture {
                takeInbound(from: inbound, rules)
            }
        }
        expect(rules)
    }

    /// The same for the first leg of the line.
    mutating func linkFirst(_ rules: TurnRules) {
        if !isFrozen { clearInbound() }
        expect(rules)
    }

    private mutating func clearInbound() {
        passage.reactionaryMinutes = 0
        passage.defectMinutes = 0
        passage.inboundRoot = .none
        passage.depth = 0
        passage.isTurnDefault = false
        passage.expectedOut = scheduledDeparture
    }

    /// PD_j from the inbound leg. A turn that is planned too short moves nothing: the plan alone is no disruption.
    private mutating func takeInbound(from inbound: borrowing LineLeg, _ rules: TurnRules) {
        let planned = Int64(scheduledDeparture.minutes(since: inbound.scheduledArrival))
        let slack = planned - rules.minimum(before: self)
        if Int64(inbound.arrivalDelay) > planned - rules.usual[size] - TurnRules.longerAtMost { wantTaught() }
        let propagated = max(0, Int64(inbound.arrivalDelay) - slack)
        let defect = slack < 0 ? min(propagated, -slack) : 0
        passage.reactionaryMinutes = Int32(clamping: propagated - defect)
        passage.defectMinutes = Int32(clamping: defect)
        if passage.reactionaryMinutes > 0 {
            passage.isTurnDefault = rules.isUnlearned(before: self)
            let root = inbound.passage.root
            passage.inboundRoot = root
            passage.depth = root == inbound.key ? 1 : inbound.passage.depth + 1
        }
        passage.expectedOut = scheduledDeparture.adding(minutes: Int64(passage.reactionaryMinutes))
    }

    /// Departure, arrival and root from the inbound and the leg's own reports.
    private mutating func expect(_ rules: TurnRules) {
        if out != LineLeg.unknown {
            passage.expectedOut = out
            passage.reactionaryMinutes = min(passage.reactionaryMinutes, max(0, departureDelay))
        } else {
            passage.expectedOut = max(passage.expectedOut, scheduledDeparture, estimatedOut)
        }
        let delay = max(0, departureDelay)
        if Int64(delay) >= TurnRules.recoversFrom, arrived == LineLeg.unknown { wantTaught() }
        if arrived != LineLeg.unknown {
            passage.expectedIn = arrived
        } else if out != LineLeg.unknown, estimatedIn != LineLeg.unknown {
            passage.expectedIn = estimatedIn
        } else if out != LineLeg.unknown, delay == 0 {
            passage.expectedIn = out.adding(ms: scheduledArrival.ms - scheduledDeparture.ms)
        } else {
            let late = rules.arrivalDelay(of: self, leaving: Int64(delay))
            passage.expectedIn = max(scheduledArrival.adding(minutes: late), estimatedIn)
        }
        let isReactionary = passage.reactionaryMinutes > 0 && !passage.inboundRoot.isNone
        passage.root = isReactionary && (delay - passage.reactionaryMinutes) * 2 < delay ? passage.inboundRoot : key
    }
}
