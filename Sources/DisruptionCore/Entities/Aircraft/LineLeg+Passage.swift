extension LineLeg {
    /// The order of the line: scheduled departure, then key.
    func isBefore(_ other: LineLeg) -> Bool {
        scheduledDeparture != other.scheduledDeparture ? scheduledDeparture < other.scheduledDeparture : key < other.key
    }

    /// What comes in by the aircraft from the leg before it, and what follows for its own departure, arrival and root.
    /// - Parameter inbound: the leg before it in the line.
    mutating func link(after inbound: borrowing LineLeg, _ turns: MinimumTurns) {
        if !isFrozen {
            clearInbound()
            if inbound.destination == key.origin, scheduledDeparture > inbound.scheduledDeparture {
                takeInbound(from: inbound, minimumTurn: turns[size])
            }
        }
        expect()
    }

    /// The same for the first leg of the line.
    mutating func linkFirst() {
        if !isFrozen { clearInbound() }
        expect()
    }

    private mutating func clearInbound() {
        passage.reactionaryMinutes = 0
        passage.defectMinutes = 0
        passage.inboundRoot = .none
        passage.depth = 0
        passage.expectedOut = scheduledDeparture
    }

    /// PD_j from the inbound leg. A turn that is planned too short moves nothing: the plan alone is no disruption.
    private mutating func takeInbound(from inbound: borrowing LineLeg, minimumTurn: Int64) {
        let slack = Int64(scheduledDeparture.minutes(since: inbound.scheduledArrival)) - minimumTurn
        let propagated = max(0, Int64(inbound.arrivalDelay) - slack)
        let defect = slack < 0 ? min(propagated, -slack) : 0
        passage.reactionaryMinutes = Int32(clamping: propagated - defect)
        passage.defectMinutes = Int32(clamping: defect)
        if passage.reactionaryMinutes > 0 {
            let root = inbound.passage.root
            passage.inboundRoot = root
            passage.depth = root == inbound.key ? 1 : inbound.passage.depth + 1
        }
        passage.expectedOut = scheduledDeparture.adding(minutes: Int64(passage.reactionaryMinutes))
    }

    /// Departure, arrival and root from the inbound and the leg's own reports.
    private mutating func expect() {
        if out != LineLeg.unknown {
            passage.expectedOut = out
            passage.reactionaryMinutes = min(passage.reactionaryMinutes, max(0, departureDelay))
        } else {
            passage.expectedOut = max(passage.expectedOut, scheduledDeparture, estimatedOut)
        }
        let delay = max(0, departureDelay)
        if arrived != LineLeg.unknown {
            passage.expectedIn = arrived
        } else if out != LineLeg.unknown {
            passage.expectedIn =
                estimatedIn != LineLeg.unknown
                ? estimatedIn : out.adding(ms: scheduledArrival.ms - scheduledDeparture.ms)
        } else {
            passage.expectedIn = max(scheduledArrival.adding(minutes: Int64(delay)), estimatedIn)
        }
        let isReactionary = passage.reactionaryMinutes > 0 && !passage.inboundRoot.isNone
        passage.root = isReactionary && (delay - passage.reactionaryMinutes) * 2 < delay ? passage.inboundRoot : key
    }
}
