/// Hashes of the event ids that had their effect on an entity; the first four stand in place, for most legs have no
/// more.
struct EventsSeen {
    private var first: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var count = 0
    private var further: ContiguousArray<UInt64> = []

    /// Ids remembered beyond the first four: a leg has 30 to 40 status updates in its life. Of more, the older half is
    /// dropped.
    static let limit = 4096

    /// Reads a word of every cache line of the ids that do not stand in place.
    @inline(__always) func prefetchParts() -> UInt64 { further.withUnsafeBytes { CacheLines.read($0) } }

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

extension EventsSeen {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        let inPlace = min(count, 4)
        writer.putVarint(UInt64(inPlace + further.count))
        if inPlace > 0 { writer.put(first.0) }
        if inPlace > 1 { writer.put(first.1) }
        if inPlace > 2 { writer.put(first.2) }
        if inPlace > 3 { writer.put(first.3) }
        writer.putWords(further)
    }

    init(restoring reader: inout SnapshotReader) {
        count = reader.count(of: 8, atMost: EventsSeen.limit + 4)
        if count > 0 { first.0 = reader.read() }
        if count > 1 { first.1 = reader.read() }
        if count > 2 { first.2 = reader.read() }
        if count > 3 { first.3 = reader.read() }
        if count > 4 { further = reader.words(count - 4) }
    }
}
