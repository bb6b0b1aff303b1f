import DisruptionCore
public import DisruptionService
import Glibc
import History
import KafkaClient
import Simulator
import WireFormat

/// What `iropsd demo` does: one day, simulated or of history, through the real daemon, on this machine alone, with
/// nothing left behind.
public struct Demo: Sendable {
    /// A file of history to tell; nil for a simulated day.
    public var history: String?
    /// Scenarios of the simulated day as `simulate` takes them, separated by spaces.
    public var scenarios: String
    /// `host:port` of a real broker; nil for pretended ones in this process.
    public var broker: String?

    private let console: Console

    /// Minutes of event time in a minute: an operating day in less than a minute.
    private static let factor = 2500.0
    /// How long before departure the plan is told: rotations of the whole day ahead stay away from a reader's eyes.
    private static let scheduleLeadMinutes = 12 * 60
    /// Event time from the last event to the last mark: everything is due then, and no leg is forgotten yet.
    private static let settlingMinutes: Int64 = 18 * 60
    /// Milliseconds until whatever was sent must have been read and written.
    private static let drainMs: Int64 = 120_000
    /// Milliseconds without any change after which nothing more comes.
    private static let quietMs: Int64 = 1500

    /// What a simulated day is where nobody says it.
    public static let usualScenario = "weather"

    public init(
        history: String?, scenarios: String = Demo.usualScenario, broker: String?, console: Console = .standard
    ) {
        self.history = history
        self.scenarios = scenarios
        self.broker = broker
        self.console = console
    }

    /// - Throws: `CommandError` and the errors of the parts; all of them say what to do.
    public func run() throws -> ExitCode {
        // What is wrong with the call is said before anything is started.
        let simulated = try history == nil ? DemoDay(scenarios: scenarios) : nil
        let log = Log(format: .standardError(.text), level: .error)
        let lifecycle = try Lifecycle.start(deadlineSeconds: 30, log: log)
        let screen = DemoScreen(console: console)
        defer { screen.progress("") }
        screen.progress("starting PostgreSQL in a temporary folder …")
        let database = try DemoDatabase()
        defer { database.remove() }
        let catalog = try TopicCatalog.builtIn()
        let name = "iropsd-demo-\(getpid())"
        let cluster = try DemoCluster(real: broker, name: name)
        let configuration = try database.configuration(cluster, catalog, group: name)
        defer { try? cluster.remove(catalog, configuration) }
        try cluster.makeTopics(catalog, configuration)
        screen.progress("")
        let place = broker.map { "Kafka at \($0)" } ?? "librdkafka's pretended brokers"
        screen.tell("\(place), PostgreSQL \(database.version) in \(database.folder); Ctrl-C ends it cleanly")
        let service = ServiceContext(
            configurationPath: database.folder + "/iropsd.yaml", configuration: configuration, log: log,
            lifecycle: lifecycle)
        return try show(simulated, service, catalog, database, screen)
    }

    private func show(
        _ simulated: DemoDay?, _ service: ServiceContext, _ catalog: TopicCatalog, _ database: DemoDatabase,
        _ screen: DemoScreen
    ) throws -> ExitCode {
        screen.progress("reading the day …")
        let day = try simulated ?? DemoDay(history: history ?? "")
        screen.progress("")
        if service.stop.isRequested { return .ok }
        screen.tell("\(day.title): departures from \(FeedText.minute(day.from)) to \(FeedText.minute(day.to))")
        let daemon = try DemoDaemon(service, catalog, isPretended: broker == nil)
        let watching = try StopRequest()
        let news = DemoNews(database, screen, from: day.from)
        let watcher = DemoWatcher(service.configuration, catalog, stop: watching, news: news)
        let watcherThread = try SystemThread("watcher") { watcher.run() }
        let result = Result { try tell(day, service, daemon, watcher, screen) }
        let isStopped = service.stop.isRequested
        watching.request()
        watcherThread.join()
        screen.progress("")
        if case .success = result, !isStopped {
            try news.show(isLast: true)
            if news.left > 0 { screen.tell("… and \(FeedText.count(news.left)) more of medium severity or worse") }
            let summary = DemoSummary(
                connection: try database.connect(), airports: day.airports, seen: watcher.seen, leads: news.leads)
            screen.tell("\n" + (try summary.text()))
        }
        service.lifecycle.requestStop()
        if let failure = daemon.join() { throw CommandError(failure) }
        if let failure = watcher.seen.failure { throw CommandError(failure) }
        try result.get()
        if isStopped { screen.tell("stopped; nothing is left behind") }
        return .ok
    }

    /// Sends the day, then waits until all of it has been worked off.
    private func tell(
        _ day: DemoDay, _ service: ServiceContext, _ daemon: DemoDaemon, _ watcher: DemoWatcher,
        _ screen: DemoScreen
    ) throws {
        while !daemon.isRunning, !service.stop.wait(milliseconds: 100) {
            screen.progress("the daemon takes its partitions …")
        }
        let names = service.configuration.topics
        let catalog = try TopicCatalog.builtIn()
        let inputs = InputTopic.allCases.map {
            let name = "\($0.name)"
            return KafkaFeedTarget.Input($0, topic: names[name], partitions: catalog[name]?.partitions ?? 1)
        }
        func target() throws(KafkaError) -> KafkaFeedTarget {
            try KafkaFeedTarget(
                settings: ["bootstrap.servers": service.configuration.kafka.bootstrapServers], inputs: inputs,
                hooks: KafkaHooks(log: { _, _, _ in }))
        }
        var options = FeedOptions()
        options.speed = .factor(Self.factor)
        options.rushTo = day.from
        options.settles = false
        let stop = service.stop
        let report: (FeedProgress) -> Void = { screen.progress(DemoProgress.text($0, watcher.seen)) }
        let (outcome, text) = try feed(day, to: try target(), options, stop, report)
        guard !stop.isRequested, let last = outcome.last else { return }
        let marks = try target()
        let body = TimeMark.body(last.adding(minutes: Self.settlingMinutes), source: options.source)
        for index in 0..<marks.markedPartitions {
            _ = try body.withUnsafeBytes { bytes throws(KafkaError) in try marks.sendMark(index, value: bytes) }
        }
        let lost = outcome.unacknowledged + marks.finish(within: .seconds(10))
        guard lost == 0 else { throw CommandError("\(lost) records were not taken by the broker; try again") }
        try drain(daemon, stop, screen)
        screen.progress("")
        screen.tell(text)
    }

    /// - Returns: what was told, and that for a person.
    private func feed(
        _ day: DemoDay, to target: KafkaFeedTarget, _ options: FeedOptions, _ stop: StopRequest,
        _ report: @escaping (FeedProgress) -> Void
    ) throws -> (FeedOutcome, String) {
        switch day.content {
        case .history(let legs):
            let replayer = Replayer(
                target: target, options: options, clockMs: SystemClock.monotonicMs,
                isStopped: { stop.isRequested }, report: report)
            let stream = EventStream(legs, rules: EventRules(scheduleLeadMinutes: Self.scheduleLeadMinutes))
            let outcome = try replayer.run(stream)
            return (outcome.fed, outcome.text)
        case .simulated(let simulation):
            var hooks = Feeder<DemoFeed, KafkaFeedTarget>.Hooks()
            hooks.isStopped = { stop.isRequested }
            hooks.report = { progress, _ in report(progress) }
            let source = DemoFeed(
                SimulationFeed(try Simulation(simulation, airports: day.airports)), tellsBookings: broker != nil)
            var options = options
            options.source = "simulator"
            var feeder = Feeder(
                source: source, target: target, options: options, clockMs: SystemClock.monotonicMs, hooks: hooks)
            let outcome = try feeder.run()
            return (outcome, SimulationText.outcome(outcome, feeder.source.status, .broker))
        }
    }

    private func drain(_ daemon: DemoDaemon, _ stop: StopRequest, _ screen: DemoScreen) throws {
        let endMs = SystemClock.monotonicMs() + Self.drainMs
        var mark: Int64?
        var sinceMs = SystemClock.monotonicMs()
        while !stop.wait(milliseconds: 100) {
            let nowMs = SystemClock.monotonicMs()
            guard nowMs < endMs else { throw CommandError("the daemon did not come to the end of the day in time") }
            let current = daemon.drainedMark
            if current == nil || current != mark {
                mark = current
                sinceMs = nowMs
            } else if nowMs - sinceMs >= Self.quietMs {
                return
            }
            screen.progress("waiting until everything is detected and in the database …")
        }
    }
}
