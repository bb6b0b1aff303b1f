/// One booking, as last heard; kept for the detectors of connections.
struct Booking {
    /// The latest flight date of its segments.
    var lastDate: CalendarDate
    var newest: Instant
    var content: [UInt8]
    /// Hashes of the event ids that had their effect.
    var seen: [UInt64]
}
