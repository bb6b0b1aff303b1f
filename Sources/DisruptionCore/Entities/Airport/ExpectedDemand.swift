/// What an airport expects by now: legs by bin, as best known. Changes with everything that comes; no settled figure
/// uses it.
///
/// Bins lie in a ring around the airport's watermark. What is told of a bin outside of it is passed over: it is behind,
/// or so far ahead that legs do not tell it yet.
struct ExpectedDemand {
    struct Bin {
        /// Departures scheduled in the bin, cancelled ones too.
        var due: Int16 = 0
        /// Of these the cancelled.
        var cancelled: Int16 = 0
        /// Departures expected to leave in the bin that have not left.
        var waiting: Int16 = 0
        /// Departures that left in the bin.
        var moved: Int16 = 0
        /// Arrivals, known or expected.
        var arrivals: Int16 = 0

        /// Nothing is expected in it.
        var isZero: Bool { due | cancelled | waiting | moved | arrivals == 0 }
        /// Movements that the runways have or had to serve.
        var movements: Int32 { Int32(waiting) + Int32(moved) + Int32(arrivals) }
    }

    /// Bins kept: a power of two above the horizon ahead and the longest window behind, each with room to spare.
    static let capacity: Int32 = 256
    /// Bins kept behind the one under way.
    static let behind: Int32 = 64

    private var bins: ContiguousArray<Bin> = []
    /// The first bin kept.
    private var first = QuarterHour.none

    /// Departures in the bins kept that are cancelled.
    private(set) var cancelled: Int32 = 0

    /// The last settled bin in which an arrival came in; none before the first.
    private(set) var arrived = QuarterHour.none

    /// Whether anything was ever told.
    var isEmpty: Bool { bins.isEmpty }

    private func slot(_ bin: QuarterHour) -> Int { Int(bin.index & (ExpectedDemand.capacity - 1)) }

    private func holds(_ bin: QuarterHour) -> Bool {
        !bins.isEmpty && bin >= first && bin - first < ExpectedDemand.capacity
    }

    subscript(bin: QuarterHour) -> Bin { holds(bin) ? bins[slot(bin)] : Bin() }

    /// Moves the ring on to the bin under way.
    mutating func advance(to now: QuarterHour) {
        if bins.isEmpty { return }
        move(to: now)
    }

    /// Puts the ring where nothing was told before; asked of one that `isEmpty`.
    mutating func begin(at now: QuarterHour) { move(to: now) }

    private mutating func move(to now: QuarterHour) {
        let wanted = now + -ExpectedDemand.behind
        if bins.isEmpty || wanted - first >= ExpectedDemand.capacity {
            bins = ContiguousArray(repeating: Bin(), count: Int(ExpectedDemand.capacity))
            first = wanted
            cancelled = 0
        }
        while first < wanted {
            cancelled &-= Int32(bins[slot(first)].cancelled)
            bins[slot(first)] = Bin()
            first = first + 1
        }
    }

    /// Notes that arrivals came in, in a bin that settled.
    mutating func arrive(in bin: QuarterHour) { arrived = bin }

    mutating func apply(_ change: DemandChange) {
        switch change {
        case .departure(let old, let new):
            count(old, by: -1)
            count(new, by: 1)
        case .arrival(let old, let new):
            if holds(old) { bins[slot(old)].arrivals &-= 1 }
            if holds(new) { bins[slot(new)].arrivals &+= 1 }
        }
    }

    private mutating func count(_ demand: DepartureDemand, by one: Int16) {
        if demand.state == .none { return }
        if holds(demand.scheduled) {
            let slot = slot(demand.scheduled)
            bins[slot].due &+= one
            if demand.state == .cancelled {
                bins[slot].cancelled &+= one
                cancelled &+= Int32(one)
            }
        }
        if demand.state == .cancelled || !holds(demand.best) { return }
        let slot = slot(demand.best)
        if demand.state == .due { bins[slot].waiting &+= one } else { bins[slot].moved &+= one }
    }
}

extension ExpectedDemand {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(arrived.index)
        writer.put8(bins.isEmpty ? 0 : 1)
        if bins.isEmpty { return }
        writer.put(first.index)
        writer.putSigned(Int64(cancelled))
        // Bins in which anything is expected, by their distance from the first: most are hours of the night, or far.
        let busy = (0..<ExpectedDemand.capacity).filter { !self[first + $0].isZero }
        writer.putVarint(UInt64(busy.count))
        for distance in busy {
            let bin = self[first + distance]
            writer.put8(UInt8(truncatingIfNeeded: distance))
            for count in [bin.due, bin.cancelled, bin.waiting, bin.moved, bin.arrivals] {
                writer.putSigned(Int64(count))
            }
        }
    }

    init(restoring reader: inout SnapshotReader) {
        arrived = reader.bin()
        guard reader.read(UInt8.self) != 0 else { return }
        first = reader.bin()
        if first.isNone { reader.refuse() }
        cancelled = reader.tally()
        bins = ContiguousArray(repeating: Bin(), count: Int(ExpectedDemand.capacity))
        for _ in 0..<reader.count(of: 6, atMost: Int(ExpectedDemand.capacity)) {
            let distance: UInt8 = reader.read()
            func count(_ reader: inout SnapshotReader) -> Int16 {
                Int16(truncatingIfNeeded: reader.signed(within: Int64(Int16.max) + 1))
            }
            bins[slot(first + Int32(distance))] = Bin(
                due: count(&reader), cancelled: count(&reader), waiting: count(&reader), moved: count(&reader),
                arrivals: count(&reader))
        }
    }
}
