import DisruptionCore

/// The bars: one line of arithmetic at three information times.
///
/// `propagated = max(0, inbound delay − max(0, scheduled ground time − 40 min))`, 0 where the leg is not chained, the
/// scheduled ground time is not within −600…1,440 minutes (exclusive), or the inbound delay is unknown. Source: the
/// reference figures of the US months of 2008, computed in the same way.
struct OneLineRule: Sendable {
    /// Minutes of a turn.
    static let turnMinutes: Int32 = 40

    /// Minutes predicted by place in the chain: the inbound's arrival delay is known,
    let atArrival: [Int32]
    /// its departure delay,
    let atDeparture: [Int32]
    /// what is predicted of the inbound when its own inbound has arrived.
    let twoLegsAhead: [Int32]

    init(_ chain: Chain) {
        func propagate(_ inbound: Int32?, _ ground: Int32?) -> Int32 {
            guard let inbound, let ground else { return 0 }
            return max(0, inbound - max(0, ground - OneLineRule.turnMinutes))
        }
        var first: [Int32] = []
        var second: [Int32] = []
        var third: [Int32] = []
        for place in 0..<chain.count {
            let before = chain.previous(place)
            let ground = OneLineRule.ground(place, chain)
            first.append(propagate(before?.arrivalDelay, ground))
            second.append(propagate(before?.departureDelay, ground))
            third.append(propagate(before == nil ? nil : first[place - 1], ground))
        }
        (atArrival, atDeparture, twoLegsAhead) = (first, second, third)
    }

    /// Scheduled minutes on the ground before a leg; nil where the rule says nothing.
    private static func ground(_ place: Int, _ chain: Chain) -> Int32? {
        guard let before = chain.previous(place), chain.isChained(place) else { return nil }
        let minutes = chain[place].scheduledDeparture - before.scheduledArrival
        return minutes > -600 && minutes < 1440 ? minutes : nil
    }
}
