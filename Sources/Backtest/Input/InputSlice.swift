import DisruptionCore

/// What becomes known in one slice of event time, as records of the entities partitions.
struct InputSlice: Sendable {
    /// Everything up to here has come: the slice's last instant.
    let end: Instant
    /// Records by entities partition, in the order in which they are read.
    let records: [[[UInt8]]]
    /// Events in it.
    let events: Int
}

/// A slice of event time: so much is told to the engines at once.
///
/// The times of history are whole minutes, so with slices of a minute every instant is looked at by itself: nothing
/// that is said at an instant knows of a later one, and `detected_at` is as exact as the history.
enum SliceGrid {
    static let sliceMs: Int64 = 60_000
    /// Behind all events.
    static let settlingMs: Int64 = 15 * 60_000

    /// The end of the slice that holds an instant: slices end with their last instant.
    static func end(of instant: Instant) -> Instant {
        Instant(ms: floorDivide(instant.ms &+ (sliceMs - 1), sliceMs) &* sliceMs)
    }
}
