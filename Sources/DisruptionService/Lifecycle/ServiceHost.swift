import DisruptionCore
import Glibc
import KafkaClient
import WireFormat

/// Runs a daemon: everything around its work, from the configuration to the last line of the log.
public enum ServiceHost {
    /// Milliseconds between two looks for repeats that the log left out, and for memory to give back.
    private static let housekeepingMs: Int32 = 5000

    /// Reads the configuration, starts the log, signals, metrics and HTTP, does the work, and ends cleanly. No thread
    /// may have been started before.
    /// - Parameters:
    ///   - needs: what /ready waits for, e.g. `broker`; all of it counts as missing until `work` says otherwise in
    ///     `ServiceContext.health`.
    ///   - work: the daemon itself; returns when `ServiceContext.stop` was asked for and all is put away.
    /// - Returns: what the process exits with; what `work` throws is logged and decides it.
    /// - Throws: `ConfigurationError`, `HttpError` or `CommandError` before `work` begins: nothing to retry.
    public static func run(
        configurationAt path: String, needs: (Configuration) -> [String] = { _ in [] },
        _ work: (ServiceContext) throws -> Void
    ) throws -> ExitCode {
        refuseCoreDumps()
        let file = try ConfigurationFile(path: path)
        let configuration = file.configuration
        let log = Log(format: .standardError(configuration.log.format), level: configuration.log.level)
        let lifecycle = try Lifecycle.start(deadlineSeconds: configuration.shutdownDeadlineSeconds, log: log)
        let context = ServiceContext(
            configurationPath: path, configuration: configuration, log: log, metrics: MetricsRegistry(),
            health: Health(), status: StatusBoard(), lifecycle: lifecycle)
        ProcessMetrics.register(in: context.metrics, log: log)
        describe(on: context.status, health: context.health)
        let housekeeping = try SystemThread("housekeeping") {
            var memory = IdleMemory()
            while !lifecycle.stop.wait(milliseconds: housekeepingMs) {
                log.collectRepeats()
                memory.look()
            }
        }
        defer {
            lifecycle.stop.request()
            housekeeping.join()
            log.collectRepeats(isEnd: true)
        }
        for need in needs(configuration) { context.health.notReady(need, "starting") }
        let supervisor = try SupervisorThread.start(context)
        defer { supervisor.end() }
        lifecycle.onReload {
            supervisor.reload { Reload.run(context) }
        }
        let server = try startServer(context)
        defer { withExtendedLifetime(server) {} }
        log.emit(.serviceStarted(configuration: path, listen: server?.port))
        if let why = KafkaVersion.loaded.knownTrouble { log.emit(.libraryTroubled(KafkaVersion.loaded, why)) }
        if !file.keysWithoutEffect.isEmpty { log.emit(.keysWithoutEffect(file.keysWithoutEffect)) }
        return perform(work, context)
    }

    /// The memory holds passwords: where it crashes, none of it is written to a disk.
    private static func refuseCoreDumps() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = 0
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }

    private static func perform(_ work: (ServiceContext) throws -> Void, _ context: ServiceContext) -> ExitCode {
        do {
            try work(context)
            context.log.collectRepeats(isEnd: true)
            context.log.emit(.serviceStopped)
            return .ok
        } catch {
            context.log.emit(.serviceFailed(error))
            return (error as? any ExitCodeError)?.exitCode ?? .failed
        }
    }

    private static func startServer(_ context: ServiceContext) throws(HttpError) -> HttpServer? {
        guard let address = context.configuration.http.listen else { return nil }
        let routes = ServiceRoutes.all(health: context.health, metrics: context.metrics, status: context.status)
        return try HttpServer(address, routes: routes, token: context.configuration.http.token)
    }

    /// The sections of /status that need no daemon.
    private static func describe(on status: StatusBoard, health: Health) {
        let startedAt = SystemClock.now()
        status.section("service") { json in
            json.beginObject()
            json.field("version", ServiceVersion.text)
            json.field("rules", ServiceVersion.rules)
            json.field("snapshot_format", Int64(SnapshotHead.formatVersion))
            json.field("pid", getpid())
            json.field("started_at", startedAt)
            json.field("ready", health.isReady)
            json.field("huge_pages", HugePages.areAsked)
            json.endObject()
        }
        status.section("libraries") { json in
            json.beginObject()
            for library in ServiceVersion.libraries {
                json.key(text: library.name)
                json.value(library.version)
            }
            json.endObject()
        }
    }
}

extension LogEvent {
    fileprivate static func serviceStarted(configuration: String, listen: UInt16?) -> LogEvent {
        LogEvent(
            .info, "service.started", "iropsd runs",
            [
                "version": .text(ServiceVersion.text), "configuration": .text(configuration), "pid": .integer(getpid()),
                "http_port": .integer(listen ?? 0),
            ])
    }

    fileprivate static func keysWithoutEffect(_ keys: [String]) -> LogEvent {
        LogEvent(.warning, "configuration.no_effect", "\(ConfigurationFile.noEffect(keys))")
    }

    fileprivate static func libraryTroubled(_ version: KafkaVersion, _ why: String) -> LogEvent {
        LogEvent(
            .warning, "kafka.known_trouble", "This librdkafka is known for trouble: \(why)",
            ["version": .described(version)])
    }

    fileprivate static let serviceStopped = LogEvent(.info, "service.stopped", "Stopped")

    fileprivate static func serviceFailed(_ error: any Error) -> LogEvent {
        LogEvent(.error, "service.failed", "\(error)")
    }
}
