extension PartitionEngine {
    /// An engine as it was when a snapshot was taken, to go on with the record behind it.
    ///
    /// Whatever the bytes are, nothing traps, and memory is bounded by `limits` and by what the bytes can hold. They
    /// carry no checksum: a flipped bit may restore another state, so whoever keeps snapshots has one.
    /// - Parameters:
    ///   - bytes: what `encodeSnapshot` wrote, whole; not kept.
    ///   - partition, layout, incarnation: of the log that is read on.
    ///   - reference, runways, limits, waitingBytesMax: as for an engine that begins.
    /// - Throws: `SnapshotError` when it is no snapshot of this partition that this build reads.
    public init(
        restoring bytes: UnsafeRawBufferPointer, partition: Int, layout: LogLayout, incarnation: UInt32,
        reference: AirportDirectory, runways: RunwayDirectory = .empty,
        passengerRules: PassengerRules = PassengerRules(), limits: TableLimits = TableLimits(),
        waitingBytesMax: Int = PartitionEngine.waitingBytesMax
    ) throws(SnapshotError) {
        self.init(
            partition: partition, layout: layout, incarnation: incarnation, reference: reference, runways: runways,
            passengerRules: passengerRules, limits: limits, waitingBytesMax: waitingBytesMax)
        try restore(bytes)
    }

    private mutating func restore(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        var reader = ByteReader(bytes)
        let head = try SnapshotHead(reading: &reader)
        try head.check(partition: partition, layout: layout, incarnation: incarnation, limits: limits)
        try restoreLog(&reader)
        try restoreConfiguration(&reader)
        try restoreLegs(&reader, head.sizes.legs)
        try restoreAircraft(&reader, head.sizes.aircraft)
        try restoreAirports(&reader, head.sizes.airports)
        try restoreAirlines(&reader, head.sizes.airlines)
        try restoreBookings(&reader, head.sizes.bookings)
        try restoreNetwork(&reader)
        guard reader.isAtEnd else { throw .malformed(.end) }
    }

    /// The next part.
    private static func part(
        _ section: SnapshotSection, _ reader: inout ByteReader
    ) throws(SnapshotError) -> SnapshotReader {
        let kind: UInt8 = reader.read()
        let length: UInt64 = reader.read()
        guard !reader.failed else { throw .truncated(section) }
        guard kind == section.rawValue else { throw .malformed(section) }
        guard length <= UInt64(reader.remaining) else { throw .truncated(section) }
        return SnapshotReader(section, reader.readPart(Int(length)))
    }

    /// The next part, which holds entities: as many as the head says, if it is long enough for them.
    private static func part(
        _ section: SnapshotSection, _ reader: inout ByteReader, _ count: Int, of bytesEach: Int
    ) throws(SnapshotError) -> SnapshotReader {
        let part = try part(section, &reader)
        guard count <= part.bytes.remaining / bytesEach else { throw .malformed(section) }
        return part
    }

    private mutating func restoreLog(_ reader: inout ByteReader) throws(SnapshotError) {
        var part = try PartitionEngine.part(.log, &reader)
        version = part.read()
        marks = SourceMarks(layout: layout, restoring: &part)
        outgoing.restore(&part)
        openDisruptions = OpenDisruptions(restoring: &part)
        try part.finish()
    }

    private mutating func restoreConfiguration(_ reader: inout ByteReader) throws(SnapshotError) {
        var part = try PartitionEngine.part(.configuration, &reader)
        let hasConfiguration = part.read(UInt8.self) != 0
        let (learned, from): (UInt64, Int32) = (part.read(), part.read())
        if hasConfiguration {
            do throws(FrameError) { adopt(try ConfigurationRecord(reading: &part.bytes)) } catch {
                throw .malformed(.configuration)
            }
        } else if learned != 0 {
            throw .malformed(.configuration)
        }
        restoreLearned(
            LearnedInForce(hash: learned, named: configuration?.learned ?? 0, from: CalendarDate(days: from)))
        try part.finish()
        part = try PartitionEngine.part(.sources, &reader)
        names = SourceNames(restoring: &part)
        try part.finish()
    }

    private mutating func restoreLegs(_ reader: inout ByteReader, _ count: Int) throws(SnapshotError) {
        var part = try PartitionEngine.part(.legs, &reader, count, of: Leg.snapshotBytes)
        legs = EntityTable(roomFor: count)
        while !part.bytes.isAtEnd {
            let date = Int32(part.read(UInt16.self))
            let ofDate = part.count(of: Leg.snapshotBytes, atMost: count - legs.count)
            var keys: [LegKey] = []
            keys.reserveCapacity(ofDate)
            for _ in 0..<ofDate {
                let leg = Leg(restoring: &part, names: names.names.count)
                let key = leg.key
                guard !part.hasFailed, key.date.days == date, legs.insertIfNew(leg) else { throw .malformed(.legs) }
                keys.append(key)
            }
            guard ofDate > 0, legsByDate.updateValue(keys, forKey: date) == nil else { throw .malformed(.legs) }
        }
        guard legs.count == count else { throw .malformed(.legs) }
        try part.finish()
        part = try PartitionEngine.part(.legTimers, &reader)
        firstTimers = Timers(restoring: &part)
        try part.finish()
        part = try PartitionEngine.part(.demandTimers, &reader)
        demandTimers = BinTimers(restoring: &part, legs: count)
        try part.finish()
    }

    private mutating func restoreAircraft(_ reader: inout ByteReader, _ count: Int) throws(SnapshotError) {
        var part = try PartitionEngine.part(.aircraft, &reader, count, of: Aircraft.snapshotBytes)
        aircraft = EntityTable(roomFor: count)
        for _ in 0..<count {
            let one = Aircraft(restoring: &part)
            guard !part.hasFailed, aircraft.insertIfNew(one) else { throw .malformed(.aircraft) }
        }
        try part.finish()
        part = try PartitionEngine.part(.aircraftTimers, &reader)
        secondTimers = Timers(restoring: &part)
        try part.finish()
    }

    private mutating func restoreAirports(_ reader: inout ByteReader, _ count: Int) throws(SnapshotError) {
        var part = try PartitionEngine.part(.airports, &reader, count, of: AirportState.snapshotBytes)
        airports = EntityTable(roomFor: count)
        airportsSettled = part.bin()
        for slot in 0..<count {
            let airport = AirportState(restoring: &part)
            let isInOrder = slot == 0 || airports[slot - 1].code < airport.code
            guard !part.hasFailed, isInOrder, airports.insertIfNew(airport) else { throw .malformed(.airports) }
            airportOrder.append(Int32(slot))
        }
        try part.finish()
    }

    private mutating func restoreAirlines(_ reader: inout ByteReader, _ count: Int) throws(SnapshotError) {
        var part = try PartitionEngine.part(.airlines, &reader, count, of: Airline.snapshotBytes)
        airlines = EntityTable(roomFor: count)
        airlinesSettled = part.bin()
        for slot in 0..<count {
            let airline = Airline(restoring: &part)
            let isInOrder = slot == 0 || airlines[slot - 1].code < airline.code
            guard !part.hasFailed, isInOrder, airlines.insertIfNew(airline) else { throw .malformed(.airlines) }
            airlineOrder.append(Int32(slot))
        }
        try part.finish()
    }

    private mutating func restoreNetwork(_ reader: inout ByteReader) throws(SnapshotError) {
        var part = try PartitionEngine.part(.network, &reader)
        networkSettled = part.bin()
        network = Network(restoring: &part)
        try part.finish()
    }

    private mutating func restoreBookings(_ reader: inout ByteReader, _ count: Int) throws(SnapshotError) {
        var part = try PartitionEngine.part(.bookings, &reader, count, of: Booking.snapshotBytes)
        bookings = EntityTable(roomFor: count)
        while !part.bytes.isAtEnd {
            let date = CalendarDate(days: Int32(part.read(UInt16.self)))
            let ofDate = part.count(of: Booking.snapshotBytes, atMost: count - bookings.count)
            var slots: [Int32] = []
            slots.reserveCapacity(ofDate)
            for _ in 0..<ofDate {
                let booking = Booking(restoring: &part, lastDate: date)
                guard !part.hasFailed, bookings.insertIfNew(booking) else { throw .malformed(.bookings) }
                slots.append(Int32(bookings.slotsEnd - 1))
            }
            guard ofDate > 0, bookingsByDate.updateValue(slots, forKey: date.days) == nil else {
                throw .malformed(.bookings)
            }
        }
        guard bookings.count == count else { throw .malformed(.bookings) }
        try part.finish()
    }
}
