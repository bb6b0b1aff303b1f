/// Timers of entities that settle with a bin of demand, by bin; they fire in the order of bins and, within one, of
/// setting, which the log alone decides.
///
/// Entities stand by their slots: every timer of an entity fires before it is forgotten. A ring of the bins ahead, and
/// a dictionary for those beyond it.
struct BinTimers {
    /// Bins of the ring, a power of two: five days, longer than a leg lives.
    private static let span: Int32 = 512

    private var ring = ContiguousArray<ContiguousArray<Int32>>(repeating: [], count: Int(BinTimers.span))
    private var beyond: [Int32: ContiguousArray<Int32>] = [:]
    /// The first bin that has not fired; none before the watermark is known.
    private(set) var first = QuarterHour.none
    private(set) var count = 0
    private var inRing = 0

    /// Forgets every timer.
    mutating func removeAll() {
        for place in ring.indices { ring[place].removeAll() }
        beyond = [:]
        count = 0
        inRing = 0
    }

    /// Sets a timer. A bin that has fired already stands for the next one.
    mutating func set(_ bin: QuarterHour, for slot: Int) {
        count += 1
        let bin = max(bin, first)
        if !first.isNone, bin - first < BinTimers.span {
            inRing += 1
            ring[BinTimers.place(bin)].append(Int32(truncatingIfNeeded: slot))
        } else {
            beyond[bin.index, default: []].append(Int32(truncatingIfNeeded: slot))
        }
    }

    private static func place(_ bin: QuarterHour) -> Int { Int(bin.index & (BinTimers.span - 1)) }

    /// Takes out the slots of the next bin that has any.
    /// - Parameters:
    ///   - last: the last bin that may fire.
    ///   - slots: what was in it is dropped.
    /// - Returns: the bin; nil when none up to `last` has any.
    mutating func takeNext(through last: QuarterHour, into slots: inout ContiguousArray<Int32>) -> QuarterHour? {
        if last.isNone { return nil }
        while first <= last {
            if inRing == 0 {
                guard let next = beyond.keys.min(), next <= last.index else {
                    first = last + 1
                    return nil
                }
                first = max(first, QuarterHour(index: next))
            }
            let bin = first
            first = first + 1
            slots.removeAll(keepingCapacity: true)
            if !beyond.isEmpty, let early = beyond.removeValue(forKey: bin.index) { slots.append(contentsOf: early) }
            let place = BinTimers.place(bin)
            if !ring[place].isEmpty {
                slots.append(contentsOf: ring[place])
                inRing -= ring[place].count
                ring[place].removeAll(keepingCapacity: true)
            }
            if !slots.isEmpty {
                count -= slots.count
                return bin
            }
        }
        return nil
    }
}

extension BinTimers {
    /// Writes all timers by bin, within one in the order of setting.
    /// - Parameter places: the place of each slot's leg in the snapshot, -1 of a slot without one.
    func encodeSnapshot(into writer: inout ByteWriter, places: [Int32]) {
        writer.put(first.index)
        let bins = beyond.keys + ring.indices.filter { !ring[$0].isEmpty }.map { BinTimers.bin($0, from: first) }
        var last: Int32 = 0
        for bin in Set(bins).sorted() {
            // Those beyond the ring were set before it reached the bin.
            var slots = beyond[bin] ?? []
            if !first.isNone, bin &- first.index < BinTimers.span {
                slots += ring[BinTimers.place(QuarterHour(index: bin))]
            }
            slots.removeAll { places[Int($0)] < 0 }
            if slots.isEmpty { continue }
            writer.putVarint(UInt64(slots.count))
            writer.putSigned(Int64(bin) - Int64(last))
            for slot in slots { writer.putVarint(UInt64(truncatingIfNeeded: places[Int(slot)])) }
            last = bin
        }
        writer.putVarint(0)
    }

    /// The bin that a place of the ring stands for.
    private static func bin(_ place: Int, from first: QuarterHour) -> Int32 {
        first.index &+ (Int32(truncatingIfNeeded: place) &- first.index) & (span - 1)
    }

    /// - Parameter count: of the legs, which stand in the order of the snapshot.
    init(restoring reader: inout SnapshotReader, legs count: Int) {
        first = reader.bin()
        var bin: Int64 = 0
        while true {
            let timers = reader.count(of: 1)
            if timers == 0 { return }
            bin += reader.signed(within: Int64(SnapshotReader.binMax) * 2)
            guard bin.magnitude <= UInt64(SnapshotReader.binMax), first.isNone || bin >= Int64(first.index) else {
                reader.refuse()
                return
            }
            for _ in 0..<timers {
                let slot = reader.bytes.readVarint()
                guard slot < UInt64(count) else {
                    reader.refuse()
                    return
                }
                set(QuarterHour(index: Int32(bin)), for: Int(slot))
            }
        }
    }
}
