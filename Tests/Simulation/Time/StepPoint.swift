/// A step that a process takes, at which a fault can strike it: between what has happened and what is still to come.
enum StepPoint: String, CaseIterable, Comparable, Sendable {
    /// A request has left and not arrived; it has arrived and not been answered.
    case request, effect
    /// A frame was handed over; it has come into the log.
    case frame, frameInLog
    /// A transaction holds some of its outputs; its positions; it is decided.
    case output, positions, decided
    /// Partitions were given to a lane; given up by it.
    case assigned, revoked
    /// A chunk of a snapshot is written; its manifest is.
    case chunk, manifest
    /// A snapshot is being loaded.
    case load
    /// A batch was stored in the database.
    case stored

    static func < (a: StepPoint, b: StepPoint) -> Bool { a.rawValue < b.rawValue }
}
