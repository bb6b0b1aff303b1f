public import DisruptionCore
public import History

/// What `iropsd replay` does: files, configuration and broker, brought together.
public struct ReplayTask: Sendable {
    public var files: [String] = []
    public var configuration = ""
    public var selection = LegSelection()
    public var rules = EventRules()
    public var speed = FeedSpeed.max
    public var rushTo = Instant.distantPast
    public var settles = true

    private let console: Console

    public init(console: Console = .standard) { self.console = console }

    /// - Throws: `ConfigurationError`, `HistoryError`, `CommandError`, `KafkaError`.
    public func run() throws -> ExitCode {
        let configuration = try ConfigurationFile(path: configuration).configuration
        // Only what goes wrong is logged; the display says the rest.
        let log = Log(format: .standardError(.text), level: .warning)
        let stop = try Lifecycle.start(deadlineSeconds: configuration.shutdownDeadlineSeconds, log: log).stop
        let display = FeedDisplay(console: console, clockMs: SystemClock.monotonicMs)
        if configuration.time == .live {
            display.tell(
                "note: the configuration says time: live, by which a daemon takes history for late; set time: replay"
            )
        }
        let airports = try HistorySurvey.airports(display)
        let history = try HistorySurvey.read(files, airports, selection, display)
        guard !stop.isRequested else { return .ok }
        guard let span = history.span else {
            display.tell(ReplayOutcome().text)
            return .ok
        }
        guard let target = try KafkaFeedTarget.connect(configuration, name: "iropsd-replay", stop, told: display.tell)
        else {
            return .ok
        }
        var options = FeedOptions()
        options.speed = speed
        options.rushTo = rushTo
        options.settles = settles
        options.startPauseMs = Self.startPauseMs
        options.span = (
            span.first.adding(minutes: -Int64(rules.scheduleLeadMinutes)), span.last.adding(minutes: Self.flightMinutes)
        )
        let replayer = Replayer(
            target: target, options: options, clockMs: SystemClock.monotonicMs, isStopped: { stop.isRequested },
            report: { display.show($0.text) })
        let outcome = try replayer.run(EventStream(LegSource(history), rules: rules))
        display.tell(outcome.text)
        return outcome.unacknowledged == 0 ? .ok : .failed
    }

    /// A running daemon fetches what is new within some tens of milliseconds, a busy one within a second.
    private static let startPauseMs: Int64 = 2_000
    /// Minutes from the last scheduled departure to the last event, for the progress alone.
    private static let flightMinutes: Int64 = 180
}
