/// How the airlines fare at one airport: departures by the bin in which they were due, and flights towards it, each by
/// airline, for what airlines are told of their peers.
///
/// A change names the bin that takes it and has its effect when that bin settles, so that the order of arrival does not
/// matter.
struct CarrierDepartures {
    /// Of one airline in one bin.
    struct Counts: Equatable {
        var due: Int32 = 0
        var late: Int32 = 0
        var cancelled: Int32 = 0
        /// Due and not gone; late when the bin behind it has settled.
        var waiting: Int32 = 0
        var arrived: Int32 = 0
        /// Departures from elsewhere towards the airport.
        var inboundLate: Int32 = 0
        var inboundCancelled: Int32 = 0

        static func += (a: inout Counts, b: Counts) {
            a.due += b.due
            a.late += b.late
            a.cancelled += b.cancelled
            a.waiting += b.waiting
            a.arrived += b.arrived
            a.inboundLate += b.inboundLate
            a.inboundCancelled += b.inboundCancelled
        }

        var outbound: PeerFigures.Share {
            PeerFigures.Share(flights: due, late: late + max(0, waiting), cancelled: cancelled)
        }
        var inbound: PeerFigures.Share {
            let disrupted = inboundLate + inboundCancelled
            return PeerFigures.Share(
                flights: max(arrived + inboundCancelled, disrupted), late: inboundLate, cancelled: inboundCancelled)
        }
    }

    private struct Row {
        let carrier: CarrierCode
        var counts: Counts
    }

    private struct Change {
        var settles: QuarterHour
        var due: QuarterHour
        var carrier: CarrierCode
        var counts: Counts
    }

    /// Bins of the window: two hours.
    static let windowBins: Int32 = 8
    /// Bins kept.
    private static let capacity: Int32 = 16
    /// Changes kept that wait for their bin: what an airport has in some days. Further ones are not counted.
    static let changeLimit = 16_384

    /// By bin, each in the order of the airlines' first mention; a ring.
    private var rows = ContiguousArray<ContiguousArray<Row>>(repeating: [], count: Int(capacity))
    private var changes: ContiguousArray<Change> = []
    /// The last settled bin.
    private var through = QuarterHour.none

    private func slot(_ bin: QuarterHour) -> Int { Int(bin.index & (CarrierDepartures.capacity - 1)) }

    /// Nothing is counted and nothing waits to be.
    var isEmpty: Bool { changes.isEmpty && rows.allSatisfy { $0.isEmpty } }

    /// Counts a departure's step.
    mutating func count(_ step: DepartureStep) {
        guard !step.due.isNone, !step.carrier.isNone else { return }
        var counts = Counts()
        switch step.from {
        case .unseen: counts.due = 1
        case .waiting: counts.waiting = -1
        case .cancelled: counts.cancelled = -1
        case .moved, .lost: break
        }
        switch step.to {
        case .waiting: counts.waiting += 1
        case .cancelled: counts.cancelled += 1
        case .moved: if step.isLate { counts.late = 1 }
        case .unseen, .lost: break
        }
        add(Change(settles: max(step.bin, step.due), due: step.due, carrier: step.carrier, counts: counts))
    }

    mutating func countArrival(_ bin: QuarterHour, _ carrier: CarrierCode) {
        guard !carrier.isNone else { return }
        add(Change(settles: bin, due: bin, carrier: carrier, counts: Counts(arrived: 1)))
    }

    /// Counts what came out of a departure towards the airport.
    mutating func count(_ inbound: InboundOutcome, settles bin: QuarterHour) {
        var counts = Counts()
        if inbound.before == .late { counts.inboundLate -= 1 }
        if inbound.before == .cancelled { counts.inboundCancelled -= 1 }
        if inbound.now == .late { counts.inboundLate += 1 }
        if inbound.now == .cancelled { counts.inboundCancelled += 1 }
        add(Change(settles: max(bin, inbound.due), due: inbound.due, carrier: inbound.carrier, counts: counts))
    }

    private mutating func add(_ change: Change) {
        guard through.isNone || change.settles > through, changes.count < CarrierDepartures.changeLimit else { return }
        changes.append(change)
    }

    /// Settles the next bin.
    mutating func settle(_ bin: QuarterHour) {
        if through.isNone || bin - through >= CarrierDepartures.capacity {
            for at in rows.indices { rows[at].removeAll(keepingCapacity: true) }
        } else {
            var next = through + 1
            while next <= bin {
                rows[slot(next)].removeAll(keepingCapacity: true)
                next = next + 1
            }
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
        guard change.due <= through, through - change.due < CarrierDepartures.capacity else { return }
        let slot = slot(change.due)
        if let at = rows[slot].firstIndex(where: { $0.carrier == change.carrier }) {
            rows[slot][at].counts += change.counts
        } else {
            rows[slot].append(Row(carrier: change.carrier, counts: change.counts))
        }
    }

    /// The airlines of the window that ends with the bin before the last settled one, whose outcomes are known, each
    /// with its counts; in the order of their codes.
    func window() -> [(carrier: CarrierCode, counts: Counts)] {
        var sums: [(carrier: CarrierCode, counts: Counts)] = []
        var back = CarrierDepartures.windowBins
        while back >= 1 {
            for row in rows[slot(through + -back)] {
                if let at = sums.firstIndex(where: { $0.carrier == row.carrier }) {
                    sums[at].counts += row.counts
                } else {
                    sums.append((row.carrier, row.counts))
                }
            }
            back -= 1
        }
        return sums.sorted { $0.carrier < $1.carrier }
    }
}

extension CarrierDepartures {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 4 + 1 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(through.index)
        writer.putVarint(UInt64(changes.count))
        for change in changes {
            writer.put(change.settles.index)
            writer.put(change.due.index)
            writer.put(UInt32(truncatingIfNeeded: change.carrier.packed))
            change.counts.encode(into: &writer)
        }
        let kept = through.isNone ? 0 : CarrierDepartures.capacity
        let busy = (0..<kept).filter { !rows[slot(through + -$0)].isEmpty }
        writer.putVarint(UInt64(busy.count))
        for back in busy {
            let bin = rows[slot(through + -back)].sorted { $0.carrier < $1.carrier }
            writer.put8(UInt8(truncatingIfNeeded: back))
            writer.putVarint(UInt64(bin.count))
            for row in bin {
                writer.put(UInt32(truncatingIfNeeded: row.carrier.packed))
                row.counts.encode(into: &writer)
            }
        }
    }

    init(restoring reader: inout SnapshotReader) {
        through = reader.bin()
        for _ in 0..<reader.count(of: 19, atMost: CarrierDepartures.changeLimit) {
            changes.append(
                Change(
                    settles: reader.bin(), due: reader.bin(),
                    carrier: CarrierCode(packed: UInt64(reader.read(UInt32.self))), counts: Counts(restoring: &reader)))
        }
        for _ in 0..<reader.count(of: 2, atMost: Int(CarrierDepartures.capacity)) {
            let back: UInt8 = reader.read()
            let slot = slot(through.isNone ? through : through + -Int32(back))
            for _ in 0..<reader.count(of: 11) {
                rows[slot].append(
                    Row(
                        carrier: CarrierCode(packed: UInt64(reader.read(UInt32.self))),
                        counts: Counts(restoring: &reader)))
            }
        }
    }
}

extension CarrierDepartures.Counts {
    fileprivate func encode(into writer: inout ByteWriter) {
        for count in [due, late, cancelled, waiting, arrived, inboundLate, inboundCancelled] {
            writer.putSigned(Int64(count))
        }
    }

    fileprivate init(restoring reader: inout SnapshotReader) {
        self.init(
            due: reader.tally(), late: reader.tally(), cancelled: reader.tally(), waiting: reader.tally(),
            arrived: reader.tally(), inboundLate: reader.tally(), inboundCancelled: reader.tally())
    }
}
