/// Hashes of the event ids that had their effect on an entity; the first four stand in place, for most legs have no
/// more.
struct EventsSeen {
    private var first: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var count = 0
    private var further: ContiguousArray<UInt64> = []

    /// Ids remembered beyond the first four: a leg has 30 to 40 status updates in its life. Of more, the older half is
    /// dropped.
    static let limit = 4096

    /// Claims an id.
    /// - Returns: false when it had its effect before.
    mutating func claim(_ hash: UInt64) -> Bool {
        if count > 0, first.0 == hash || count > 1 && first.1 == hash { return false }
        if count > 2, first.2 == hash || count > 3 && first.3 == hash { return false }
        switch count {
        case 0: first.0 = hash
        case 1: first.1 = hash
        case 2: first.2 = hash
        case 3: first.3 = hash
        default:
            if further.contains(hash) { return false }
            if further.count == EventsSeen.limit { further.removeFirst(EventsSeen.limit / 2) }
            further.append(hash)
        }
        count += 1
        return true
    }
}
