/// The names that topics really have, by their logical names.
public struct TopicNames: Sendable, Equatable {
    /// The logical names in the order of the reference.
    public static let logical = [
        "flight.events", "external.data", "passenger.events", "operator.commands", "disruption.events", "flight.state",
        "booking.state", "alerts", "notifications", "ml.features", "system.metrics", "dead.letter.queue",
        "iropsd.entities", "iropsd.snapshots",
    ]

    private var renamed: [String: String] = [:]

    public init() {}

    /// The real name of a topic; a name that is not renamed is its own.
    public subscript(logical: String) -> String {
        get { renamed[logical] ?? logical }
        set { renamed[logical] = newValue == logical ? nil : newValue }
    }
}
