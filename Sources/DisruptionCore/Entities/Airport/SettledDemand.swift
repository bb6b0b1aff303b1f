/// What an airport's settled bins count, and what bins to come have been told so far.
///
/// A contribution names the bin that takes it. Bins settle in order, when the watermark has passed them; what comes for
/// a bin that is settled changes no figure of it.
struct SettledDemand {
    struct Bin {
        /// Departures that became due.
        var due: Int32 = 0
        /// Departures due in the bin that are cancelled, as known so far.
        var cancelled: Int32 = 0
        var departed: Int32 = 0
        var arrived: Int32 = 0
        /// Change of the number of departures that are due and wait.
        var waiting: Int32 = 0
        /// Departures first counted, as due or as they left before.
        var planned: Int32 = 0
        /// Departures that left 15 or more minutes late.
        var late: Int32 = 0
        /// Departures that are cancelled from this bin on, less those that no longer are.
        var struck: Int32 = 0
    }

    /// A cancellation that became known in a later bin than that in which the leg was due, or was taken back there.
    private struct Correction {
        var bin: QuarterHour
        var due: QuarterHour
        var count: Int32
    }

    /// Bins kept behind the last settled one: the longest window.
    static let behind: Int32 = 32
    /// Bins kept at the most: 85 days, more than event time may run ahead of what is slowest. What lies beyond is not
    /// counted.
    static let limit: Int32 = 8192

    private var bins: ContiguousArray<Bin> = []
    private var first = QuarterHour.none
    private var corrections: [Correction] = []
    /// The last settled bin.
    private(set) var through = QuarterHour.none
    /// Departures due by the end of the last settled bin that had not left.
    private(set) var backlog: Int32 = 0

    subscript(bin: QuarterHour) -> Bin {
        bin < first || first.isNone || bin - first >= Int32(bins.count) ? Bin() : bins[Int(bin - first)]
    }

    /// The first bin to settle; none where nothing was told.
    var next: QuarterHour { through.isNone ? first : through + 1 }

    /// Counts a departure's step.
    /// - Returns: false when its bin is settled.
    mutating func count(_ step: DepartureStep) -> Bool {
        let isOpen = step.bin > through || through.isNone
        let bin = isOpen ? step.bin : through + 1
        guard let at = place(bin) else { return true }
        if step.from == .waiting { bins[at].waiting -= 1 }
        if step.to == .waiting { bins[at].waiting += 1 }
        guard isOpen else { return false }
        if step.to == .moved {
            if step.left == .no { bins[at].departed += 1 }
            if step.isLate, step.left != .late { bins[at].late += 1 }
        }
        if step.from == .unseen { bins[at].planned += 1 }
        bins[at].struck += (step.to == .cancelled ? 1 : 0) - (step.from == .cancelled ? 1 : 0)
        guard !step.due.isNone else { return true }
        if step.from == .unseen, let due = place(step.due) { bins[due].due += 1 }
        let cancelled: Int32 = (step.to == .cancelled ? 1 : 0) - (step.from == .cancelled ? 1 : 0)
        if cancelled != 0 { correct(Correction(bin: step.bin, due: step.due, count: cancelled)) }
        return true
    }

    /// Counts an arrival.
    /// - Returns: false when its bin is settled.
    mutating func countArrival(_ bin: QuarterHour) -> Bool {
        guard bin > through || through.isNone else { return false }
        if let at = place(bin) { bins[at].arrived += 1 }
        return true
    }

    private mutating func correct(_ correction: Correction) {
        if correction.bin == correction.due, let at = place(correction.due) {
            bins[at].cancelled += correction.count
        } else {
            corrections.append(correction)
        }
    }

    /// The place of a bin, made where it is not there; nil beyond the limit.
    private mutating func place(_ bin: QuarterHour) -> Int? {
        if bins.isEmpty { first = bin }
        if bin < first {
            let missing = Int(first.index) - Int(bin.index)
            guard bins.count + missing <= Int(SettledDemand.limit) else { return nil }
            bins.insert(contentsOf: repeatElement(Bin(), count: missing), at: 0)
            first = bin
        }
        let at = Int(bin.index) - Int(first.index)
        guard at < Int(SettledDemand.limit) else { return nil }
        if at >= bins.count { bins.append(contentsOf: repeatElement(Bin(), count: at + 1 - bins.count)) }
        return at
    }

    /// Settles the next bin.
    mutating func settle(_ bin: QuarterHour) {
        through = bin
        backlog &+= self[bin].waiting
        if !corrections.isEmpty {
            for correction in corrections where correction.bin == bin && correction.due >= first {
                if let at = place(correction.due) { bins[at].cancelled &+= correction.count }
            }
            corrections.removeAll { $0.bin <= bin }
        }
        let excess = Int(bin - first) - Int(SettledDemand.behind)
        if excess >= Int(SettledDemand.behind) {
            let dropped = min(excess, bins.count)
            bins.removeFirst(dropped)
            first = bins.isEmpty ? .none : first + Int32(dropped)
        }
    }

    /// Whether no bin from `bin` on, nor a window behind it, counts anything.
    func isQuiet(from bin: QuarterHour) -> Bool {
        backlog == 0 && corrections.isEmpty
            && (bins.isEmpty || bin - first >= Int32(bins.count) + SettledDemand.behind)
    }

    /// Settles all bins up to `bin`, which count nothing.
    mutating func skip(to bin: QuarterHour) {
        through = bin
        bins.removeAll(keepingCapacity: true)
        first = .none
    }

    /// Departures due, and of them cancelled, in `count` bins up to `last`.
    func departures(upTo last: QuarterHour, bins count: Int32) -> (due: Int32, cancelled: Int32) {
        var sum: (due: Int32, cancelled: Int32) = (0, 0)
        var bin = last + (1 - count)
        while bin <= last {
            let counts = self[bin]
            sum.due += counts.due
            sum.cancelled += counts.cancelled
            bin = bin + 1
        }
        return sum
    }

    /// Departures due and arrivals in `count` bins up to `last`.
    func flights(upTo last: QuarterHour, bins count: Int32) -> Int32 {
        var sum: Int32 = 0
        for back in 0..<count {
            let counts = self[last + -back]
            sum += counts.due + counts.arrived
        }
        return sum
    }

    /// Departures and arrivals of the hour up to the end of `last`.
    func movements(upTo last: QuarterHour) -> Int32 {
        var sum: Int32 = 0
        for back in 0..<QuarterHour.perHour {
            let counts = self[last + -back]
            sum += counts.departed + counts.arrived
        }
        return sum
    }
}

extension SettledDemand {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(through.index)
        writer.putSigned(Int64(backlog))
        writer.putVarint(UInt64(bins.count))
        if !bins.isEmpty { writer.put(first.index) }
        for bin in bins {
            writer.putSigned(Int64(bin.due))
            writer.putSigned(Int64(bin.cancelled))
            writer.putSigned(Int64(bin.departed))
            writer.putSigned(Int64(bin.arrived))
            writer.putSigned(Int64(bin.waiting))
            writer.putSigned(Int64(bin.planned))
            writer.putSigned(Int64(bin.late))
            writer.putSigned(Int64(bin.struck))
        }
        writer.putVarint(UInt64(corrections.count))
        for correction in corrections {
            writer.put(correction.bin.index)
            writer.put(correction.due.index)
            writer.putSigned(Int64(correction.count))
        }
    }

    init(restoring reader: inout SnapshotReader) {
        through = reader.bin()
        backlog = reader.tally()
        let count = reader.count(of: 8, atMost: Int(SettledDemand.limit))
        if count > 0 {
            first = reader.bin()
            if first.isNone { reader.refuse() }
            bins.reserveCapacity(count)
            for _ in 0..<count {
                bins.append(
                    Bin(
                        due: reader.tally(), cancelled: reader.tally(), departed: reader.tally(),
                        arrived: reader.tally(), waiting: reader.tally(), planned: reader.tally(),
                        late: reader.tally(), struck: reader.tally()))
            }
        }
        for _ in 0..<reader.count(of: 9) {
            corrections.append(Correction(bin: reader.bin(), due: reader.bin(), count: reader.tally()))
        }
    }
}
