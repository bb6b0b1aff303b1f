/// The legs of one aircraft in the order of their scheduled departures, and how delay passes along them.
///
/// Links and slack: Lan, Clarke and Barnhart, as in EUROCONTROL's and FAA ASPM's definitions of reactionary delay. For
/// consecutive legs i → j: planned turn PTT = SOBT_j − SIBT_i, slack = PTT − MTT_j, PD_j = max(0, TAD_i − slack). A
/// turn that is planned too short makes |slack| minutes of its own (delay code 09), which belong to no tree.
///
/// A change is propagated from its leg until nothing changes any more, which is mostly at the next leg.
struct LineOfFlight: ~Copyable {
    private(set) var legs: ContiguousArray<LineLeg>
    /// Their keys, apart, so that a search reads little memory.
    private var keys: ContiguousArray<LegKey>
    /// Roots whose trees may have changed since they were taken, each once.
    private(set) var changedRoots: [LegKey] = []
    /// Places of the legs that the last propagation looked at.
    private(set) var propagated = 0..<0
    /// Places of the first and the last leg that were put in or changed since the last propagation; the leg behind one
    /// that was taken out counts as changed.
    private var firstChanged = Int.max
    private var lastChanged = -1

    /// Legs of one aircraft at the most: three days of quarter-hour hops; further ones are not linked.
    static let limit = 288

    /// - Parameter legs: in their order, propagated.
    init(_ legs: consuming ContiguousArray<LineLeg> = []) {
        keys = ContiguousArray(legs.lazy.map(\.key))
        self.legs = legs
    }

    var isEmpty: Bool { legs.isEmpty }

    /// Every change was propagated and every root that it concerns looked at, as it is between two records.
    var isAtRest: Bool { changedRoots.isEmpty && lastChanged < 0 }

    func index(of key: LegKey) -> Int? {
        keys.withUnsafeBufferPointer { keys in
            var at = keys.count - 1
            while at >= 0, keys[at] != key { at -= 1 }
            return at < 0 ? nil : at
        }
    }

    subscript(index: Int) -> LineLeg {
        _read { yield legs[index] }
        _modify { yield &legs[index] }
    }

    /// Minutes from scheduled to known or expected arrival; 0 of a leg that is not in the line.
    func arrivalDelay(of key: LegKey) -> Int32 { index(of: key).map { legs[$0].arrivalDelay } ?? 0 }

    /// Puts a reported leg in its place.
    /// - Returns: false when the line is full; the leg is not taken.
    mutating func put(_ leg: consuming LineLeg) -> Bool {
        if let held = index(of: leg.key) {
            leg.toldMinutes = legs[held].toldMinutes
            leg.toldRoot = legs[held].toldRoot
            leg.toldRisk = legs[held].toldRisk
            leg.reachedAt = legs[held].reachedAt
            leg.forecasts = legs[held].forecasts
            leg.taught = legs[held].taught
            leg.asking = legs[held].asking
            leg.isFrozen = legs[held].isFrozen
            leg.passage = legs[held].passage
            if legs[held].scheduledDeparture == leg.scheduledDeparture {
                legs[held] = leg
                change(held)
                return true
            }
            _ = take(held)
            if held < legs.count { change(held) }
        }
        guard legs.count < LineOfFlight.limit else { return false }
        var at = legs.count
        while at > 0, !legs[at - 1].isBefore(leg) { at -= 1 }
        keys.insert(leg.key, at: at)
        legs.insert(leg, at: at)
        shift(from: at, by: 1)
        change(at)
        return true
    }

    /// Reads a word of every cache line of the keys, of which a search needs most.
    @inline(__always) func prefetchKeys() -> UInt64 { keys.withUnsafeBytes { CacheLines.read($0) } }

    /// Reads a word of every cache line of a leg and of the one before and behind it.
    @inline(__always) func prefetch(_ key: LegKey) -> UInt64 {
        let place = index(of: key) ?? keys.count - 1
        return legs.withUnsafeBytes { bytes in
            let from = max(0, place - 1) * MemoryLayout<LineLeg>.stride
            let to = min(bytes.count, from + 3 * MemoryLayout<LineLeg>.stride)
            return CacheLines.read(UnsafeRawBufferPointer(rebasing: bytes[from..<to]))
        }
    }

    mutating func remove(_ key: LegKey) {
        guard let held = index(of: key) else { return }
        let gone = take(held)
        if held < legs.count { change(held) }
        look(at: key)
        if gone.isReached { look(at: gone.passage.inboundRoot) }
    }

    /// Takes in what the days before teach of a leg.
    /// - Returns: false where it is not in the line, or that is known.
    mutating func teach(_ key: LegKey, _ taught: TaughtTimes) -> Bool {
        guard let held = index(of: key), legs[held].taught != taught else { return false }
        legs[held].taught = taught
        change(held)
        return true
    }

    /// Marks a root as one whose tree may have changed.
    mutating func look(at root: LegKey) {
        if !root.isNone, !changedRoots.contains(root) { changedRoots.append(root) }
    }

    /// Notes since when the legs of a disruption that was told are known to be reached.
    mutating func note(_ reached: [AffectedLeg], at instant: Instant) {
        for leg in reached {
            if let place = index(of: leg.leg), legs[place].reachedAt == LineLeg.unknown {
                legs[place].reachedAt = instant
            }
        }
    }

    mutating func forgetChangedRoots() { changedRoots.removeAll(keepingCapacity: true) }

    private mutating func take(_ place: Int) -> LineLeg {
        keys.remove(at: place)
        shift(from: place, by: -1)
        return legs.remove(at: place)
    }

    private mutating func change(_ place: Int) {
        firstChanged = min(firstChanged, place)
        lastChanged = max(lastChanged, place)
    }

    /// Places move when a leg comes in or goes.
    private mutating func shift(from place: Int, by one: Int) {
        if lastChanged < 0 { return }
        if firstChanged >= place { firstChanged = max(0, firstChanged + one) }
        if lastChanged >= place { lastChanged = max(0, lastChanged + one) }
    }

    /// Forgets legs whose time has come; what they passed on stays with the leg behind them.
    mutating func forget(until watermark: Instant) {
        let expired = legs.prefix { $0.key.forgottenAt <= watermark }.count
        guard expired > 0 else { return }
        legs.removeFirst(expired)
        keys.removeFirst(expired)
        if lastChanged >= 0 {
            firstChanged = max(0, firstChanged - expired)
            lastChanged = lastChanged - expired
            if lastChanged < 0 { firstChanged = .max }
        }
        if !legs.isEmpty { legs[0].isFrozen = true }
    }

    /// Computes anew what the changed legs, and those behind them that it reaches, expect and pass on.
    mutating func propagate(_ rules: TurnRules) {
        propagated = 0..<0
        guard lastChanged >= 0 else { return }
        var previous = firstChanged - 1
        while previous >= 0, legs[previous].isCancelled { previous -= 1 }
        var j = firstChanged
        // The leg behind a changed one is linked anew whatever came out, for its inbound may be another.
        var reachesNext = true
        while j < legs.count, reachesNext || j <= lastChanged {
            let before = legs[j].passage
            if !legs[j].isCancelled {
                link(j, after: previous, rules)
                reachesNext = j <= lastChanged || legs[j].passage != before
                previous = j
            }
            if j <= lastChanged || legs[j].passage != before { note(j, before) }
            j += 1
        }
        propagated = firstChanged..<max(firstChanged, j)
        firstChanged = .max
        lastChanged = -1
    }

    private mutating func link(_ j: Int, after previous: Int, _ rules: TurnRules) {
        legs.withUnsafeMutableBufferPointer { legs in
            if previous < 0 { legs[j].linkFirst(rules) } else { legs[j].link(after: legs[previous], rules) }
        }
    }

    /// Marks the roots whose trees the change of a leg may concern: that from which its delay came, that from which it
    /// comes now, and itself.
    private mutating func note(_ j: Int, _ before: Passage) {
        if before.reactionaryMinutes > 0 { look(at: before.inboundRoot) }
        if legs[j].passage.reactionaryMinutes > 0 { look(at: legs[j].passage.inboundRoot) }
        if before.expectedIn > legs[j].scheduledArrival || legs[j].passage.expectedIn > legs[j].scheduledArrival {
            look(at: legs[j].key)
        }
    }
}
