extension AirportDrift {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 2

    func encodeSnapshot(into writer: inout ByteWriter) {
        blockIn.encodeSnapshot(into: &writer)
        departing.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader) {
        self.init()
        blockIn.restore(&reader)
        departing.restore(&reader)
    }
}

extension DriftMean {
    /// How many buckets hold something, the latest minute, and of each its place, sum and count.
    fileprivate func encodeSnapshot(into writer: inout ByteWriter) {
        let held = counts.indices.filter { counts[$0] != 0 }
        writer.put8(UInt8(truncatingIfNeeded: held.count))
        if held.isEmpty { return }
        writer.putSigned(latest)
        for place in held {
            writer.put8(UInt8(truncatingIfNeeded: place))
            writer.putSigned(Int64(sums[place]))
            writer.putVarint(UInt64(counts[place]))
        }
    }

    fileprivate mutating func restore(_ reader: inout SnapshotReader) {
        let held = Int(reader.read(UInt8.self))
        if held == 0 { return }
        latest = reader.signed(within: SnapshotReader.instantMsMax / 60_000)
        for _ in 0..<held {
            let place = Int(reader.read(UInt8.self))
            let sum = reader.minutes()
            let count = reader.number(atMost: Int(SnapshotReader.countMax))
            guard place < sums.count, count > 0, counts[place] == 0 else { return reader.refuse() }
            put(sum, Int32(count), at: place)
        }
    }
}
