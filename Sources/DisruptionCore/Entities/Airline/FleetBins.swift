/// How an airline's departures came out, by the bin in which they were due and by route and aircraft type.
///
/// An outcome has its effect when the bin settles that takes it.
struct FleetBins {
    struct Counts: Equatable {
        var due: Int32 = 0
        /// 15 or more minutes late.
        var late: Int32 = 0
        var cancelled: Int32 = 0

        var disrupted: Int32 { late + cancelled }

        static func += (a: inout Counts, b: Counts) {
            a.due += b.due
            a.late += b.late
            a.cancelled += b.cancelled
        }

        init(due: Int32 = 0, late: Int32 = 0, cancelled: Int32 = 0) {
            (self.due, self.late, self.cancelled) = (due, late, cancelled)
        }

        /// What an outcome changes.
        init(_ outcome: DemandOutcome) {
            func count(_ one: DepartureOutcome, _ by: Int32, _ counts: inout Counts) {
                if one != .open { counts.due += by }
                if one == .late { counts.late += by }
                if one == .cancelled { counts.cancelled += by }
            }
            count(outcome.before, -1, &self)
            count(outcome.now, 1, &self)
        }
    }

    struct Row {
        let route: FleetRoute
        var counts: Counts
    }

    private struct Change {
        var settles: QuarterHour
        var due: QuarterHour
        var route: FleetRoute
        var counts: Counts
    }

    private static let capacity: Int32 = 16
    /// Outcomes kept that wait for their bin: an airline's of some days. Further ones are not counted.
    static let changeLimit = 65_536

    private var rows = ContiguousArray<ContiguousArray<Row>>(repeating: [], count: Int(capacity))
    private var changes: ContiguousArray<Change> = []
    private(set) var through = QuarterHour.none

    private func slot(_ bin: QuarterHour) -> Int { Int(bin.index & (FleetBins.capacity - 1)) }

    var isEmpty: Bool { changes.isEmpty && rows.allSatisfy { $0.isEmpty } }

    /// Counts an outcome.
    /// - Parameter bin: the bin that takes it.
    /// - Returns: false when that is settled.
    mutating func count(_ outcome: DemandOutcome, settles bin: QuarterHour) -> Bool {
        guard through.isNone || bin > through else { return false }
        guard changes.count < FleetBins.changeLimit else { return true }
        changes.append(
            Change(settles: max(bin, outcome.due), due: outcome.due, route: outcome.route, counts: Counts(outcome)))
        return true
    }

    /// Settles the next bin.
    mutating func settle(_ bin: QuarterHour) {
        var next = through.isNone || bin - through >= FleetBins.capacity ? bin + (1 - FleetBins.capacity) : through + 1
        while next <= bin {
            rows[slot(next)].removeAll(keepingCapacity: true)
            next = next + 1
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

    private mutating func apply(_ change: Change) {
        guard change.due <= through, through - change.due < FleetBins.capacity else { return }
        let slot = slot(change.due)
        if let at = rows[slot].firstIndex(where: { $0.route == change.route }) {
            rows[slot][at].counts += change.counts
        } else {
            rows[slot].append(Row(route: change.route, counts: change.counts))
        }
    }

    /// Calls `body` with the departures of the window that ends with the bin before the last settled one, whose
    /// outcomes are known; in no order.
    func forEachInWindow(_ body: (Row) -> Void) {
        var back = CarrierDepartures.windowBins
        while back >= 1 {
            for row in rows[slot(through + -back)] { body(row) }
            back -= 1
        }
    }

    /// What the bin before the last settled one counts.
    var lastKnown: Counts {
        var sum = Counts()
        for row in rows[slot(through + -1)] { sum += row.counts }
        return sum
    }
}

extension FleetBins {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 4 + 1 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(through.index)
        writer.putVarint(UInt64(changes.count))
        for change in changes {
            writer.put(change.settles.index)
            writer.put(change.due.index)
            FleetBins.put(change.route, change.counts, into: &writer)
        }
        let kept = through.isNone ? 0 : FleetBins.capacity
        let busy = (0..<kept).filter { !rows[slot(through + -$0)].isEmpty }
        writer.putVarint(UInt64(busy.count))
        for back in busy {
            let bin = rows[slot(through + -back)].sorted { $0.route < $1.route }
            writer.put8(UInt8(truncatingIfNeeded: back))
            writer.putVarint(UInt64(bin.count))
            for row in bin { FleetBins.put(row.route, row.counts, into: &writer) }
        }
    }

    private static func put(_ route: FleetRoute, _ counts: Counts, into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: route.origin.packed))
        writer.put(UInt32(truncatingIfNeeded: route.destination.packed))
        writer.put(route.type.packed)
        for count in [counts.due, counts.late, counts.cancelled] { writer.putSigned(Int64(count)) }
    }

    private static func row(_ reader: inout SnapshotReader) -> Row {
        let route = FleetRoute(
            origin: reader.airport(), destination: reader.airport(), type: AircraftType(packed: reader.read()))
        return Row(
            route: route,
            counts: Counts(due: reader.tally(), late: reader.tally(), cancelled: reader.tally()))
    }

    init(restoring reader: inout SnapshotReader) {
        through = reader.bin()
        for _ in 0..<reader.count(of: 27, atMost: FleetBins.changeLimit) {
            let (settles, due) = (reader.bin(), reader.bin())
            let row = FleetBins.row(&reader)
            changes.append(Change(settles: settles, due: due, route: row.route, counts: row.counts))
        }
        for _ in 0..<reader.count(of: 2, atMost: Int(FleetBins.capacity)) {
            let back: UInt8 = reader.read()
            let slot = slot(through.isNone ? through : through + -Int32(back))
            for _ in 0..<reader.count(of: 19) { rows[slot].append(FleetBins.row(&reader)) }
        }
    }
}

extension FleetRoute: Comparable {
    static func < (a: FleetRoute, b: FleetRoute) -> Bool {
        (a.origin.packed, a.destination.packed, a.type.packed) < (b.origin.packed, b.destination.packed, b.type.packed)
    }
}
