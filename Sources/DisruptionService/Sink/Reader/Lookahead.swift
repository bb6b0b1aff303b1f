import WireFormat

/// Finds out which records of a stretch of a partition count, before any of them is written: of each disruption the
/// highest version, of each leg and booking its last end and the newest state behind it, and whatever is no row, so
/// that it is noted. The rules are those of `RowEncoder`.
///
/// A sink that is an hour behind would write each leg many times, and most of them only to forget them in the end.
/// From whatever offset of the stretch the kept records are applied on, to tables in which all before it took effect
/// (or was left out for one that is still to come), the tables end as if all records had been: what is left out has its
/// better before it, which took effect, or behind it, which is kept. So positions may move past it.
struct Lookahead {
    /// What is kept of a key; negative offsets are none.
    private struct Newest {
        var version: Int64 = 0
        var record: Int64 = -1
        var end: Int64 = -1
    }

    private let table: SinkTable
    private(set) var kept: KeptOffsets
    private var keys = KeyTable()
    private var newest: [Newest] = []
    private let keysMax: Int

    /// - Parameters:
    ///   - start: the first offset of the stretch.
    ///   - keysMax: bounds the memory; the stretch ends where there are more.
    init(_ table: SinkTable, start: Int64, keysMax: Int) {
        self.table = table
        self.keysMax = keysMax
        kept = KeptOffsets(start: start)
    }

    /// True where the stretch must end here.
    var isFull: Bool { newest.count >= keysMax }

    /// Looks at the next record.
    mutating func note(_ record: SinkRecord, _ reader: inout OutputReader) {
        kept.extend(to: record.offset + 1)
        do throws(OutputRefusal) {
            switch table {
            case .disruptions: try noteDisruption(record, &reader)
            case .flightState:
                try noteState(record) { value throws(OutputRefusal) in
                    let row = try reader.flightState(value)
                    return (row.version, row.leg)
                }
            case .bookings:
                try noteState(record) { value throws(OutputRefusal) in
                    let row = try reader.booking(value)
                    try reader.forEachSegment { _ in }
                    return (row.version, row.id)
                }
            case .deadLetters, .notifications, .alerts: kept.keep(record.offset)
            }
        } catch {
            kept.keep(record.offset)
        }
    }

    /// Says that there is nothing below an offset.
    mutating func extend(to offset: Int64) { kept.extend(to: offset) }

    private mutating func noteDisruption(
        _ record: SinkRecord, _ reader: inout OutputReader
    ) throws(OutputRefusal) {
        // A tombstone means nothing to a disruption.
        guard let value = record.value else { return }
        let row = try reader.disruption(value)
        // What the encoder refuses takes nobody's place, and is refused when its turn comes.
        try reader.forEachLeg { _ in }
        take(record.offset, row.version, row.id)
    }

    private mutating func noteState(
        _ record: SinkRecord,
        _ read: (UnsafeRawBufferPointer) throws(OutputRefusal) -> (version: Int64, key: UnsafeRawBufferPointer)
    ) throws(OutputRefusal) {
        guard let value = record.value else {
            if let key = record.key { end(record.offset, key) }
            return
        }
        let row = try read(value)
        take(record.offset, row.version, row.key)
    }

    private mutating func take(_ offset: Int64, _ version: Int64, _ key: UnsafeRawBufferPointer) {
        let number = number(of: key)
        if newest[number].record >= 0 {
            guard newest[number].version < version else { return }
            kept.leaveOut(newest[number].record)
        }
        (newest[number].version, newest[number].record) = (version, offset)
        kept.keep(offset)
    }

    private mutating func end(_ offset: Int64, _ key: UnsafeRawBufferPointer) {
        let number = number(of: key)
        if newest[number].record >= 0 { kept.leaveOut(newest[number].record) }
        if newest[number].end >= 0 { kept.leaveOut(newest[number].end) }
        newest[number] = Newest(end: offset)
        kept.keep(offset)
    }

    private mutating func number(of key: UnsafeRawBufferPointer) -> Int {
        let (number, isNew) = keys.insert(key)
        if isNew { newest.append(Newest()) }
        return number
    }
}
