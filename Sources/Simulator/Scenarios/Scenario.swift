public import DisruptionCore

/// What is to go wrong on a simulated day, and when.
public struct Scenario: Sendable {
    /// What else goes wrong, unasked.
    public enum Background: String, Sendable, CaseIterable {
        /// Ordinary trouble, as on every day.
        case normal
        /// Nothing but small deviations, so that what the scenario does stands alone.
        case calm
    }

    /// One thing that happens.
    public struct Step: Sendable {
        /// Minutes from 00:00 UTC of the first day.
        public var minute: Int
        public var injection: Injection
        /// Where it stands, e.g. `weather.yaml:7:9`, for messages.
        public var place: String

        public init(minute: Int, injection: Injection, place: String) {
            self.minute = minute
            self.injection = injection
            self.place = place
        }
    }

    public var name: String
    /// One sentence for people.
    public var summary: String
    public var background: Background
    /// The first day, which decides the season; nil where any will do.
    public var date: CalendarDate?
    public var steps: [Step]

    public init(
        name: String, summary: String, background: Background = .normal, date: CalendarDate? = nil, steps: [Step] = []
    ) {
        self.name = name
        self.summary = summary
        self.background = background
        self.date = date
        self.steps = steps
    }
}
