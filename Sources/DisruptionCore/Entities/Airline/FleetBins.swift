/// How an airline's departures came out, by the bin in which they were due and by route and aircraft type.
typealias FleetBins = DueCounts<FleetRoute, FleetCounts>

/// Departures of an airline whose outcome is known.
struct FleetCounts: DueTally {
    var due: Int32 = 0
    /// 15 or more minutes late.
    var late: Int32 = 0
    var cancelled: Int32 = 0

    var disrupted: Int32 { late + cancelled }

    static func += (a: inout FleetCounts, b: FleetCounts) {
        a.due &+= b.due
        a.late &+= b.late
        a.cancelled &+= b.cancelled
    }

    static func -= (a: inout FleetCounts, b: FleetCounts) {
        a.due &-= b.due
        a.late &-= b.late
        a.cancelled &-= b.cancelled
    }
}

extension FleetCounts {
    /// What an outcome changes.
    init(_ outcome: DemandOutcome) {
        self.init()
        count(outcome.before, -1)
        count(outcome.now, 1)
    }

    private mutating func count(_ outcome: DepartureOutcome, _ by: Int32) {
        if outcome != .open { due += by }
        if outcome == .late { late += by }
        if outcome == .cancelled { cancelled += by }
    }
}

extension FleetCounts {
    static var snapshotBytes: Int { 3 }

    var isOfOneFlight: Bool { [due, late, cancelled].allSatisfy { (-1...1).contains($0) } }

    func encodeSnapshot(into writer: inout ByteWriter) {
        for count in [due, late, cancelled] { writer.putSigned(Int64(count)) }
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(due: reader.tally(), late: reader.tally(), cancelled: reader.tally())
    }
}

extension FleetRoute: DueKey {
    static var snapshotBytes: Int { 16 }

    static func < (a: FleetRoute, b: FleetRoute) -> Bool {
        (a.origin.packed, a.destination.packed, a.type.packed) < (b.origin.packed, b.destination.packed, b.type.packed)
    }

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: origin.packed))
        writer.put(UInt32(truncatingIfNeeded: destination.packed))
        writer.put(type.packed)
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(origin: reader.airport(), destination: reader.airport(), type: AircraftType(packed: reader.read()))
    }
}
