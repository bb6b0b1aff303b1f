/// When and where the state of a partition was last taken.
struct SnapshotCourse {
    /// Bytes of the last one, of which the next will have about as many.
    var bytes = 0
    /// Bytes of the log that were processed since the last one was taken.
    var logBytes: Int64 = 0
    /// Monotonic milliseconds of the last one, or of the takeover.
    var sinceMs: Int64 = 0
    /// It is being written; its position is in a commit that is under way or through.
    var ticket: SnapshotTicket?
}
