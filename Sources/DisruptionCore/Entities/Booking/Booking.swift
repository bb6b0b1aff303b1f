/// One booking, as last heard.
struct Booking {
    /// The two hashes of its id.
    let high: UInt64
    let low: UInt64
    /// The latest flight date of its segments.
    var lastDate: CalendarDate
    /// Nobody of it travels.
    private(set) var isCancelled = false
    /// Event time of the content; before everything while only check-ins were heard.
    private(set) var newest = Instant.distantPast
    /// Its id, counted, and the newest trip; empty while only check-ins were heard.
    private(set) var content: [UInt8] = []
    private(set) var checkIns: [CheckIn] = []
    var seen = EventsSeen()

    /// One passenger is checked in for one leg.
    struct CheckIn: Equatable {
        /// Hash of the passenger's id.
        var passenger: UInt64
        var leg: LegKey
    }

    /// Check-ins kept at the most: every passenger of the largest group on every segment. Of more, the later ones are
    /// not kept.
    static let checkInLimit = 99 * 6

    init(_ key: EntityKey, lastDate: CalendarDate) {
        high = key.high
        low = key.low
        self.lastDate = lastDate
    }

    var key: EntityKey { EntityKey(kind: .booking, high: high, low: low) }

    /// Takes in what a fact says. The newest content is that of the latest event time; of one time a cancellation
    /// counts more, and of two contents the larger. Check-ins stand beside it, in any order.
    /// - Returns: whether it changed anything.
    mutating func take(_ fact: BookingFact) -> Bool {
        if fact.type == .checkedIn {
            let new = CheckIn(passenger: Hash64.of(fact.passengerID), leg: fact.leg)
            guard !checkIns.contains(new), checkIns.count < Booking.checkInLimit else { return false }
            checkIns.append(new)
            return true
        }
        let cancels = fact.type == .cancelled
        guard fact.eventTime >= newest else { return false }
        var writer = ByteWriter(capacity: 256)
        writer.putCounted(fact.bookingID)
        writer.putBytes(fact.content)
        let said = Array(writer.bytes)
        if fact.eventTime == newest {
            if isCancelled != cancels {
                if isCancelled { return false }
            } else if !content.lexicographicallyPrecedes(said) {
                return false
            }
        }
        newest = fact.eventTime
        isCancelled = cancels
        content = said
        return true
    }

    /// Calls `body` with its id and its trip; nothing where it has none.
    func withTrip<R>(_ body: (UnsafeRawBufferPointer, Trip) -> R) -> R? {
        content.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            let id = reader.readCounted()
            guard let trip = Trip(reader.readBytes(reader.remaining)) else { return nil }
            return body(id, trip)
        }
    }
}

extension Booking: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (high, low) }
}

extension Booking {
    /// The least that a booking takes in a snapshot.
    static let snapshotBytes = 16 + 1 + 1 + 1 + 1 + EventsSeen.snapshotBytes

    /// Instants count from the begin of the last date.
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(high)
        writer.put(low)
        writer.put8(isCancelled ? 1 : 0)
        writer.putInstant(newest, from: lastDate.startUTC.ms)
        content.withUnsafeBytes { writer.putCounted($0) }
        // Their order has no meaning.
        let sorted = checkIns.sorted { ($0.passenger, $0.leg) < ($1.passenger, $1.leg) }
        writer.putVarint(UInt64(sorted.count))
        for checkIn in sorted {
            writer.put(checkIn.passenger)
            writer.putLegKey(checkIn.leg)
        }
        seen.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader, lastDate: CalendarDate) {
        self.init(EntityKey(kind: .booking, high: reader.read(), low: reader.read()), lastDate: lastDate)
        isCancelled = reader.read(UInt8.self) != 0
        newest = reader.instant(from: lastDate.startUTC.ms)
        content = Array(reader.bytes.readCounted())
        for _ in 0..<reader.count(of: 20, atMost: Booking.checkInLimit) {
            checkIns.append(CheckIn(passenger: reader.read(), leg: reader.legKey()))
        }
        seen = EventsSeen(restoring: &reader)
    }
}
