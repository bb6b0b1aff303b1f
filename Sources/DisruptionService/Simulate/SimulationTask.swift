import DisruptionCore
import ReferenceData
import Simulator

/// What `iropsd simulate` does: scenarios, configuration and broker or file, brought together.
struct SimulationTask: Sendable, Equatable {
    /// Which day is simulated.
    enum Day: Sendable, Equatable {
        /// The first that a scenario names, else 14 January 2026.
        case ofScenario
        case today
        case date(CalendarDate)
    }

    /// Where records go.
    enum Goal: Sendable, Equatable {
        /// The input topics of a configuration.
        case broker(configuration: String)
        /// A file; `-` for standard output.
        case file(String)
    }

    var scenarios: [ScenarioChoice] = []
    var goal = Goal.file("-")
    var speed = FeedSpeed.max
    var seed: UInt64 = 1
    var scale = 1
    var day = Day.ofScenario
    /// Minutes of the first day, UTC, from which it is paced.
    var startMinute = 4 * 60
    /// Hours of event time from there; nil for to the end.
    var hours: Int?
    var days = 1
    var settles = true
    var truth: String?
    /// The path of the control socket; nil for the usual one.
    var control: String?

    private static let usualDay = CalendarDate(year: 2026, month: 1, day: 14) ?? CalendarDate(days: 20_467)
    /// Minutes from the end of the last day to its last arrival, for the progress alone.
    private static let nightMinutes: Int64 = 120

    /// Event time goes with the clock.
    private var isLive: Bool { day == .today && speed == .factor(1) }

    /// - Throws: `ConfigurationError`, `SimulationError`, `CommandError`, `KafkaError`.
    func run(console: Console = .standard) throws -> ExitCode {
        let scenarios = try scenarios.map { try $0.load() }
        var configuration: Configuration?
        if case .broker(let path) = goal { configuration = try ConfigurationFile(path: path).configuration }
        // Only what goes wrong is logged; the display says the rest.
        let log = Log(format: .standardError(.text), level: .warning)
        let deadline = configuration?.shutdownDeadlineSeconds ?? Configuration().shutdownDeadlineSeconds
        let stop = try Lifecycle.start(deadlineSeconds: deadline, log: log).stop
        let display = FeedDisplay(console: console, clockMs: SystemClock.monotonicMs)
        if configuration?.time == .live, !isLive {
            display.tell(
                "note: the configuration says time: live, by which a daemon takes what is not of now for wrong; set "
                    + "time: replay, or simulate --date today --speed 1")
        }
        let airports = try ReferenceAirports.load()
        for failure in airports.failures { display.tell("note: \(failure)") }
        let date = firstDay(scenarios, display)
        var simulated = SimulationOptions(scenarios: scenarios, date: date)
        simulated.seed = seed
        simulated.scale = scale
        simulated.days = days
        let source = SimulationFeed(try Simulation(simulated, airports: airports.directory))
        let truth = try self.truth.map { path throws(CommandError) in try RecordFile(path) }
        if let place = truth?.partial { display.tell("the truth grows in \(place) until the end") }
        let scene = Scene(stop: stop, display: display, truth: truth)
        let code: ExitCode
        switch goal {
        case .broker:
            let configuration = configuration ?? Configuration()
            let isLive = configuration.time == .live
            guard
                let target = try KafkaFeedTarget.connect(
                    configuration, name: "iropsd-simulate", stop, told: display.tell)
            else { return .ok }
            let (outcome, status) = try tell(source, to: target, options(date, isLive: isLive), scene, isLive: isLive)
            display.tell(SimulationText.outcome(outcome, status, .broker))
            code = outcome.unacknowledged == 0 ? .ok : .failed
        case .file(let path):
            let file = try RecordFile(path)
            let target = FileFeedTarget(file) { stop.wait(milliseconds: Int32(clamping: $0)) }
            let (outcome, status) = try tell(
                source, to: target, options(date, isLive: false), scene, isReaderGone: { file.isReaderGone })
            let place = try file.finish(isComplete: !outcome.isStopped)
            display.tell(SimulationText.outcome(outcome, status, .file(place)))
            code = .ok
        }
        if let truth {
            // What was told is told, also when it was stopped: its truth is whole.
            let place = try truth.finish(isComplete: true)
            display.tell("truth: \(FeedText.count(truth.lines)) lines in \(place)")
        }
        return code
    }

    /// What a run has around it.
    private struct Scene {
        let stop: StopRequest
        let display: FeedDisplay
        let truth: RecordFile?
    }

    private func tell<Target: FeedTarget>(
        _ source: consuming SimulationFeed, to target: Target, _ options: FeedOptions, _ scene: Scene,
        isLive: Bool = false, isReaderGone: @escaping () -> Bool = { false }
    ) throws -> (outcome: FeedOutcome, status: SimulationStatus) {
        let server = try listen(scene.display)
        defer { server?.close() }
        let run = SimulationRun(
            target: target, options: options, clockMs: SystemClock.monotonicMs, stop: scene.stop,
            display: scene.display, desk: server?.desk, steering: Steering(isLive: isLive), truth: scene.truth,
            isReaderGone: isReaderGone)
        return try run.run(source)
    }

    /// Hears what people say; nobody has the time to where a file is written at full speed.
    private func listen(_ display: FeedDisplay) throws(CommandError) -> SteeringServer? {
        if case .file = goal, speed == .max, control == nil { return nil }
        let socket: SteeringSocket
        do throws(CommandError) {
            socket = try SteeringSocket.open(given: control)
        } catch {
            // Who named no socket can do without one.
            guard control == nil else { throw error }
            display.tell("note: it cannot be steered (\(error)); --control PATH names another socket")
            return nil
        }
        let isUsual = socket.path == SteeringPath.usual.path
        display.tell(
            "steer it with lines here, or with `iropsd steer\(isUsual ? "" : " --control \(socket.path)") LINE`")
        return try SteeringServer(socket: socket, input: SteeringInput())
    }

    private func firstDay(_ scenarios: [Scenario], _ display: FeedDisplay) -> CalendarDate {
        switch day {
        case .today: return CalendarDate(utc: SystemClock.now())
        case .date(let date): return date
        case .ofScenario:
            let dated = scenarios.filter { $0.date != nil }
            guard let first = dated.first, let date = first.date else { return Self.usualDay }
            for other in dated.dropFirst() where other.date != date {
                display.tell("note: \(other.name) is made for another date; the day is that of \(first.name)")
            }
            return date
        }
    }

    /// - Parameter isLive: the daemon's event time goes with its clock, so what is open settles by itself.
    private func options(_ date: CalendarDate, isLive: Bool) -> FeedOptions {
        var options = FeedOptions()
        options.source = "simulator"
        options.speed = speed
        options.settles = settles && !isLive
        let start = date.startUTC.adding(minutes: Int64(startMinute))
        if self.isLive {
            let now = SystemClock.now()
            options.rushTo = now
            options.start = .clock(now, atMs: SystemClock.monotonicMs())
        } else {
            options.rushTo = start
            options.start = .rushTo
        }
        let end = date.startUTC.adding(minutes: Int64(days) * 1440 + Self.nightMinutes)
        if let hours { options.until = options.rushTo.adding(minutes: Int64(hours) * 60) }
        options.span = (options.rushTo, min(options.until, end))
        return options
    }
}
