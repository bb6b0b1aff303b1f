extension LineLeg {
    /// The least that a leg in a line takes in a snapshot.
    static let snapshotBytes = 12 + 4 + 4 + 2

    private enum Flag {
        static let isOut: UInt32 = 1
        static let isEstimatedOut: UInt32 = 2
        static let hasArrived: UInt32 = 4
        static let isEstimatedIn: UInt32 = 8
        static let isCancelled: UInt32 = 16
        static let isSettled: UInt32 = 32
        static let hasPreviousTail: UInt32 = 64
        static let isTold: UInt32 = 128
        static let isReached: UInt32 = 256
        static let isFrozen: UInt32 = 512
        static let hasInbound: UInt32 = 1024
        /// Two bits each.
        static let size: UInt32 = 11
        static let expectedOut: UInt32 = 13
        static let expectedIn: UInt32 = 15
        static let root: UInt32 = 17
        static let isDiverted: UInt32 = 1 << 19
        static let isToldRisk: UInt32 = 1 << 20
        /// `LineForecasts.width` bits.
        static let forecasts: UInt32 = 21
        /// Two bits.
        static let cause: UInt32 = 28
        /// It wants to ask what the days before teach, or has; what it knows of it follows.
        static let isAsking: UInt32 = 1 << 30
        static let isTurnDefault: UInt32 = 1 << 31
    }

    /// Where a value stands that mostly equals another one.
    private enum Same: UInt32 {
        case none, reported, scheduled, apart

        init(_ instant: Instant, reported: Instant, scheduled: Instant) {
            self =
                instant == LineLeg.unknown
                ? .none : instant == reported ? .reported : instant == scheduled ? .scheduled : .apart
        }
    }

    private enum Rooted: UInt32 {
        case none, inLeg, inbound, apart
    }

    private var rooted: Rooted {
        if passage.root == .none { return .none }
        return passage.root == key ? .inLeg : passage.root == passage.inboundRoot ? .inbound : .apart
    }

    private var hasInbound: Bool {
        passage.reactionaryMinutes != 0 || passage.defectMinutes != 0 || passage.inboundRoot != .none
            || passage.depth != 0
    }

    func encodeSnapshot(into writer: inout ByteWriter) {
        let expectedOut = Same(passage.expectedOut, reported: out, scheduled: scheduledDeparture)
        let expectedIn = Same(passage.expectedIn, reported: arrived, scheduled: scheduledArrival)
        let rooted = rooted
        let hasInbound = hasInbound
        let isTold = toldMinutes != 0 || toldRoot != .none
        var flags = out == LineLeg.unknown ? 0 : Flag.isOut
        if estimatedOut != LineLeg.unknown { flags |= Flag.isEstimatedOut }
        if arrived != LineLeg.unknown { flags |= Flag.hasArrived }
        if estimatedIn != LineLeg.unknown { flags |= Flag.isEstimatedIn }
        if isCancelled { flags |= Flag.isCancelled }
        if isSettled { flags |= Flag.isSettled }
        if !previousTail.isNone { flags |= Flag.hasPreviousTail }
        if isTold { flags |= Flag.isTold }
        if reachedAt != LineLeg.unknown { flags |= Flag.isReached }
        if isFrozen { flags |= Flag.isFrozen }
        if isDiverted { flags |= Flag.isDiverted }
        if toldRisk != 0 { flags |= Flag.isToldRisk }
        if hasInbound { flags |= Flag.hasInbound }
        if passage.isTurnDefault { flags |= Flag.isTurnDefault }
        flags |= UInt32(size.rawValue) << Flag.size | expectedOut.rawValue << Flag.expectedOut
        flags |= expectedIn.rawValue << Flag.expectedIn | rooted.rawValue << Flag.root
        let departure = scheduledDeparture.ms
        let arrival = scheduledArrival.ms
        flags |= UInt32(forecasts.bits) << Flag.forecasts | UInt32(cause.rawValue) << Flag.cause
        if asking != .no || !taught.isNothing { flags |= Flag.isAsking }
        writer.putLegKey(key)
        writer.put(flags)
        writer.put(UInt32(truncatingIfNeeded: destination.packed))
        writer.putInstant(scheduledDeparture, from: key.date.startUTC.ms)
        writer.putInstant(scheduledArrival, from: departure)
        if out != LineLeg.unknown { writer.putInstant(out, from: departure) }
        if estimatedOut != LineLeg.unknown { writer.putInstant(estimatedOut, from: departure) }
        if arrived != LineLeg.unknown { writer.putInstant(arrived, from: arrival) }
        if estimatedIn != LineLeg.unknown { writer.putInstant(estimatedIn, from: arrival) }
        if !previousTail.isNone { writer.put(previousTail.packed) }
        if isTold {
            writer.putSigned(Int64(toldMinutes))
            writer.putLegKey(toldRoot)
        }
        if reachedAt != LineLeg.unknown { writer.putInstant(reachedAt, from: departure) }
        if expectedOut == .apart { writer.putInstant(passage.expectedOut, from: departure) }
        if expectedIn == .apart { writer.putInstant(passage.expectedIn, from: arrival) }
        if hasInbound {
            writer.putSigned(Int64(passage.reactionaryMinutes))
            writer.putSigned(Int64(passage.defectMinutes))
            writer.putSigned(Int64(passage.depth))
            writer.putLegKey(passage.inboundRoot)
        }
        if rooted == .apart { writer.putLegKey(passage.root) }
        if toldRisk != 0 { writer.put(toldRisk) }
        if flags & Flag.isAsking != 0 {
            writer.put8(asking.rawValue)
            taught.encode(into: &writer)
        }
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(key: reader.legKey())
        let flags: UInt32 = reader.read()
        destination = reader.airport()
        scheduledDeparture = reader.instant(from: key.date.startUTC.ms)
        let departure = scheduledDeparture.ms
        scheduledArrival = reader.instant(from: departure)
        let arrival = scheduledArrival.ms
        if flags & Flag.isOut != 0 { out = reader.instant(from: departure) }
        if flags & Flag.isEstimatedOut != 0 { estimatedOut = reader.instant(from: departure) }
        if flags & Flag.hasArrived != 0 { arrived = reader.instant(from: arrival) }
        if flags & Flag.isEstimatedIn != 0 { estimatedIn = reader.instant(from: arrival) }
        isCancelled = flags & Flag.isCancelled != 0
        isSettled = flags & Flag.isSettled != 0
        if flags & Flag.hasPreviousTail != 0 { previousTail = Tail(packed: reader.read()) }
        if flags & Flag.isTold != 0 {
            toldMinutes = reader.minutes()
            toldRoot = reader.legKey()
        }
        if flags & Flag.isReached != 0 { reachedAt = reader.instant(from: departure) }
        isFrozen = flags & Flag.isFrozen != 0
        isDiverted = flags & Flag.isDiverted != 0
        size = AircraftSize(rawValue: UInt8(truncatingIfNeeded: flags >> Flag.size & 3)) ?? .unknown
        cause = DelayCauseClass(rawValue: UInt8(truncatingIfNeeded: flags >> Flag.cause & 3)) ?? .unknown
        forecasts = LineForecasts(bits: UInt8(truncatingIfNeeded: flags >> Flag.forecasts & 0x7F))
        restorePassage(&reader, flags)
        if flags & Flag.isToldRisk != 0 { toldRisk = reader.read() }
        if flags & Flag.isAsking != 0 {
            asking = reader.read(reader.read(), or: .no)
            taught = TaughtTimes(reading: &reader.bytes)
        }
    }

    private mutating func restorePassage(_ reader: inout SnapshotReader, _ flags: UInt32) {
        switch Same(rawValue: flags >> Flag.expectedOut & 3) ?? .none {
        case .none: break
        case .reported: passage.expectedOut = out
        case .scheduled: passage.expectedOut = scheduledDeparture
        case .apart: passage.expectedOut = reader.instant(from: scheduledDeparture.ms)
        }
        switch Same(rawValue: flags >> Flag.expectedIn & 3) ?? .none {
        case .none: break
        case .reported: passage.expectedIn = arrived
        case .scheduled: passage.expectedIn = scheduledArrival
        case .apart: passage.expectedIn = reader.instant(from: scheduledArrival.ms)
        }
        if flags & Flag.hasInbound != 0 {
            passage.reactionaryMinutes = reader.minutes()
            passage.defectMinutes = reader.minutes()
            passage.depth = reader.minutes()
            passage.inboundRoot = reader.legKey()
        }
        passage.isTurnDefault = flags & Flag.isTurnDefault != 0
        switch Rooted(rawValue: flags >> Flag.root & 3) ?? .none {
        case .none: break
        case .inLeg: passage.root = key
        case .inbound: passage.root = passage.inboundRoot
        case .apart: passage.root = reader.legKey()
        }
    }
}
