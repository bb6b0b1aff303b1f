/// How the airlines fare at one airport: departures by the bin in which they were due, and flights towards it, each by
/// airline, for what airlines are told of their peers.
struct CarrierDepartures {
    /// Of one airline in one bin, or in the window.
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

        var outbound: PeerFigures.Share {
            PeerFigures.Share(flights: due, late: late + max(0, waiting), cancelled: cancelled)
        }
        var inbound: PeerFigures.Share {
            let disrupted = inboundLate + inboundCancelled
            return PeerFigures.Share(
                flights: max(arrived + inboundCancelled, disrupted), late: inboundLate, cancelled: inboundCancelled)
        }
    }

    /// Changes kept that wait for their bin: what an airport has in some days.
    private static let changeLimit = 16_384

    private var bins = DueCounts<CarrierCode, Counts>(changeLimit: changeLimit)

    /// Nothing is counted and nothing waits to be.
    var isEmpty: Bool { bins.isEmpty }

    /// The airlines of the window, each with its counts; in the order of their codes.
    var window: ContiguousArray<DueCounts<CarrierCode, Counts>.Row> { bins.window }

    /// Counts a departure's step.
    mutating func count(_ step: DepartureStep) {
        guard !step.due.isNone, !step.carrier.isNone else { return }
        var counts = Counts()
        switch step.from {
        case .unseen: counts.due = 1
        case .waiting: counts.waiting = -1
        case .cancelled: counts.cancelled = -1
        case .moved: if step.left == .late { counts.late = -1 }
        case .lost: break
        }
        switch step.to {
        case .waiting: counts.waiting += 1
        case .cancelled: counts.cancelled += 1
        case .moved: if step.isLate { counts.late += 1 }
        case .unseen, .lost: break
        }
        _ = bins.count(counts, step.carrier, due: step.due, settles: step.bin)
    }

    mutating func countArrival(_ bin: QuarterHour, _ carrier: CarrierCode) {
        guard !carrier.isNone else { return }
        _ = bins.count(Counts(arrived: 1), carrier, due: bin, settles: bin)
    }

    /// Counts what came out of a departure towards the airport.
    mutating func count(_ inbound: InboundOutcome, settles bin: QuarterHour) {
        var counts = Counts()
        if inbound.before == .late { counts.inboundLate -= 1 }
        if inbound.before == .cancelled { counts.inboundCancelled -= 1 }
        if inbound.now == .late { counts.inboundLate += 1 }
        if inbound.now == .cancelled { counts.inboundCancelled += 1 }
        _ = bins.count(counts, inbound.carrier, due: inbound.due, settles: bin)
    }

    /// Settles the next bin.
    mutating func settle(_ bin: QuarterHour) { bins.settle(bin) }
}

extension CarrierDepartures {
    /// The least that it takes in a snapshot.
    static var snapshotBytes: Int { DueCounts<CarrierCode, Counts>.snapshotBytes }

    func encodeSnapshot(into writer: inout ByteWriter) { bins.encodeSnapshot(into: &writer) }

    init(restoring reader: inout SnapshotReader) {
        bins = DueCounts(changeLimit: CarrierDepartures.changeLimit, restoring: &reader)
    }
}

extension CarrierDepartures.Counts: DueTally {
    static func += (a: inout CarrierDepartures.Counts, b: CarrierDepartures.Counts) {
        a.due &+= b.due
        a.late &+= b.late
        a.cancelled &+= b.cancelled
        a.waiting &+= b.waiting
        a.arrived &+= b.arrived
        a.inboundLate &+= b.inboundLate
        a.inboundCancelled &+= b.inboundCancelled
    }

    static func -= (a: inout CarrierDepartures.Counts, b: CarrierDepartures.Counts) {
        a.due &-= b.due
        a.late &-= b.late
        a.cancelled &-= b.cancelled
        a.waiting &-= b.waiting
        a.arrived &-= b.arrived
        a.inboundLate &-= b.inboundLate
        a.inboundCancelled &-= b.inboundCancelled
    }

    static var snapshotBytes: Int { 7 }

    private var all: [Int32] { [due, late, cancelled, waiting, arrived, inboundLate, inboundCancelled] }

    var isOfOneFlight: Bool { all.allSatisfy { (-1...1).contains($0) } }

    func encodeSnapshot(into writer: inout ByteWriter) {
        for count in all { writer.putSigned(Int64(count)) }
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(
            due: reader.tally(), late: reader.tally(), cancelled: reader.tally(), waiting: reader.tally(),
            arrived: reader.tally(), inboundLate: reader.tally(), inboundCancelled: reader.tally())
    }
}

extension CarrierCode: DueKey {
    static var snapshotBytes: Int { 4 }

    func encodeSnapshot(into writer: inout ByteWriter) { writer.put(UInt32(truncatingIfNeeded: packed)) }

    init(restoring reader: inout SnapshotReader) { self.init(packed: UInt64(reader.read(UInt32.self))) }
}
