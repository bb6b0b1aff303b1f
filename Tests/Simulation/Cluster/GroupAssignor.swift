/// Cooperative-sticky assignment in two rounds: everybody keeps what it has as far as that is fair; what has to move is
/// taken away first, and given to the new owner in the round after, when nobody holds it any more.
///
/// Source: KIP-429, "Kafka Consumer Incremental Rebalance Protocol".
enum GroupAssignor {
    struct Claim {
        let member: String
        let owned: [Int]
    }

    /// - Parameter places: all that is to be given out.
    /// - Returns: what each member is to have now, in the order of the claims.
    static func assign(_ places: Range<Int>, to claims: [Claim], _ dice: inout Dice) -> [[Int]] {
        var shares: [[Int]] = []
        var free = Array(places)
        for claim in claims {
            let kept = claim.owned.filter { free.contains($0) }
            free.removeAll { kept.contains($0) }
            shares.append(kept)
        }
        if claims.isEmpty { return [] }
        dice.shuffle(&free)
        for place in free {
            guard let least = shares.indices.min(by: { shares[$0].count < shares[$1].count }) else { break }
            shares[least].append(place)
        }
        let most = (places.count + claims.count - 1) / claims.count
        let least = places.count / claims.count
        var wanting = shares.indices.map { max(0, least - shares[$0].count) }.reduce(0, +)
        for index in shares.indices {
            // What was free a moment ago is nobody's, so it may go to anybody at once; only what is held is taken away.
            while shares[index].count > most || (wanting > 0 && shares[index].count > least) {
                shares[index].remove(at: dice.below(shares[index].count))
                wanting = max(0, wanting - 1)
            }
        }
        return shares.map { $0.sorted() }
    }
}
