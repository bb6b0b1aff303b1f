extension Leg {
    /// The least that a leg takes in a snapshot.
    static let snapshotBytes = 12 + 2 + 1 + EventsSeen.snapshotBytes + LegDemand.snapshotBytes

    private enum Flag {
        static let isDayOver: UInt16 = 1
        static let hasCompacted: UInt16 = 2
        static let isReported: UInt16 = 4
        static let hasPreviousTail: UInt16 = 8
        static let isForecast: UInt16 = 16
        static let hasTexts: UInt16 = 32
        static let hasEpisodes: UInt16 = 64
        /// The aircraft that holds its report is the one that was told last.
        static let reportedIsTold: UInt16 = 128
        /// The newest fact is the last candidate's.
        static let newestIsLast: UInt16 = 256
        static let hasSeats: UInt16 = 512
        static let hasBreaks: UInt16 = 1024
        static let hasFormerTails: UInt16 = 2048
        static let hasPrediction: UInt16 = 4096
        static let hasPassengers: UInt16 = 8192
    }

    /// Candidates at the most, whatever sources say: from the latest compaction on twice as many as it left.
    private static let candidatesMax = 2 * candidateLimit + FlightField.count

    /// Instants and bins count from the begin of the leg's date.
    private static func base(_ key: LegKey) -> (ms: Int64, bin: Int32) {
        (key.date.startUTC.ms, key.date.days * (24 * QuarterHour.perHour))
    }

    func encodeSnapshot(into writer: inout ByteWriter) {
        let base = Leg.base(key)
        let isReported = !reportedTail.isNone || reportHash != 0
        let isForecast = forecastMinutes != 0 || forecastRoot != .none || forecastCause != .unknown
        let hasTexts = !texts.isEmpty || texts.hasPlace
        var flags: UInt16 = isDayOver ? Flag.isDayOver : 0
        if compactAt != Leg.compactFrom { flags |= Flag.hasCompacted }
        if isReported { flags |= Flag.isReported }
        if !previousTail.isNone { flags |= Flag.hasPreviousTail }
        if isForecast { flags |= Flag.isForecast }
        if hasTexts { flags |= Flag.hasTexts }
        if !episodes.isEmpty { flags |= Flag.hasEpisodes }
        if plannedSeats != 0 { flags |= Flag.hasSeats }
        if breaks != nil { flags |= Flag.hasBreaks }
        if formerTails.count > 1 { flags |= Flag.hasFormerTails }
        if prediction != nil { flags |= Flag.hasPrediction }
        if passengers != nil { flags |= Flag.hasPassengers }
        writer.putLegKey(key)
        let flagsAt = writer.count
        writer.put(flags)
        let told = CandidateList.encode(candidates.span, into: &writer, base: base.ms)
        if told.time == newest.ms { flags |= Flag.newestIsLast } else { writer.putInstant(newest, from: base.ms) }
        if UInt64(bitPattern: told.tail) == reportedTail.packed { flags |= Flag.reportedIsTold }
        writer.patch(flags, at: flagsAt)
        seen.encodeSnapshot(into: &writer)
        demand.encodeSnapshot(into: &writer, base: base.bin)
        if compactAt != Leg.compactFrom { writer.putVarint(UInt64(compactAt)) }
        if isReported {
            if flags & Flag.reportedIsTold == 0 { writer.put(reportedTail.packed) }
            writer.put(reportHash)
        }
        if !previousTail.isNone { writer.put(previousTail.packed) }
        if isForecast {
            writer.putSigned(Int64(forecastMinutes))
            writer.putLegKey(forecastRoot)
            writer.put8(forecastCause.rawValue)
            writer.put8(forecastDepth)
        }
        if hasTexts { texts.encodeSnapshot(into: &writer, base: base.ms) }
        if !episodes.isEmpty {
            writer.putVarint(UInt64(episodes.count))
            for episode in episodes { episode.encodeSnapshot(into: &writer) }
        }
        if plannedSeats != 0 {
            writer.putVarint(UInt64(plannedSeats.magnitude))
            writer.putSigned(plannedSeatsAt &- base.ms)
        }
        breaks?.encodeSnapshot(into: &writer, base: base.ms)
        prediction?.encode(into: &writer, base: base.ms)
        if formerTails.count > 1 {
            writer.putVarint(UInt64(formerTails.count - 1))
            for tail in formerTails.dropLast() { writer.put(tail.packed) }
        }
        passengers?.encodeSnapshot(into: &writer)
    }

    /// - Parameter names: how many sources there are.
    init(restoring reader: inout SnapshotReader, names: Int) {
        let key = reader.legKey()
        let base = Leg.base(key)
        let flags: UInt16 = reader.read()
        var told: CandidateList.Told = (0, 0)
        let candidates = CandidateList.restore(
            &reader, base: base.ms, names: names, atMost: Leg.candidatesMax, &told)
        let newest =
            flags & Flag.newestIsLast != 0 ? reader.checked(Instant(ms: told.time)) : reader.instant(from: base.ms)
        let seen = EventsSeen(restoring: &reader)
        let demand = LegDemand(restoring: &reader, base: base.bin)
        var compactAt = Leg.compactFrom
        if flags & Flag.hasCompacted != 0 {
            compactAt = Int(truncatingIfNeeded: reader.bytes.readVarint())
            if !(Leg.compactFrom...2 * Leg.candidateLimit).contains(compactAt) { reader.refuse() }
        }
        var reported = (tail: Tail.none, hash: UInt64(0))
        if flags & Flag.isReported != 0 {
            let isTold = flags & Flag.reportedIsTold != 0
            reported.tail = Tail(packed: isTold ? UInt64(bitPattern: told.tail) : reader.read())
            reported.hash = reader.read()
        }
        let previous = flags & Flag.hasPreviousTail != 0 ? Tail(packed: reader.read()) : .none
        var forecast = (minutes: Int32(0), root: LegKey.none, cause: DelayCauseClass.unknown, depth: UInt8(0))
        if flags & Flag.isForecast != 0 {
            forecast = (reader.minutes(), reader.legKey(), reader.read(reader.read(), or: .unknown), reader.read())
        }
        let texts =
            flags & Flag.hasTexts != 0 ? LegTexts(restoring: &reader, base: base.ms, names: names) : LegTexts()
        self.init(
            key: key, candidates: candidates, texts: texts, seen: seen, compactAt: compactAt, newest: newest)
        isDayOver = flags & Flag.isDayOver != 0
        self.demand = demand
        reportedTail = reported.tail
        reportHash = reported.hash
        forecastMinutes = forecast.minutes
        forecastRoot = forecast.root
        forecastCause = forecast.cause
        forecastDepth = forecast.depth
        if flags & Flag.hasEpisodes != 0 { episodes = [Episode](restoring: &reader) }
        if flags & Flag.hasSeats != 0 {
            let seats = reader.number(atMost: Int(Int32.max))
            restore(plannedSeats: Int32(seats), at: base.ms &+ reader.bytes.readSigned())
        }
        if flags & Flag.hasBreaks != 0 { breaks = LegBreaks(restoring: &reader, base: base.ms) }
        if flags & Flag.hasPrediction != 0 { restorePrediction(&reader, base: base.ms) }
        if flags & Flag.hasFormerTails != 0 {
            for _ in 0..<reader.count(of: 8, atMost: Leg.formerTailLimit - 1) {
                note(former: Tail(packed: reader.read()))
            }
        }
        if !previous.isNone { note(former: previous) }
        if flags & Flag.hasPassengers != 0 { passengers = LegPassengers(restoring: &reader) }
    }

    private mutating func restorePrediction(_ reader: inout SnapshotReader, base: Int64) {
        prediction = RotationPrediction(of: key, base: base, reading: &reader.bytes)
        if prediction.map({ reader.checked($0.madeAt) }) == nil { reader.refuse() }
    }
}
