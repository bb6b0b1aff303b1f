extension LegDemand {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 11

    /// Flags beside a leg's own.
    private enum Flag {
        static let isKnown: UInt16 = 1
        /// The airports were told what is known.
        static let toldIsKnown: UInt16 = 2
        /// Bins that lie far from the leg's date are written whole.
        static let isWide: UInt16 = 4
        static let hasWaited: UInt16 = 8
        static let arrivalIsSettled: UInt16 = 16
        static let isHeldBack: UInt16 = 32
        static let hasLeft: UInt16 = 64
        static let hasArrived: UInt16 = 128
        static let isCancelled: UInt16 = 256
        static let hasDelays: UInt16 = 512
        /// Two bits of the outcome, then three of where it stands.
        static let outcome = 10
        static let settled = 12
        static let hasType: UInt16 = 1 << 15
    }

    /// - Parameter base: the bin from which others count.
    func encodeSnapshot(into writer: inout ByteWriter, base: Int32) {
        let known = known ?? LegMovements()
        let toldIsKnown = departure == DepartureDemand(known) && arrival == ArrivalDemand(known)
        let isWide = !isNear(base, known)
        var flags: UInt16 = self.known == nil ? 0 : Flag.isKnown
        if toldIsKnown { flags |= Flag.toldIsKnown }
        if isWide { flags |= Flag.isWide }
        if !waitingSince.isNone { flags |= Flag.hasWaited }
        if arrivalIsSettled { flags |= Flag.arrivalIsSettled }
        if isHeldBack { flags |= Flag.isHeldBack }
        if known.hasLeft { flags |= Flag.hasLeft }
        if known.hasArrived { flags |= Flag.hasArrived }
        if known.isCancelled { flags |= Flag.isCancelled }
        let hasDelays = known.departureDelay != LegMovements.unknown || known.arrivalDelay != LegMovements.unknown
        if hasDelays { flags |= Flag.hasDelays }
        if !known.aircraftType.isNone { flags |= Flag.hasType }
        flags |= UInt16(outcome.rawValue) << UInt16(Flag.outcome) | UInt16(settled.rawValue) << UInt16(Flag.settled)
        writer.put(flags)
        writer.put8(left.rawValue | takeoff.rawValue << 2)
        if self.known != nil {
            writer.putBin(known.scheduled, from: base, isWide: isWide)
            writer.putBin(known.departure, from: base, isWide: isWide)
            writer.putBin(known.arrival, from: base, isWide: isWide)
            writer.put(UInt32(truncatingIfNeeded: known.destination.packed))
            if !known.aircraftType.isNone { writer.put(known.aircraftType.packed) }
            if hasDelays {
                writer.put(UInt16(bitPattern: known.departureDelay))
                writer.put(UInt16(bitPattern: known.arrivalDelay))
            }
        }
        if !toldIsKnown {
            writer.put8(departure.state.rawValue)
            writer.putBin(departure.scheduled, from: base, isWide: isWide)
            writer.putBin(departure.best, from: base, isWide: isWide)
            writer.put(UInt32(truncatingIfNeeded: arrival.airport.packed))
            writer.putBin(arrival.best, from: base, isWide: isWide)
        }
        writer.putBin(due, from: base, isWide: isWide)
        if !waitingSince.isNone { writer.putBin(waitingSince, from: base, isWide: isWide) }
        writer.putBin(armed.0, from: base, isWide: isWide)
        writer.putBin(armed.1, from: base, isWide: isWide)
        writer.putBin(armed.2, from: base, isWide: isWide)
    }

    private func isNear(_ base: Int32, _ known: LegMovements) -> Bool {
        known.scheduled.isNear(base) && known.departure.isNear(base) && known.arrival.isNear(base)
            && departure.scheduled.isNear(base) && departure.best.isNear(base) && arrival.best.isNear(base)
            && due.isNear(base) && waitingSince.isNear(base)
            && armed.0.isNear(base) && armed.1.isNear(base) && armed.2.isNear(base)
    }

    init(restoring reader: inout SnapshotReader, base: Int32) {
        let flags: UInt16 = reader.read()
        let more: UInt8 = reader.read()
        left = reader.read(more & 3, or: .no)
        takeoff = reader.read(more >> 2, or: .none)
        let isWide = flags & Flag.isWide != 0
        var movements = LegMovements()
        if flags & Flag.isKnown != 0 {
            movements.scheduled = reader.bin(from: base, isWide: isWide)
            movements.departure = reader.bin(from: base, isWide: isWide)
            movements.arrival = reader.bin(from: base, isWide: isWide)
            movements.destination = reader.airport()
            if flags & Flag.hasType != 0 { movements.aircraftType = AircraftType(packed: reader.read()) }
            if flags & Flag.hasDelays != 0 {
                movements.departureDelay = Int16(bitPattern: reader.read())
                movements.arrivalDelay = Int16(bitPattern: reader.read())
            }
            movements.hasLeft = flags & Flag.hasLeft != 0
            movements.hasArrived = flags & Flag.hasArrived != 0
            movements.isCancelled = flags & Flag.isCancelled != 0
            known = movements
        }
        if flags & Flag.toldIsKnown != 0 {
            departure = DepartureDemand(movements)
            arrival = ArrivalDemand(movements)
        } else {
            departure.state = reader.read(reader.read(), or: .none)
            departure.scheduled = reader.bin(from: base, isWide: isWide)
            departure.best = reader.bin(from: base, isWide: isWide)
            arrival.airport = reader.airport()
            arrival.best = reader.bin(from: base, isWide: isWide)
        }
        due = reader.bin(from: base, isWide: isWide)
        if flags & Flag.hasWaited != 0 { waitingSince = reader.bin(from: base, isWide: isWide) }
        rearm(
            (
                reader.bin(from: base, isWide: isWide), reader.bin(from: base, isWide: isWide),
                reader.bin(from: base, isWide: isWide)
            ))
        arrivalIsSettled = flags & Flag.arrivalIsSettled != 0
        isHeldBack = flags & Flag.isHeldBack != 0
        outcome = reader.read(UInt8(truncatingIfNeeded: flags >> UInt16(Flag.outcome) & 3), or: .open)
        settled = reader.read(UInt8(truncatingIfNeeded: flags >> UInt16(Flag.settled) & 7), or: .unseen)
    }
}
