import DisruptionCore

/// Minimum turns and block gains: medians by key, drawn towards the wider key's.
enum TurnLearning {
    /// Turns that were under pressure: the aircraft came in less than 25 minutes before it was to leave.
    static func turns(_ history: RotationHistory) -> KeyedValues {
        var (all, carriers, airports) = (Samples(), Samples(), Samples())
        for (place, leg) in history.legs.enumerated() where leg.teaches {
            guard let previous = history.predecessors(of: place, .previousArrival)?.previous else { continue }
            let inbound = history.legs[previous]
            guard let arrival = inbound.arrival, let delay = inbound.arrivalDelay else { continue }
            let turn = leg.out - arrival
            let ground = leg.scheduledDeparture - inbound.scheduledArrival
            guard turn >= 5, turn < 180, delay > ground - 25 else { continue }
            all.add(turn, for: LearnedKey.turn(.none, .none))
            carriers.add(turn, for: LearnedKey.turn(leg.carrier, .none))
            airports.add(turn, for: LearnedKey.turn(leg.carrier, leg.origin))
        }
        var levels = Levels(.turn)
        levels.add(all, fewest: 1, strength: 0) { _ in nil }
        levels.add(carriers, fewest: 30, strength: 0) { _ in LearnedKey.turn(.none, .none) }
        levels.add(airports, fewest: 10, strength: 20) { $0 & ~0x7F_FFFF }
        return levels.values
    }

    /// Gains of legs that left 15 minutes late or more: those that have a reason to hurry.
    static func gains(_ legs: [FlownLeg]) -> KeyedValues {
        var (all, carriers, destinations, routes) = (Samples(), Samples(), Samples(), Samples())
        for leg in legs where leg.teaches && leg.departureDelay >= 15 {
            guard let gain = leg.gain else { continue }
            all.add(gain, for: LearnedKey.gain(.none, .none, .none))
            carriers.add(gain, for: LearnedKey.gain(leg.carrier, .none, .none))
            destinations.add(gain, for: LearnedKey.gain(leg.carrier, .none, leg.destination))
            routes.add(gain, for: LearnedKey.gain(leg.carrier, leg.origin, leg.destination))
        }
        let (origin, destination): (UInt64, UInt64) = (0x7F_FFFF << 23, 0x7F_FFFF)
        var levels = Levels(.gain)
        levels.add(all, fewest: 1, strength: 0) { _ in nil }
        levels.add(carriers, fewest: 30, strength: 0) { _ in 0 }
        levels.add(destinations, fewest: 10, strength: 20) { $0 & ~destination }
        levels.add(routes, fewest: 5, strength: 10) { $0 & ~origin }
        return levels.values
    }

    /// Levels of a table, the widest first.
    private struct Levels {
        private let table: LearnedTable
        private var known: [UInt64: Int32] = [:]
        private var wider: [(UInt64) -> UInt64?] = []

        init(_ table: LearnedTable) { self.table = table }

        /// - Parameters:
        ///   - fewest: observations without which a key has no row.
        ///   - wider: the key of the level above.
        mutating func add(_ samples: Samples, fewest: Int, strength: Int, wider: @escaping (UInt64) -> UInt64?) {
            for group in samples.medians() where group.count >= fewest {
                let base = Int(widest(wider(group.key)) ?? Int32(clamping: group.figure))
                let value = Shrinkage.shrunk(group.figure, count: group.count, towards: base, strength: strength)
                known[group.key] = min(max(Int32(clamping: value), table.range.lowerBound), table.range.upperBound)
            }
            self.wider.append(wider)
        }

        /// What a key says, or the nearest wider one that has a row.
        private func widest(_ key: UInt64?) -> Int32? {
            var key = key
            for level in wider.reversed() {
                guard let at = key else { return nil }
                if let value = known[at] { return value }
                key = level(at)
            }
            return key.flatMap { known[$0] }
        }

        var values: KeyedValues { KeyedValues(known.map { ($0.key, $0.value) }) }
    }
}
