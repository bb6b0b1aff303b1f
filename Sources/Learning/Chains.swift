import DisruptionCore

/// Which leg came before which, as it was known at the time; places in the legs, -1 is none.
///
/// When a leg is off-block, and again when it is in-block, its successor is the tail's earliest scheduled leg, known by
/// then and not departed, that starts where it goes. Links of neighbours in schedule order would be wrong by .07
/// minutes more.
struct Chains {
    /// The previous leg as known at its in-block and at its off-block.
    private(set) var atArrival: [Int32]
    private(set) var atDeparture: [Int32]
    /// The leg before the previous one, and the previous one as known then.
    private(set) var before: [Int32]
    private(set) var between: [Int32]

    /// How long ahead a schedule is known, minutes.
    private static let knownAhead: Int32 = 1440
    /// Minutes by which a successor may be scheduled before its predecessor.
    private static let backwards: Int32 = 600
    /// Legs of a tail that are looked at, back and ahead in schedule order.
    private static let looksBack = 4
    private static let looksAhead = 8

    init(_ legs: [FlownLeg]) {
        let none = [Int32](repeating: -1, count: legs.count)
        (atArrival, atDeparture, before, between) = (none, none, none, none)
        var order = legs.indices.filter { !legs[$0].tail.isNone }
        order.sort { a, b in
            let (x, y) = (legs[a], legs[b])
            if x.tail != y.tail { return x.tail < y.tail }
            return (x.scheduledDeparture, x.out, Int32(a)) < (y.scheduledDeparture, y.out, Int32(b))
        }
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, legs[order[end]].tail == legs[order[start]].tail { end += 1 }
            link(legs, Array(order[start..<end]))
            start = end
        }
    }

    /// - Parameter day: the legs of one tail in schedule order.
    private mutating func link(_ legs: [FlownLeg], _ day: [Int]) {
        for place in day.indices.sorted(by: { (legs[day[$0]].out, $0) < (legs[day[$1]].out, $1) }) {
            let near = day[max(0, place - Self.looksBack)..<min(day.count, place + Self.looksAhead + 1)]
            let leg = day[place]
            if let next = successor(legs, of: leg, near, now: legs[leg].out) {
                atDeparture[next] = Int32(leg)
                let following = successor(legs, of: next, near, now: legs[leg].out, without: leg)
                if let following, legs[following].scheduledDeparture >= legs[next].scheduledDeparture {
                    before[following] = Int32(leg)
                    between[following] = Int32(next)
                }
            }
            if let arrival = legs[leg].arrival, let next = successor(legs, of: leg, near, now: arrival) {
                atArrival[next] = Int32(leg)
            }
        }
    }

    private func successor(
        _ legs: [FlownLeg], of leg: Int, _ near: ArraySlice<Int>, now: Int32, without: Int = -1
    ) -> Int? {
        near.first { other in
            let next = legs[other]
            return other != leg && other != without && next.out > now
                && next.scheduledDeparture <= now + Self.knownAhead
                && next.scheduledDeparture >= legs[leg].scheduledDeparture - Self.backwards
                && next.origin == legs[leg].destination
        }
    }
}
