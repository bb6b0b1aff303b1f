/// Delays of an airport's departures or arrivals, by the bin of the movement.
///
/// A movement names the bin that takes it; one that becomes known when that bin has settled is not counted.
struct MovementDelays {
    private struct Delay {
        var bin: QuarterHour
        var minutes: Int16
    }

    /// Delays kept: two days of the busiest airports. Further ones are not counted.
    static let limit = 4096
    /// Delays are cut to this, minutes: beyond it a median cannot tell.
    static let range: ClosedRange<Int32> = -120...1440

    /// Of bins that settle, and of the hour before the last settled one; in no order.
    private var delays: ContiguousArray<Delay> = []

    var isEmpty: Bool { delays.isEmpty }

    mutating func add(_ minutes: Int32, in bin: QuarterHour) {
        guard delays.count < MovementDelays.limit else { return }
        let cut = min(max(minutes, MovementDelays.range.lowerBound), MovementDelays.range.upperBound)
        delays.append(Delay(bin: bin, minutes: Int16(truncatingIfNeeded: cut)))
    }

    /// The movements of the hour up to the end of a bin that settles: how many, and their median delay in minutes, the
    /// lower one of two. Forgets what lies before.
    mutating func hour(upTo bin: QuarterHour) -> (count: Int32, median: Int32) {
        if delays.isEmpty { return (0, 0) }
        let first = bin + (1 - QuarterHour.perHour)
        delays.removeAll { $0.bin < first }
        var hour: ContiguousArray<Int16> = []
        for delay in delays where delay.bin <= bin { hour.append(delay.minutes) }
        if hour.isEmpty { return (0, 0) }
        hour.sort()
        return (Int32(truncatingIfNeeded: hour.count), Int32(hour[(hour.count - 1) / 2]))
    }
}

extension MovementDelays {
    func encodeSnapshot(into writer: inout ByteWriter) {
        let held = delays.sorted { ($0.bin, $0.minutes) < ($1.bin, $1.minutes) }
        writer.putVarint(UInt64(held.count))
        for delay in held {
            writer.put(delay.bin.index)
            writer.put(UInt16(bitPattern: delay.minutes))
        }
    }

    init(restoring reader: inout SnapshotReader) {
        for _ in 0..<reader.count(of: 6, atMost: MovementDelays.limit) {
            delays.append(Delay(bin: reader.bin(), minutes: Int16(bitPattern: reader.read())))
        }
    }
}
