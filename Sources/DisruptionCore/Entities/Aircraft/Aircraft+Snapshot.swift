extension Aircraft {
    /// The least that an aircraft takes in a snapshot.
    static let snapshotBytes = 8 + 1 + 1 + 1 + 1 + 1 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        precondition(line.isAtRest, "a snapshot in the middle of a record")
        writer.put(tail.packed)
        writer.putInstant(forgetsAt)
        writer.putInstant(looksAheadAt)
        writer.putInstant(newest)
        writer.putVarint(UInt64(line.legs.count))
        for leg in line.legs { leg.encodeSnapshot(into: &writer) }
        writer.putVarint(UInt64(cascades.count))
        for cascade in cascades { cascade.encodeSnapshot(into: &writer) }
        writer.putVarint(UInt64(boardings.count))
        for boarding in boardings { boarding.encode(into: &writer) }
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(tail: Tail(packed: reader.read()))
        forgetsAt = reader.instant()
        looksAheadAt = reader.instant()
        newest = reader.instant()
        let count = reader.count(of: LineLeg.snapshotBytes, atMost: LineOfFlight.limit)
        var legs: ContiguousArray<LineLeg> = []
        legs.reserveCapacity(count)
        for _ in 0..<count { legs.append(LineLeg(restoring: &reader)) }
        line = LineOfFlight(legs)
        for _ in 0..<reader.count(of: Cascade.snapshotBytes) { cascades.append(Cascade(restoring: &reader)) }
        for _ in 0..<reader.count(of: Boarding.bytesMin, atMost: LineOfFlight.limit) {
            boardings.append(Boarding(reading: &reader.bytes))
        }
    }
}

extension Aircraft.Cascade {
    /// The least that a cascade takes in a snapshot.
    static let snapshotBytes = 12 + 1 + Episode.snapshotBytes

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putLegKey(root)
        episode.encodeSnapshot(into: &writer)
        writer.put8((movedTo == nil ? 0 : 1) | (parent == nil ? 0 : 2) | (toldTo.isNone ? 0 : 4))
        for id in [movedTo, parent] {
            guard let id else { continue }
            writer.put(id.high)
            writer.put(id.low)
        }
        if !toldTo.isNone {
            writer.put(UInt32(truncatingIfNeeded: toldTo.packed))
            writer.put(toldHash)
        }
    }

    init(restoring reader: inout SnapshotReader) {
        root = reader.legKey()
        episode = Episode(restoring: &reader)
        let flags: UInt8 = reader.read()
        if flags & 1 != 0 { movedTo = DisruptionID(high: reader.read(), low: reader.read()) }
        if flags & 2 != 0 { parent = DisruptionID(high: reader.read(), low: reader.read()) }
        if flags & 4 != 0 { (toldTo, toldHash) = (reader.airport(), reader.read()) }
    }
}
