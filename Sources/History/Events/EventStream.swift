public import DisruptionCore

/// The events of all legs in order of time, for any source of legs: what replay, demo, benchmark and backtest read.
///
/// Equal instants go by kind, then by leg, so the sequence does not depend on the order of files and rows. Held are
/// only legs between their first and their last event: a day or two of them.
///
/// A calendar queue: a ring of one list per minute, with a list sorted when its minute comes.
/// Source: Brown, "Calendar queues", CACM 31(10), 1988.
public struct EventStream {
    private struct Node {
        /// What orders the events of a minute: milliseconds in it (16 bits), kind (8), place of the leg among all (40).
        let order: UInt64
        /// Place of the leg in `legs`.
        let leg: Int32
        var next: Int32
    }

    public private(set) var source: LegSource
    public let rules: EventRules
    /// Minutes by which an event may lie before the scheduled departure of its leg.
    private let aheadMinutes: Int64

    private var heads = [Int32](repeating: -1, count: HistoryLimits.ringMinutes)
    private var nodes: [Node] = []
    private var freeNode: Int32 = -1
    private var waiting = 0
    private var legs: [HistoricLeg] = []
    private var eventsLeft: [UInt8] = []
    private var freeLegs: [Int32] = []

    private var upcoming: HistoricLeg?
    private var isAtEnd = false
    /// The minute whose events are being told; none before it are left.
    private var minute = Int64.min
    private var due: [Node] = []
    private var dueAt = 0
    /// Legs taken from the source.
    public private(set) var legsTaken = 0

    public init(_ source: LegSource, rules: EventRules = EventRules()) {
        self.source = source
        self.rules = rules
        aheadMinutes = max(
            Int64(max(rules.scheduleLeadMinutes, rules.cancelLeadMinutes)), HistoryLimits.earlyMinutesMax)
    }

    /// The next event; nil at the end.
    /// - Throws: `HistoryError` when a file cannot be read on.
    public mutating func next() throws(HistoryError) -> HistoricEvent? {
        while dueAt == due.count {
            guard try advance() else { return nil }
        }
        let node = due[dueAt]
        dueAt += 1
        let place = Int(node.leg)
        eventsLeft[place] -= 1
        if eventsLeft[place] == 0 { freeLegs.append(node.leg) }
        let kind = HistoricEvent.Kind(rawValue: UInt8(truncatingIfNeeded: node.order >> 40)) ?? .scheduled
        return HistoricEvent(kind: kind, time: Instant(ms: minute * 60_000 + Int64(node.order >> 48)), leg: legs[place])
    }

    /// The earliest scheduled departure of a leg with events that were not told; nil at the end. Who stops here goes on
    /// with the legs from there.
    public mutating func resumption() throws(HistoryError) -> Instant? {
        try peek()
        var earliest = upcoming?.scheduledDeparture
        for place in legs.indices where eventsLeft[place] > 0 {
            earliest = min(earliest ?? .distantFuture, legs[place].scheduledDeparture)
        }
        return earliest
    }

    /// Goes to the next minute and gathers its events; false when there is nothing left.
    private mutating func advance() throws(HistoryError) -> Bool {
        due.removeAll(keepingCapacity: true)
        dueAt = 0
        try peek()
        if waiting == 0 {
            guard let upcoming else { return false }
            minute = max(minute, floorDivide(upcoming.scheduledDeparture.ms, 60_000) - aheadMinutes - 1)
        }
        minute += 1
        while let leg = upcoming, floorDivide(leg.scheduledDeparture.ms, 60_000) - aheadMinutes <= minute {
            upcoming = nil
            take(leg)
            try peek()
        }
        let bucket = Int(minute & Int64(HistoryLimits.ringMinutes - 1))
        var at = heads[bucket]
        guard at >= 0 else { return true }
        heads[bucket] = -1
        while at >= 0 {
            let node = nodes[Int(at)]
            due.append(node)
            nodes[Int(at)].next = freeNode
            freeNode = at
            at = node.next
        }
        waiting -= due.count
        if due.count > 1 { due.sort { $0.order < $1.order } }
        return true
    }

    private mutating func peek() throws(HistoryError) {
        guard upcoming == nil, !isAtEnd else { return }
        upcoming = try source.next()
        if upcoming == nil { isAtEnd = true }
    }

    private mutating func take(_ leg: HistoricLeg) {
        legsTaken += 1
        let place: Int32
        if let free = freeLegs.popLast() {
            place = free
            legs[Int(free)] = leg
        } else {
            place = Int32(legs.count)
            legs.append(leg)
            eventsLeft.append(0)
        }
        var count: UInt8 = 0
        rules.forEachEvent(of: leg) { kind, time in
            count += 1
            insert(kind, time, place)
        }
        eventsLeft[Int(place)] = count
    }

    private mutating func insert(_ kind: HistoricEvent.Kind, _ time: Instant, _ leg: Int32) {
        var at = floorDivide(time.ms, 60_000)
        var inMinute = UInt64(time.ms - at * 60_000)
        if at < minute {
            // A source out of order would put an event into the past: it is told now rather than a ring later.
            at = minute
            inMinute = 0
        }
        let order = inMinute << 48 | UInt64(kind.rawValue) << 40 | UInt64(legsTaken) & 0xFF_FFFF_FFFF
        let bucket = Int(at & Int64(HistoryLimits.ringMinutes - 1))
        let node = Node(order: order, leg: leg, next: heads[bucket])
        if freeNode >= 0 {
            heads[bucket] = freeNode
            freeNode = nodes[Int(freeNode)].next
            nodes[Int(heads[bucket])] = node
        } else {
            heads[bucket] = Int32(nodes.count)
            nodes.append(node)
        }
        waiting += 1
    }
}
