/// A key of `DueCounts`.
protocol DueKey: Comparable {
    /// What it takes in a snapshot.
    static var snapshotBytes: Int { get }
    func encodeSnapshot(into writer: inout ByteWriter)
    init(restoring reader: inout SnapshotReader)
}

/// What `DueCounts` adds up.
protocol DueTally: Equatable {
    /// The least that it takes in a snapshot.
    static var snapshotBytes: Int { get }
    /// Whether it may be what one flight changes.
    var isOfOneFlight: Bool { get }
    init()
    static func += (a: inout Self, b: Self)
    static func -= (a: inout Self, b: Self)
    func encodeSnapshot(into writer: inout ByteWriter)
    init(restoring reader: inout SnapshotReader)
}

/// Counts by key and by the bin in which flights were due, and their sums over a sliding window of two hours.
///
/// A change names the bin that takes it and has its effect when that bin settles, so that the order of arrival does not
/// matter. The window ends with the bin before the last settled one, whose outcomes are known.
struct DueCounts<Key: DueKey, Counts: DueTally> {
    struct Row {
        let key: Key
        var counts: Counts
        /// Bins of the window that mention the key; 1 of a row of one bin.
        fileprivate var bins: Int32 = 1
    }

    private struct Change {
        var settles: QuarterHour
        var due: QuarterHour
        var key: Key
        var counts: Counts
    }

    /// Bins kept.
    private static var capacity: Int32 { 16 }

    /// Changes kept that wait for their bin; further ones are not counted.
    private let changeLimit: Int
    /// By bin, each in the order of the keys' first mention; a ring.
    private var bins = ContiguousArray<ContiguousArray<Row>>(repeating: [], count: Int(capacity))
    private var changes: ContiguousArray<Change> = []
    /// The last settled bin.
    private var through = QuarterHour.none
    /// The sums of the window, in the order of keys; a key stays as long as a bin of the window mentions it.
    private(set) var window: ContiguousArray<Row> = []

    init(changeLimit: Int) { self.changeLimit = changeLimit }

    private func place(_ bin: QuarterHour) -> Int { Int(bin.index & (Self.capacity - 1)) }

    /// Nothing is counted and nothing waits to be.
    var isEmpty: Bool { changes.isEmpty && bins.allSatisfy { $0.isEmpty } }

    /// Counts a change.
    /// - Parameters:
    ///   - due: the bin in which the flight was due.
    ///   - bin: the bin that takes it; that of `due` where it is earlier.
    /// - Returns: false when that is settled.
    mutating func count(_ counts: Counts, _ key: Key, due: QuarterHour, settles bin: QuarterHour) -> Bool {
        let settles = max(bin, due)
        guard through.isNone || settles > through else { return false }
        guard changes.count < changeLimit else { return true }
        changes.append(Change(settles: settles, due: due, key: key, counts: counts))
        return true
    }

    /// Settles all bins up to one; of one that is settled, nothing.
    mutating func settle(_ bin: QuarterHour) {
        guard through.isNone || bin > through else { return }
        if through.isNone || bin - through >= Self.capacity {
            for at in bins.indices { bins[at].removeAll(keepingCapacity: true) }
            window.removeAll(keepingCapacity: true)
        } else {
            while through < bin { advance() }
        }
        through = bin
        if changes.isEmpty { return }
        var kept = 0
        for at in changes.indices {
            let change = changes[at]
            if change.settles <= bin {
                apply(change)
            } else {
                changes[kept] = change
                kept += 1
            }
        }
        changes.removeSubrange(kept...)
    }

    private mutating func advance() {
        let leaving = place(through + -DueWindow.bins)
        for row in bins[leaving] { leave(row) }
        for row in bins[place(through)] { enter(row.key, row.counts, bins: 1) }
        through = through + 1
        bins[place(through)].removeAll(keepingCapacity: true)
    }

    private mutating func apply(_ change: Change) {
        guard change.due <= through, through - change.due < Self.capacity else { return }
        let place = place(change.due)
        var mentions: Int32 = 0
        if let at = bins[place].firstIndex(where: { $0.key == change.key }) {
            bins[place][at].counts += change.counts
        } else {
            bins[place].append(Row(key: change.key, counts: change.counts))
            mentions = 1
        }
        if change.due < through, through - change.due <= DueWindow.bins {
            enter(change.key, change.counts, bins: mentions)
        }
    }

    private func placeInWindow(_ key: Key) -> Int {
        var (low, high) = (0, window.count)
        while low < high {
            let middle = (low + high) / 2
            if window[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func enter(_ key: Key, _ counts: Counts, bins: Int32) {
        let at = placeInWindow(key)
        if at < window.count, window[at].key == key {
            window[at].counts += counts
            window[at].bins += bins
        } else {
            window.insert(Row(key: key, counts: counts, bins: bins), at: at)
        }
    }

    private mutating func leave(_ row: Row) {
        let at = placeInWindow(row.key)
        guard at < window.count, window[at].key == row.key else { return }
        window[at].counts -= row.counts
        window[at].bins -= 1
        if window[at].bins <= 0 { window.remove(at: at) }
    }

    /// What the bin before the last settled one counts.
    var lastKnown: Counts {
        var sum = Counts()
        for row in bins[place(through + -1)] { sum += row.counts }
        return sum
    }
}

/// The window of `DueCounts`.
enum DueWindow {
    /// Two hours.
    static let bins: Int32 = 8
}

extension DueCounts {
    /// The least that it takes in a snapshot.
    static var snapshotBytes: Int { 4 + 1 + 1 }

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(through.index)
        writer.putVarint(UInt64(changes.count))
        for change in changes {
            writer.put(change.settles.index)
            writer.put(change.due.index)
            change.key.encodeSnapshot(into: &writer)
            change.counts.encodeSnapshot(into: &writer)
        }
        let kept = through.isNone ? 0 : Self.capacity
        let busy = (0..<kept).filter { !bins[place(through + -$0)].isEmpty }
        writer.putVarint(UInt64(busy.count))
        for back in busy {
            let bin = bins[place(through + -back)].sorted { $0.key < $1.key }
            writer.put8(UInt8(truncatingIfNeeded: back))
            writer.putVarint(UInt64(bin.count))
            for row in bin {
                row.key.encodeSnapshot(into: &writer)
                row.counts.encodeSnapshot(into: &writer)
            }
        }
    }

    init(changeLimit: Int, restoring reader: inout SnapshotReader) {
        self.init(changeLimit: changeLimit)
        through = reader.bin()
        let rowBytes = Key.snapshotBytes + Counts.snapshotBytes
        for _ in 0..<reader.count(of: 8 + rowBytes, atMost: changeLimit) {
            let change = Change(
                settles: reader.bin(), due: reader.bin(), key: Key(restoring: &reader),
                counts: Counts(restoring: &reader))
            if !change.counts.isOfOneFlight { reader.refuse() }
            changes.append(change)
        }
        var lastBack: Int32 = -1
        for _ in 0..<reader.count(of: 2, atMost: Int(Self.capacity)) {
            let back = Int32(reader.read(UInt8.self))
            guard back > lastBack, back < Self.capacity, !through.isNone else {
                reader.refuse()
                return
            }
            lastBack = back
            let place = place(through + -back)
            for _ in 0..<reader.count(of: rowBytes) {
                let row = Row(key: Key(restoring: &reader), counts: Counts(restoring: &reader))
                if let last = bins[place].last, row.key <= last.key {
                    reader.refuse()
                    return
                }
                bins[place].append(row)
                if back >= 1, back <= DueWindow.bins { enter(row.key, row.counts, bins: 1) }
            }
        }
    }
}
