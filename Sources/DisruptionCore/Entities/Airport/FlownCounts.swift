/// A fixed histogram of whole minutes, for medians and percentiles of times that were flown.
///
/// What is taught on a day (UTC) counts for legs of the day after next: by then every airport has heard all of that
/// day, so that a leg is judged by the same figures in whatever order they came. Samples wait until no leg that may
/// ask is earlier.
struct FlownCounts: Equatable {
    private struct Sample: Equatable {
        /// Days since 1970, UTC.
        var day: Int32
        var minutes: Int16
    }

    /// Minutes that are told apart; what lies outside counts as the first or the last.
    static let range: ClosedRange<Int32> = -60...180
    /// Samples from which all counts are halved, so that the last weeks weigh most.
    static let samplesAtMost: Int32 = 1024
    /// Samples kept that wait for their day; further ones are not counted.
    static let waitingLimit = 16_384
    /// Days from that of the teaching to the first leg that it counts for.
    static let daysUntilUsed: Int32 = 2

    private var counts: ContiguousArray<UInt16> = []
    private var samples: Int32 = 0
    private var waiting: ContiguousArray<Sample> = []

    /// - Parameter day: days since 1970, UTC, of the teaching.
    mutating func add(_ minutes: Int32, on day: Int32) {
        guard waiting.count < FlownCounts.waitingLimit else { return }
        let cut = min(max(minutes, FlownCounts.range.lowerBound), FlownCounts.range.upperBound)
        waiting.append(Sample(day: day, minutes: Int16(truncatingIfNeeded: cut)))
    }

    /// Merges what counts for every leg that may still ask, day by day.
    /// - Parameter day: the last that does.
    mutating func settle(through day: Int32) {
        while let next = waiting.lazy.map(\.day).min(), next <= day {
            for sample in waiting where sample.day == next { merge(sample.minutes) }
            waiting.removeAll { $0.day == next }
            while samples > FlownCounts.samplesAtMost { halve() }
        }
    }

    private mutating func halve() {
        samples = 0
        for at in counts.indices {
            counts[at] /= 2
            samples += Int32(counts[at])
        }
    }

    private mutating func merge(_ minutes: Int16) {
        let at = Int(minutes) - Int(FlownCounts.range.lowerBound)
        if at >= counts.count { counts.append(contentsOf: repeatElement(0, count: at + 1 - counts.count)) }
        counts[at] &+= 1
        samples += 1
    }

    /// Adds what counts for legs of a day to a sum of several; whether it is merged already makes no difference.
    func add(to sum: inout Sum, for day: Int32) {
        var known = self
        known.settle(through: day &- FlownCounts.daysUntilUsed)
        for (at, count) in known.counts.enumerated() where count > 0 { sum.counts[at] += Int32(count) }
        sum.samples += known.samples
    }

    /// Counts of several histograms.
    struct Sum {
        fileprivate(set) var samples: Int32 = 0
        fileprivate var counts = ContiguousArray<Int32>(repeating: 0, count: FlownCounts.range.count)

        /// The minutes that so many tenths of the samples do not exceed; nil where there are fewer than `fewest`.
        func percentile(tenths: Int32, fewest: Int32) -> Int32? {
            guard samples >= max(1, fewest) else { return nil }
            let wanted = max(1, Int64(samples) * Int64(tenths) / 10)
            var below: Int64 = 0
            for (at, count) in counts.enumerated() {
                below += Int64(count)
                if below >= wanted { return FlownCounts.range.lowerBound + Int32(truncatingIfNeeded: at) }
            }
            return FlownCounts.range.upperBound
        }
    }
}

extension FlownCounts {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 2

    func encodeSnapshot(into writer: inout ByteWriter) {
        let first = counts.firstIndex { $0 > 0 } ?? counts.count
        writer.putVarint(UInt64(counts.count - first))
        if first < counts.count { writer.put8(UInt8(truncatingIfNeeded: first)) }
        for count in counts[first...] { writer.putVarint(UInt64(count)) }
        writer.putVarint(UInt64(waiting.count))
        for sample in waiting {
            writer.put(sample.day)
            writer.put8(UInt8(truncatingIfNeeded: Int32(sample.minutes) - FlownCounts.range.lowerBound))
        }
    }

    init(restoring reader: inout SnapshotReader) {
        let used = reader.count(of: 1, atMost: FlownCounts.range.count)
        if used > 0 {
            let first = Int(reader.read(UInt8.self))
            guard first + used <= FlownCounts.range.count else {
                reader.refuse()
                return
            }
            counts = ContiguousArray(repeating: 0, count: first + used)
            for at in first..<first + used {
                let count = reader.bytes.readVarint()
                guard count <= UInt64(UInt16.max) else {
                    reader.refuse()
                    return
                }
                counts[at] = UInt16(truncatingIfNeeded: count)
                samples += Int32(truncatingIfNeeded: count)
            }
        }
        for _ in 0..<reader.count(of: 5, atMost: FlownCounts.waitingLimit) {
            let day: Int32 = reader.read()
            let at = Int32(reader.read(UInt8.self))
            if at >= FlownCounts.range.count {
                reader.refuse()
                return
            }
            waiting.append(Sample(day: day, minutes: Int16(truncatingIfNeeded: at + FlownCounts.range.lowerBound)))
        }
    }
}
