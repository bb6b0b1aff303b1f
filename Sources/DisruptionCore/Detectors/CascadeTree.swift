/// The legs behind a root that its delay reaches, one behind the other, and what they come to; a cancelled one among
/// them is passed over.
struct CascadeTree {
    /// Places in the line from the first leg to behind the last.
    private(set) var places: Range<Int>
    /// Legs reached.
    private(set) var legs = 0
    /// Legs with so many reactionary minutes that they count, and with so many that they keep an open one open.
    private(set) var counting = 0
    private(set) var closing = 0
    private(set) var reactionaryMinutes: Int64 = 0
    /// Hops from the root to the last leg.
    private(set) var depth: Int32 = 0
    /// Minutes: the worst of the root's arrival delay and the departure delays of the legs.
    private(set) var worstDelay: Int32
    /// The outcome of every leg is known.
    private(set) var isSettled = true

    /// Place of the first leg.
    var first: Int { places.lowerBound }

    init(of root: Int, in line: borrowing LineOfFlight, settings: EngineSettings) {
        let key = line[root].key
        worstDelay = line[root].arrivalDelay
        var at = root + 1
        while at < line.legs.count, line[at].isCancelled { at += 1 }
        let first = at
        while at < line.legs.count {
            if !line[at].isCancelled {
                guard line[at].isReached, line[at].passage.inboundRoot == key else { break }
                let minutes = Int64(line[at].passage.reactionaryMinutes)
                legs += 1
                if minutes >= settings[.cascadeLegMinutes] { counting += 1 }
                if minutes >= settings[.cascadeLegCloseMinutes] { closing += 1 }
                reactionaryMinutes += minutes
                depth = max(depth, line[at].passage.depth)
                worstDelay = max(worstDelay, line[at].departureDelay)
                isSettled = isSettled && line[at].isSettled
            }
            at += 1
        }
        places = first..<at
    }

    /// Calls `body` with each leg, in the order of the line.
    func forEach(in line: borrowing LineOfFlight, _ body: (LineLeg) -> Void) {
        for at in places where !line[at].isCancelled { body(line[at]) }
    }
}
