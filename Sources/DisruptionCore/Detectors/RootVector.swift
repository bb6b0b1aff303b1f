/// What a delay is made of: whole minutes by the leg in which they arose. The shares always add up to the delay.
///
/// Delay that comes in by the aircraft is split as the inbound's arrival delay is; the rest arose in the leg itself.
/// Source: the proportional attribution by which the US BTS spreads late-aircraft minutes over their causes, along the
/// links of Lan, Clarke and Barnhart.
public struct RootVector: Equatable, Sendable {
    /// Minutes that arose in one leg.
    public struct Share: Equatable, Sendable {
        public var root: LegKey
        public var minutes: Int32

        public init(root: LegKey, minutes: Int32) {
            self.root = root
            self.minutes = minutes
        }
    }

    /// Each root once, with a minute or more, in the order in which delay arose along the line.
    public private(set) var shares: [Share]

    /// Roots of one delay at the most: a ninth one has less than a ninth of it. The smallest share gives way to the
    /// largest, so that the sum stays exact.
    public static let limit = 8

    /// No delay.
    public init() { shares = [] }

    /// The departure delay of a leg.
    /// - Parameters:
    ///   - own: the leg.
    ///   - total: minutes; early counts as none.
    ///   - propagated: minutes of them that came in by the aircraft.
    ///   - inbound: what the inbound's arrival delay is made of.
    ///   - root: where they came from, where that is not known.
    public init(of own: LegKey, total: Int32, propagated: Int32, inbound: RootVector, otherwise root: LegKey) {
        let total = max(0, total)
        let propagated = min(max(0, propagated), total)
        self = inbound.scaled(to: propagated)
        if shares.isEmpty, propagated > 0 { add(propagated, from: root.isNone ? own : root) }
        add(total - propagated, from: own)
    }

    /// Sum of the shares in minutes.
    public var minutes: Int64 { shares.reduce(0) { $0 + Int64($1.minutes) } }

    /// What the arrival delay of the leg is made of: minutes that were lost on the way arose in it, those made up are
    /// taken from all alike.
    public func arrival(of own: LegKey, total: Int32) -> RootVector {
        let total = Int64(max(0, total))
        var vector = scaled(to: Int32(clamping: min(total, minutes)))
        vector.add(Int32(clamping: max(0, total - minutes)), from: own)
        return vector
    }

    /// The same shares of another sum; what rounding leaves goes to the largest remainders.
    func scaled(to target: Int32) -> RootVector {
        let sum = minutes
        var vector = RootVector()
        guard target > 0, sum > 0 else { return vector }
        if Int64(target) == sum { return self }
        var remainders: [(left: Int64, place: Int)] = []
        var given: Int64 = 0
        for (place, share) in shares.enumerated() {
            let scaled = Int64(share.minutes) * Int64(target)
            vector.shares.append(Share(root: share.root, minutes: Int32(clamping: scaled / sum)))
            given += scaled / sum
            remainders.append((scaled % sum, place))
        }
        remainders.sort { $0.left != $1.left ? $0.left > $1.left : $0.place < $1.place }
        for remainder in remainders.prefix(Int(Int64(target) - given)) {
            vector.shares[remainder.place].minutes += 1
        }
        vector.shares.removeAll { $0.minutes == 0 }
        return vector
    }

    private mutating func add(_ minutes: Int32, from root: LegKey) {
        guard minutes > 0 else { return }
        if let held = shares.firstIndex(where: { $0.root == root }) {
            shares[held].minutes += minutes
        } else {
            shares.append(Share(root: root, minutes: minutes))
        }
        guard shares.count > RootVector.limit else { return }
        var least = 0
        for place in shares.indices where shares[place].minutes < shares[least].minutes { least = place }
        let fallen = shares.remove(at: least)
        var most = 0
        for place in shares.indices where shares[place].minutes > shares[most].minutes { most = place }
        shares[most].minutes += fallen.minutes
    }
}

extension RootVector {
    /// What the departure delays of some legs of a line are made of, in their order; cancelled ones are passed over.
    static func departures(of places: Range<Int>, in line: borrowing LineOfFlight) -> [RootVector] {
        // Back to where delay began.
        var first = places.lowerBound
        while first > 0, line[first].isCancelled || line[first].passage.reactionaryMinutes > 0 { first -= 1 }
        var vectors: [RootVector] = []
        var inbound = RootVector()
        for place in first..<places.upperBound where !line[place].isCancelled {
            let leg = line[place]
            let departure = RootVector(
                of: leg.key, total: leg.departureDelay, propagated: leg.passage.reactionaryMinutes, inbound: inbound,
                otherwise: leg.passage.inboundRoot)
            if places.contains(place) { vectors.append(departure) }
            inbound = departure.arrival(of: leg.key, total: leg.arrivalDelay)
        }
        return vectors
    }
}
