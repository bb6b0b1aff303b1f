/// The committed positions of the group, and those of transactions that have not ended.
///
/// Source: KIP-447, "Producer scalability for exactly once semantics": a reader that asks for stable offsets is told to
/// wait while a transaction that has sent positions for the partition is open.
struct GroupOffsets {
    struct Position: Equatable {
        var offset: Int64
        var metadata: String?
    }

    private(set) var committed: [Position?]
    /// By transaction, oldest first.
    private var pending: [(transaction: Int, positions: [(place: Int, position: Position)])] = []

    init(places: Int) { committed = Array(repeating: nil, count: places) }

    mutating func send(_ positions: [(place: Int, position: Position)], in transaction: Int) {
        pending.append((transaction, positions))
    }

    /// A marker has come.
    /// - Returns: what is committed by it.
    mutating func end(_ transaction: Int, isCommitted: Bool) -> [(place: Int, position: Position)] {
        var ended: [(place: Int, position: Position)] = []
        for entry in pending where entry.transaction == transaction && isCommitted {
            for (place, position) in entry.positions { committed[place] = position }
            ended += entry.positions
        }
        pending.removeAll { $0.transaction == transaction }
        return ended
    }

    /// Whether no transaction that is open has sent a position of the place.
    func isStable(_ place: Int) -> Bool {
        pending.allSatisfy { entry in entry.positions.allSatisfy { $0.place != place } }
    }

    var isQuiet: Bool { pending.isEmpty }
}
