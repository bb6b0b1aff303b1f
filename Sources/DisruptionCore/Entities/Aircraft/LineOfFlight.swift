/// The legs of one aircraft in the order of their scheduled departures, and how delay passes along them.
///
/// Links and slack: Lan, Clarke and Barnhart, as in EUROCONTROL's and FAA ASPM's definitions of reactionary delay. For
/// consecutive legs i → j: planned turn PTT = SOBT_j − SIBT_i, slack = PTT − MTT_j, PD_j = max(0, TAD_i − slack). A
/// turn that is planned too short makes |slack| minutes of its own (delay code 09), which belong to no tree.
struct LineOfFlight {
    private(set) var legs: [LineLeg] = []

    /// Legs of one aircraft at the most: three days of quarter-hour hops; further ones are not linked.
    static let limit = 288

    var isEmpty: Bool { legs.isEmpty }

    /// Legs that get at least so many reactionary minutes; cancelled ones do not count.
    func count(reactionary minutes: Int64) -> Int {
        var count = 0
        for index in legs.indices where Int64(legs[index].reactionaryMinutes) >= minutes && !legs[index].isCancelled {
            count += 1
        }
        return count
    }

    /// The roots of what comes in, each once, in the order of the line.
    var inboundRoots: [LegKey] {
        var roots: [LegKey] = []
        for index in legs.indices where legs[index].reactionaryMinutes > 0 && !legs[index].isCancelled {
            let root = legs[index].inboundRoot
            if !root.isNone, !roots.contains(root) { roots.append(root) }
        }
        return roots
    }

    func index(of key: LegKey) -> Int? { legs.firstIndex { $0.key == key } }

    subscript(index: Int) -> LineLeg {
        get { legs[index] }
        _modify { yield &legs[index] }
    }

    /// Puts a reported leg in its place.
    /// - Returns: false when the line is full; the leg is not taken.
    mutating func put(_ leg: LineLeg) -> Bool {
        var leg = leg
        if let held = index(of: leg.key) {
            leg.toldMinutes = legs[held].toldMinutes
            leg.toldRoot = legs[held].toldRoot
            if legs[held].isFrozen { leg.keepInbound(of: legs[held]) }
            if legs[held].scheduledDeparture == leg.scheduledDeparture {
                legs[held] = leg
                return true
            }
            legs.remove(at: held)
        }
        guard legs.count < LineOfFlight.limit else { return false }
        let at = legs.lastIndex { $0.isBefore(leg) }.map { $0 + 1 } ?? 0
        legs.insert(leg, at: at)
        return true
    }

    mutating func remove(_ key: LegKey) { legs.removeAll { $0.key == key } }

    /// Forgets legs whose time has come; what they passed on stays with the leg behind them.
    mutating func forget(until watermark: Instant) {
        let expired = legs.prefix { $0.key.forgottenAt <= watermark }.count
        guard expired > 0 else { return }
        legs.removeFirst(expired)
        if !legs.isEmpty { legs[0].isFrozen = true }
    }

    /// Computes what every leg expects and passes on; one pass from the first leg to the last.
    mutating func propagate(settings: EngineSettings) {
        var previous = -1
        for j in legs.indices {
            if legs[j].isCancelled { continue }
            if !legs[j].isFrozen { link(j, after: previous, settings: settings) }
            legs[j].expect(settings: settings)
            previous = j
        }
    }

    private mutating func link(_ j: Int, after i: Int, settings: EngineSettings) {
        legs[j].clearInbound()
        guard i >= 0, legs[i].destination == legs[j].key.origin,
            legs[j].scheduledDeparture > legs[i].scheduledDeparture
        else { return }
        legs[j].takeInbound(from: legs[i], minimumTurn: legs[j].size.minimumTurnMinutes(settings))
    }
}

extension LineLeg {
    /// The order of the line: scheduled departure, then key.
    func isBefore(_ other: LineLeg) -> Bool {
        scheduledDeparture != other.scheduledDeparture ? scheduledDeparture < other.scheduledDeparture : key < other.key
    }

    mutating func keepInbound(of held: LineLeg) {
        isFrozen = true
        reactionaryMinutes = held.reactionaryMinutes
        defectMinutes = held.defectMinutes
        inboundRoot = held.inboundRoot
        depth = held.depth
        expectedOut = held.expectedOut
    }

    mutating func clearInbound() {
        reactionaryMinutes = 0
        defectMinutes = 0
        inboundRoot = .none
        depth = 0
        expectedOut = scheduledDeparture
    }

    /// PD_j from the inbound leg. A turn that is planned too short moves nothing: the plan alone is no disruption.
    mutating func takeInbound(from inbound: LineLeg, minimumTurn: Int64) {
        let slack = Int64(scheduledDeparture.minutes(since: inbound.scheduledArrival)) - minimumTurn
        let propagated = max(0, Int64(inbound.arrivalDelay) - slack)
        let defect = slack < 0 ? min(propagated, -slack) : 0
        reactionaryMinutes = Int32(clamping: propagated - defect)
        defectMinutes = Int32(clamping: defect)
        if reactionaryMinutes > 0 {
            inboundRoot = inbound.root
            depth = inbound.root == inbound.key ? 1 : inbound.depth + 1
        }
        expectedOut = scheduledDeparture.adding(minutes: Int64(reactionaryMinutes))
    }

    /// Departure, arrival and root from the inbound and the leg's own reports.
    mutating func expect(settings: EngineSettings) {
        if out != LineLeg.unknown {
            expectedOut = out
            reactionaryMinutes = min(reactionaryMinutes, max(0, departureDelay))
        } else {
            expectedOut = max(expectedOut, scheduledDeparture, estimatedOut)
        }
        let delay = max(0, departureDelay)
        if arrived != LineLeg.unknown {
            expectedIn = arrived
        } else if out != LineLeg.unknown {
            expectedIn =
                estimatedIn != LineLeg.unknown
                ? estimatedIn : out.adding(ms: scheduledArrival.ms - scheduledDeparture.ms)
        } else {
            expectedIn = max(scheduledArrival.adding(minutes: Int64(delay)), estimatedIn)
        }
        let independent = delay - reactionaryMinutes
        root = reactionaryMinutes > 0 && independent * 2 < delay && !inboundRoot.isNone ? inboundRoot : key
    }
}
