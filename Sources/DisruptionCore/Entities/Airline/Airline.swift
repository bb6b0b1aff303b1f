/// One airline: how its departures came out, by the quarter hour in which they were due.
struct Airline {
    struct Bin {
        var onTime: Int32 = 0
        /// 15 or more minutes late.
        var late: Int32 = 0
        var cancelled: Int32 = 0

        mutating func count(_ outcome: DepartureOutcome, by one: Int32) {
            switch outcome {
            case .open: break
            case .onTime: onTime += one
            case .late: late += one
            case .cancelled: cancelled += one
            }
        }
    }

    /// Bins kept: three days, a leg's life. What lies further back is not counted; a bin further on pushes the oldest
    /// out.
    static let limit: Int32 = 288

    let code: CarrierCode
    private var bins: ContiguousArray<Bin> = []
    private var first = QuarterHour.none

    init(code: CarrierCode) { self.code = code }

    subscript(bin: QuarterHour) -> Bin {
        bin < first || first.isNone || bin - first >= Int32(bins.count) ? Bin() : bins[Int(bin - first)]
    }

    /// Counts an outcome in place of the one told before.
    /// - Returns: false when its bin is no longer kept.
    mutating func count(_ outcome: DemandOutcome) -> Bool {
        if bins.isEmpty { first = outcome.due }
        if outcome.due < first {
            guard Int32(bins.count) + (first - outcome.due) <= Airline.limit else { return false }
            bins.insert(contentsOf: repeatElement(Bin(), count: Int(first - outcome.due)), at: 0)
            first = outcome.due
        }
        let missing = Int(outcome.due - first) + 1 - bins.count
        if missing >= Int(Airline.limit) {
            bins.removeAll(keepingCapacity: true)
            bins.append(Bin())
            first = outcome.due
        } else if missing > 0 {
            bins.append(contentsOf: repeatElement(Bin(), count: missing))
            let excess = bins.count - Int(Airline.limit)
            if excess > 0 {
                bins.removeFirst(excess)
                first = first + Int32(excess)
            }
        }
        let at = Int(outcome.due - first)
        bins[at].count(outcome.before, by: -1)
        bins[at].count(outcome.now, by: 1)
        return true
    }
}

extension Airline: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (code.packed, 0) }
}

extension Airline {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 4 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: code.packed))
        writer.putVarint(UInt64(bins.count))
        if bins.isEmpty { return }
        writer.put(first.index)
        for bin in bins {
            writer.putSigned(Int64(bin.onTime))
            writer.putSigned(Int64(bin.late))
            writer.putSigned(Int64(bin.cancelled))
        }
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(code: CarrierCode(packed: UInt64(reader.read(UInt32.self))))
        let count = reader.count(of: 3, atMost: Int(Airline.limit))
        if count == 0 { return }
        first = reader.bin()
        if first.isNone { reader.refuse() }
        bins.reserveCapacity(count)
        for _ in 0..<count {
            bins.append(Bin(onTime: reader.tally(), late: reader.tally(), cancelled: reader.tally()))
        }
    }
}
