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
    /// Its id, counted, where the newest trip stands, and that; empty while only check-ins were heard.
    private(set) var content: [UInt8] = []
    private(set) var checkIns: [CheckIn] = []
    /// How flights of the trip stand that do not stand as planned, or of which passengers were told something, in the
    /// order of their keys.
    var segments: [SegmentTold] = []
    /// It was said that a flight of it is unknown.
    var isToldUnknown = false
    var seen = EventsSeen()
    /// Its place among those that are to be handed out; -1 where its state was since it changed.
    var stalePlace: Int32 = -1

    /// One passenger is checked in for one leg.
    struct CheckIn: Equatable {
        /// Hash of the passenger's id.
        var passenger: UInt64
        var leg: LegKey
    }

    /// The record with the newest content.
    struct Place: Equatable {
        var partition: Int
        var offset: Int64
        /// Kafka timestamp.
        var recordedAt: Instant
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
    /// - Parameter partition: of the input, with the offset in it.
    /// - Returns: whether it changed anything.
    mutating func take(_ fact: BookingFact, partition: Int, offset: Int64) -> Bool {
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
        writer.putVarint(UInt64(partition))
        writer.putVarint(UInt64(offset))
        writer.putSigned(fact.recordedAt.ms &- fact.eventTime.ms)
        writer.putBytes(fact.content)
        if fact.eventTime == newest {
            if isCancelled != cancels {
                if isCancelled { return false }
            } else if !withContent({ $2.lexicographicallyPrecedes(fact.content) }, else: true) {
                return false
            }
        }
        newest = fact.eventTime
        isCancelled = cancels
        content = Array(writer.bytes)
        forgetSegments()
        return true
    }

    /// Takes in how a flight stands.
    /// - Returns: whether its state is another; nil where it changed nothing, as of a flight that is not of the trip.
    mutating func take(_ state: SegmentState, _ news: FlightNews, of leg: LegKey) -> Bool? {
        let at = place(of: leg)
        let isHeld = at < segments.count && segments[at].leg == leg
        let held = isHeld ? segments[at] : SegmentTold(leg: leg)
        let told = SegmentTold(leg: leg, state: state, news: news, told: held.told)
        guard held.state != state || told.news != held.news && !(held.isPlain && told.isPlain), flies(leg) else {
            return nil
        }
        if isHeld {
            segments[at] = told
        } else {
            segments.insert(told, at: at)
        }
        return held.state != state
    }

    /// Drops what is known of a flight of which nothing is to be remembered.
    mutating func dropIfPlain(_ leg: LegKey) {
        let at = place(of: leg)
        if at < segments.count, segments[at].leg == leg, segments[at].isPlain { segments.remove(at: at) }
    }

    /// The place of a flight among those that are held, or where it would be.
    func place(of leg: LegKey) -> Int { segments.firstIndex { !($0.leg < leg) } ?? segments.count }

    /// How a flight of the trip stands.
    func state(of leg: LegKey) -> SegmentState { segments.first { $0.leg == leg }?.state ?? SegmentState() }

    private func flies(_ leg: LegKey) -> Bool {
        !isCancelled && withTrip { _, trip in trip.segments.contains { $0.leg == leg } } == true
    }

    /// Forgets how flights stand that are not of the trip any more; where it comes back to them they say it again.
    private mutating func forgetSegments() {
        if segments.isEmpty { return }
        let legs = isCancelled ? [] : withTrip { _, trip in trip.segments.map(\.leg) } ?? []
        segments.removeAll { !legs.contains($0.leg) }
    }

    /// The record with the newest content; nil where there is none.
    var place: Place? {
        withContent({ _, place, _ in Place(partition: place.0, offset: place.1, recordedAt: place.2) }, else: nil)
    }

    /// Its id; empty while only check-ins were heard.
    var id: [UInt8] { withContent({ id, _, _ in Array(id) }, else: []) }

    /// Calls `body` with its id, where the content stands, and the trip's bytes.
    private func withContent<R>(
        _ body: (UnsafeRawBufferPointer, (Int, Int64, Instant), UnsafeRawBufferPointer) -> R, else nothing: R
    ) -> R {
        if content.isEmpty { return nothing }
        return content.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            let id = reader.readCounted()
            let (partition, offset) = (reader.readVarint(), reader.readVarint())
            let recordedAt = Instant(ms: newest.ms &+ reader.readSigned())
            let place = (Int(clamping: partition), Int64(clamping: offset), recordedAt)
            return body(id, place, reader.readBytes(reader.remaining))
        }
    }

    /// Calls `body` with its id and its trip; nothing where it has none.
    func withTrip<R>(_ body: (UnsafeRawBufferPointer, Trip) -> R) -> R? {
        withContent({ id, _, bytes in Trip(bytes).map { body(id, $0) } }, else: nil)
    }
}

extension Booking: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (high, low) }
}

extension Booking {
    /// The least that a booking takes in a snapshot.
    static let snapshotBytes = 16 + 1 + 1 + 1 + 1 + 1 + EventsSeen.snapshotBytes

    /// Instants count from the begin of the last date.
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(high)
        writer.put(low)
        writer.put8((isCancelled ? 1 : 0) | (isToldUnknown ? 2 : 0))
        writer.putInstant(newest, from: lastDate.startUTC.ms)
        content.withUnsafeBytes { writer.putCounted($0) }
        // Their order has no meaning.
        let sorted = checkIns.sorted { ($0.passenger, $0.leg) < ($1.passenger, $1.leg) }
        writer.putVarint(UInt64(sorted.count))
        for checkIn in sorted {
            writer.put(checkIn.passenger)
            writer.putLegKey(checkIn.leg)
        }
        writer.putVarint(UInt64(segments.count))
        for segment in segments { segment.encode(into: &writer) }
        seen.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader, lastDate: CalendarDate) {
        self.init(EntityKey(kind: .booking, high: reader.read(), low: reader.read()), lastDate: lastDate)
        let flags = reader.read(UInt8.self)
        (isCancelled, isToldUnknown) = (flags & 1 != 0, flags & 2 != 0)
        newest = reader.instant(from: lastDate.startUTC.ms)
        content = Array(reader.bytes.readCounted())
        for _ in 0..<reader.count(of: 20, atMost: Booking.checkInLimit) {
            checkIns.append(CheckIn(passenger: reader.read(), leg: reader.legKey()))
        }
        for _ in 0..<reader.count(of: SegmentTold.bytesMin, atMost: Int(UInt8.max)) {
            let leg = reader.legKey()
            guard let segment = SegmentTold(leg, reading: &reader.bytes), segments.last.map({ $0.leg < leg }) ?? true
            else {
                reader.refuse()
                return
            }
            segments.append(segment)
        }
        seen = EventsSeen(restoring: &reader)
    }
}
