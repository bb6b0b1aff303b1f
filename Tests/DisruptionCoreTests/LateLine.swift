import DisruptionCore

/// Three legs of one aircraft, ORD, DFW, LAX, SFO: turns of 45 minutes where 40 are needed, so that most of a delay
/// of the first goes on to the others.
struct LateLine {
    let legs: [TestLeg]

    /// - Parameters:
    ///   - carrier: its legs are number 1 to 3 of it.
    ///   - departure: scheduled, of the first leg.
    init(_ carrier: String = "AA", tail: String = "N801AA", from departure: Instant = at(8)) {
        legs = [
            TestLeg("\(carrier)1", tail, "ORD", "DFW", departure, 60),
            TestLeg("\(carrier)2", tail, "DFW", "LAX", departure.adding(minutes: 105), 60),
            TestLeg("\(carrier)3", tail, "LAX", "SFO", departure.adding(minutes: 210), 60),
        ]
    }

    /// Sends the schedule of all legs.
    func schedule(to feed: Feed) { for leg in legs { feed.send(leg.scheduled) } }

    /// Sends all that happens: each leg is out and in as late as given.
    func send(to feed: Feed, late minutes: [Int64] = [90, 85, 80]) {
        schedule(to: feed)
        for (leg, late) in zip(legs, minutes) {
            feed.send(leg.departed(late: late))
            feed.send(leg.arrived(late: late))
        }
    }
}
