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
