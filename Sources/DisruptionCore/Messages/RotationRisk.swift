/// What an aircraft's line of flight makes of one of its legs, as the aircraft tells the leg. The leg tells readers of
/// it, for a swap moves the leg from one aircraft to another, and all that is told of it comes from one place.
struct RotationRisk: Equatable {
    /// How the rotation breaks before the leg; nil where the aircraft is there in time.
    var kind: BreakKind?
    let tail: Tail
    /// The leg by which the aircraft comes, or was to come.
    var inbound = LegKey.none
    /// The leg in which the delay that comes in began.
    var root = LegKey.none
    /// Where the aircraft is instead.
    var place = AirportCode.none
    /// Minutes after scheduled departure at which the aircraft is ready; of an overlap those that both legs share.
    var readyMinutes: Int32 = 0
    /// Minutes of these that come from the inbound's delay, and not from a turn that is planned too short.
    var reactionaryMinutes: Int32 = 0
    /// Minutes of the scheduled turn, and the least that it takes.
    var plannedTurnMinutes: Int32 = 0
    var minimumTurnMinutes: Int32 = 0
    /// How much of the inbound is known: 0 its schedule, 1 that it has left, 2 that it has arrived.
    var knowledge: UInt8 = 0
    /// Cancelled legs lie between the inbound and the leg.
    var passesCancelled = false
    /// The cascade that tells the delay.
    var parent: DisruptionID?

    /// Hash by which the aircraft knows that it tells something new; never 0. While the inbound has not arrived,
    /// minutes count by fives, but for the thresholds.
    func hash(openMinutes: Int64) -> UInt64 {
        guard let kind else { return 1 }
        var hash = Hash64.mix(UInt64(kind.rawValue) << 8 | UInt64(knowledge) << 4)
        hash = Hash64.mix(hash ^ inbound.high ^ UInt64(inbound.low) << 20)
        hash = Hash64.mix(hash ^ root.high ^ UInt64(root.low) << 20)
        hash = Hash64.mix(hash ^ place.packed ^ (parent?.low ?? 0))
        let step: Int32 = knowledge == 2 ? 1 : 5
        hash = Hash64.mix(hash ^ UInt64(UInt32(bitPattern: readyMinutes / step)))
        hash = Hash64.mix(hash ^ UInt64(UInt32(bitPattern: reactionaryMinutes / step)) << 32)
        hash = Hash64.mix(hash ^ (Int64(reactionaryMinutes) > openMinutes ? 1 : 0))
        hash = Hash64.mix(hash ^ UInt64(UInt32(bitPattern: plannedTurnMinutes)))
        return hash <= 1 ? 2 : hash
    }

    func encode(into writer: inout ByteWriter) {
        writer.put8(kind?.rawValue ?? 0)
        writer.put8(knowledge | (passesCancelled ? 4 : 0) | (parent == nil ? 0 : 8))
        writer.put(tail.packed)
        writer.putLegKey(inbound)
        writer.putLegKey(root)
        writer.put(UInt32(truncatingIfNeeded: place.packed))
        for minutes in [readyMinutes, reactionaryMinutes, plannedTurnMinutes, minimumTurnMinutes] {
            writer.putSigned(Int64(minutes))
        }
        if let parent {
            writer.put(parent.high)
            writer.put(parent.low)
        }
    }

    /// - Returns: nil when the bytes are no risk.
    init?(reading reader: inout ByteReader) {
        let raw: UInt8 = reader.read()
        if raw != 0 {
            guard let kind = BreakKind(rawValue: raw) else { return nil }
            self.kind = kind
        }
        let flags: UInt8 = reader.read()
        knowledge = flags & 3
        passesCancelled = flags & 4 != 0
        tail = Tail(packed: reader.read())
        inbound = LegKey(high: reader.read(), low: reader.read())
        root = LegKey(high: reader.read(), low: reader.read())
        place = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        readyMinutes = Int32(clamping: reader.readSigned())
        reactionaryMinutes = Int32(clamping: reader.readSigned())
        plannedTurnMinutes = Int32(clamping: reader.readSigned())
        minimumTurnMinutes = Int32(clamping: reader.readSigned())
        if flags & 8 != 0 { parent = DisruptionID(high: reader.read(), low: reader.read()) }
        if reader.failed { return nil }
    }

    init(tail: Tail) { self.tail = tail }
}

extension RotationRisk {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 2 + 8 + 24 + 4 + 4

    init(restoring reader: inout SnapshotReader) {
        guard let risk = RotationRisk(reading: &reader.bytes) else {
            reader.refuse()
            self.init(tail: .none)
            return
        }
        self = risk
        for minutes in [readyMinutes, reactionaryMinutes, plannedTurnMinutes, minimumTurnMinutes]
        where Int64(minutes.magnitude) > SnapshotReader.minutesMax { reader.refuse() }
    }
}
