/// One booking, as last heard; kept for the detectors of connections.
struct Booking {
    let key: EntityKey
    /// The latest flight date of its segments.
    var lastDate: CalendarDate
    /// Event time of the content; before everything while only check-ins were heard.
    private(set) var newest = Instant.distantPast
    private(set) var content: [UInt8] = []
    var seen = EventsSeen()

    init(key: EntityKey, lastDate: CalendarDate) {
        self.key = key
        self.lastDate = lastDate
    }

    /// Takes in what a fact says. The newest content is that of the latest event time; of one time the larger. A
    /// check-in has no content of the booking.
    mutating func take(_ fact: BookingFact) {
        guard fact.type != .checkedIn else { return }
        let said = Array(fact.content)
        let isNewer =
            fact.eventTime != newest ? fact.eventTime > newest : content.lexicographicallyPrecedes(said)
        guard isNewer else { return }
        newest = fact.eventTime
        content = said
    }
}

extension Booking: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (key.high, key.low) }
}

extension Booking {
    /// The least that a booking takes in a snapshot.
    static let snapshotBytes = 16 + 1 + 1 + EventsSeen.snapshotBytes

    /// Instants count from the begin of the last date.
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(key.high)
        writer.put(key.low)
        writer.putInstant(newest, from: lastDate.startUTC.ms)
        content.withUnsafeBytes { writer.putCounted($0) }
        seen.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader, lastDate: CalendarDate) {
        self.init(key: EntityKey(kind: .booking, high: reader.read(), low: reader.read()), lastDate: lastDate)
        newest = reader.instant(from: lastDate.startUTC.ms)
        content = Array(reader.bytes.readCounted())
        seen = EventsSeen(restoring: &reader)
    }
}
