/// One booking, as last heard; kept for the detectors of connections.
struct Booking {
    let key: EntityKey
    /// The latest flight date of its segments.
    var lastDate: CalendarDate
    var newest: Instant
    var content: [UInt8]
    var seen = EventsSeen()
}

extension Booking: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (key.high, key.low) }
}
