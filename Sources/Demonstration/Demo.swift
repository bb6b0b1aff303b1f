import DisruptionCore
public import DisruptionService
import Glibc
import History
import KafkaClient

/// What `iropsd demo` does: one day of history through the real daemon, on this machine alone, with nothing left
/// behind.
public struct Demo: Sendable {
    /// A file of history to tell; nil for an invented day.
    public var history: String?
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

    public init(history: String?, broker: String?, console: Console = .standard) {
        self.history = history
        self.broker = broker
        self.console = console
    }

    /// - Throws: `CommandError` and the errors of the parts; all of them say what to do.
    public func run() throws -> ExitCode {
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
        return try show(service, catalog, database, screen)
    }

    private func show(
        _ service: ServiceContext, _ catalog: TopicCatalog, _ database: DemoDatabase, _ screen: DemoScreen
    ) throws -> ExitCode {
        screen.progress("reading the day …")
        let day = try DemoHistory(path: history)
        screen.progress("")
        if service.stop.isRequested { return .ok }
        screen.tell("\(day.title): departures from \(ReplayText.minute(day.from)) to \(ReplayText.minute(day.to))")
        let daemon = try DemoDaemon(service, catalog)
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
            if news.left > 0 { screen.tell("… and \(ReplayText.count(news.left)) more of medium severity or worse") }
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
        _ day: DemoHistory, _ service: ServiceContext, _ daemon: DemoDaemon, _ watcher: DemoWatcher,
        _ screen: DemoScreen
    ) throws {
        while !daemon.isRunning, !service.stop.wait(milliseconds: 100) {
            screen.progress("the daemon takes its partitions …")
        }
        let names = service.configuration.topics
        let catalog = try TopicCatalog.builtIn()
        let inputs = KafkaReplayTarget.marked.map {
            KafkaReplayTarget.Input(topic: names[$0], partitions: catalog[$0]?.partitions ?? 1)
        }
        func target() throws(KafkaError) -> KafkaReplayTarget {
            try KafkaReplayTarget(
                settings: ["bootstrap.servers": service.configuration.kafka.bootstrapServers],
                events: names["flight.events"], inputs: inputs, hooks: KafkaHooks(log: { _, _, _ in }))
        }
        var options = Replayer<KafkaReplayTarget>.Options()
        options.speed = .factor(Self.factor)
        options.rushTo = day.from
        options.settles = false
        let stop = service.stop
        let replayer = Replayer(
            target: try target(), options: options, clockMs: SystemClock.monotonicMs,
            isStopped: { stop.isRequested }, report: { screen.progress(DemoProgress.text($0, watcher.seen)) })
        var stream = EventStream(day.legs, rules: EventRules(scheduleLeadMinutes: Self.scheduleLeadMinutes))
        let outcome = try replayer.run(&stream)
        guard !stop.isRequested, let last = outcome.last else { return }
        let marks = try target()
        let body = TimeMark.body(last.adding(minutes: Self.settlingMinutes))
        for index in 0..<marks.markedPartitions {
            _ = try body.withUnsafeBytes { bytes throws(KafkaError) in try marks.sendMark(index, value: bytes) }
        }
        let lost = outcome.unacknowledged + marks.finish(within: .seconds(10))
        guard lost == 0 else { throw CommandError("\(lost) records were not taken by the broker; try again") }
        try drain(daemon, stop, screen)
        screen.progress("")
        screen.tell(outcome.text)
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
