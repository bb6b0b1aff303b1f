/// What a leg knows of its rotation, and what has been told of it. Most legs have none.
final class LegBreaks {
    /// A break that was told.
    struct Told {
        let kind: BreakKind
        var episode: Episode
        /// The aircraft and the inbound leg of which it was told last.
        var tail: Tail
        var inbound: LegKey
    }

    /// What the leg's aircraft told last; of an aircraft that has gone until the next one speaks.
    var risk: RotationRisk?
    var told: [Told] = []
    /// The timer that is set for it; `distantFuture` while none is.
    var looksAt = Instant.distantFuture

    /// Breaks that are told of one leg at the most: all kinds on two days; further ones are not opened, for a leg that
    /// is moved from day to day is no plan.
    static let limit = 2 * BreakKind.allCases.count

    init() {}

    func encodeSnapshot(into writer: inout ByteWriter, base: Int64) {
        writer.put8((risk == nil ? 0 : 1) | (looksAt == .distantFuture ? 0 : 2))
        risk?.encode(into: &writer)
        if looksAt != .distantFuture { writer.putInstant(looksAt, from: base) }
        writer.putVarint(UInt64(told.count))
        for told in told {
            writer.put8(told.kind.rawValue)
            told.episode.encodeSnapshot(into: &writer)
            writer.put(told.tail.packed)
            writer.putLegKey(told.inbound)
        }
    }

    init(restoring reader: inout SnapshotReader, base: Int64) {
        let flags: UInt8 = reader.read()
        if flags & 1 != 0 { risk = RotationRisk(restoring: &reader) }
        if flags & 2 != 0 { looksAt = reader.instant(from: base) }
        for _ in 0..<reader.count(of: 1 + Episode.snapshotBytes + 20, atMost: LegBreaks.limit) {
            let kind: BreakKind = reader.read(reader.read(), or: .lateInbound)
            let episode = Episode(restoring: &reader)
            told.append(
                Told(kind: kind, episode: episode, tail: Tail(packed: reader.read()), inbound: reader.legKey()))
        }
    }
}
