import DisruptionCore
import KafkaClient
import PostgresClient
import ReferenceData
import WireFormat

/// The daemon: puts lanes and sink together and keeps them running until it is asked to stop.
public enum Daemon {
    /// Does the work of `iropsd run`.
    /// - Parameter acceptsOtherRules: what a build with other rules left unfinished is worked on by this one's.
    /// - Throws: `CommandError` when it cannot start or go on; exit code 2 where only a person can heal it.
    public static func work(_ service: ServiceContext, acceptsOtherRules: Bool = false) throws {
        let configuration = service.configuration
        service.health.notReady("broker", "connecting")
        if configuration.roles.contains(.detect) { service.health.notReady("lanes", "waiting for partitions") }
        let sink = try startSink(service)
        defer { sink?.join() }
        let records = try MetricRecords.start(service)
        defer {
            service.stop.request()
            records?.join()
        }
        guard configuration.roles.contains(.detect) else {
            service.health.forget("broker")
            service.stop.wait()
            return
        }
        let check = StartCheck(
            configuration: configuration, log: service.log, health: service.health, stop: service.stop,
            acceptsOtherRules: acceptsOtherRules)
        guard let found = try checked(check, service) else { return }
        guard try keepsLearned(service) else { return }
        let context = try context(service, found, acceptsOtherRules: acceptsOtherRules)
        let group = try LaneGroup(service, context, try TopicCatalog.declared(by: configuration))
        DaemonStatus.register(group, service, layout: found.layout)
        let lag = GroupLagWatch(context, stop: service.stop)
        lag.register(in: service.metrics)
        let watching = try SystemThread("lag-watch") { lag.run() }
        defer {
            service.stop.request()
            watching.join()
        }
        try group.start()
        let failure = group.join()
        if let failure { throw failure }
    }

    /// Stops the sink too when the start fails.
    private static func checked(
        _ check: StartCheck, _ service: ServiceContext
    ) throws -> (layout: LogLayout, incarnation: UInt32)? {
        do {
            return try check.run(try TopicCatalog.declared(by: service.configuration))
        } catch {
            service.lifecycle.requestStop()
            throw error
        }
    }

    /// Sees to it that the learned file stands in the snapshots topic, before any record of the log names it. A broker
    /// that is away is waited for.
    /// - Returns: false when asked to stop before that was done.
    private static func keepsLearned(_ service: ServiceContext) throws -> Bool {
        guard let input = service.configuration.learnedInput else { return true }
        let records = LearnedRecords(service.configuration)
        var attempt: Int32 = 0
        while !service.stop.isRequested {
            do throws(KafkaError) {
                let isNew = try records.keep(input)
                service.log.emit(.learnedKept(input.text, isNew: isNew))
                return true
            } catch {
                guard error.isRetriable || error.healsWithBroker else {
                    service.lifecycle.requestStop()
                    throw CommandError("cannot start: the learned file cannot be kept: \(error)", exitCode: .usage)
                }
                service.health.notReady("broker", error.description)
                attempt += 1
                service.stop.wait(milliseconds: min(5000, 500 * attempt))
            }
        }
        return false
    }

    /// Starts the database sink on a thread of its own, where there is a database and this process has the role.
    private static func startSink(_ service: ServiceContext) throws -> SystemThread? {
        guard service.configuration.roles.contains(.sink), let settings = try SinkSettings(service.configuration) else {
            return nil
        }
        let hooks = KafkaHooks.logging(to: service.log, client: "sink")
        let runner = try SinkRunner(
            settings, log: service.log, stop: service.stop, hooks: service.statistics.listening(to: "sink", hooks))
        SinkReport.register(runner, service)
        return try SystemThread("sink") { runner.run() }
    }

    /// What all lanes need.
    static func context(
        _ service: ServiceContext, _ found: (layout: LogLayout, incarnation: UInt32), acceptsOtherRules: Bool = false
    ) throws -> LaneContext {
        let configuration = service.configuration
        let names = configuration.topics
        let reference = try ReferenceAirports.load()
        for failure in reference.failures { service.log.emit(.zoneUnreadable(failure.description)) }
        let runways = try configuration.runways.map { try RunwayFile(path: $0).directory } ?? .empty
        let times = try configuration.connectingTimes.map {
            try ConnectingTimesFile(path: $0, reference: reference.directory).times
        }
        let rules = PassengerRules(
            connectingTimes: times ?? ConnectingTimes(), compensation: ReferenceCompensation.table)
        var base = configuration.kafka.librdkafka
        base["bootstrap.servers"] = configuration.kafka.bootstrapServers
        base.reconnectSoon()
        let fixed = base
        let kept = LearnedRecords(configuration)
        let learned = LearnedStore(own: configuration.learnedInput?.file) { (hash) throws(KafkaError) in
            try kept.find(hash)
        }
        // Nobody else's, wherever he runs and whenever he started.
        let dynamic = "\(SystemClock.now().ms)-\(String(UInt32.random(in: 0 ... .max), radix: 16))"
        return LaneContext(
            topics: LaneContext.Topics(
                inputs: InputTopic.allCases.map { names[$0.name.description] }, entities: names["iropsd.entities"],
                outputs: OutputTopic.allCases.map { names[$0.name] }),
            layout: found.layout, settings: configuration.engine, reloadable: service.reloadable,
            heartbeats: service.heartbeats, incarnation: found.incarnation,
            reference: reference.directory, runways: runways, passengerRules: rules,
            learned: learned, isLive: configuration.time == .live,
            clients: { lane in
                LaneClients(
                    base: fixed, groupID: configuration.kafka.groupId,
                    instance: configuration.kafka.instanceId.map { "\($0)-\(lane)" }, fallback: "\(dynamic)-\(lane)")
            },
            log: service.log, hooks: .logging(to: service.log, client: "lane"),
            statistics: service.statistics,
            latencies: LaneLatencies(service.metrics, isLive: configuration.time == .live), clock: .system,
            snapshots: SnapshotSchedule(
                intervalSeconds: configuration.snapshots.intervalSeconds,
                logMegabytes: configuration.snapshots.logMegabytes),
            groupID: configuration.kafka.groupId, acceptsOtherRules: acceptsOtherRules)
    }
}

extension LogEvent {
    fileprivate static func learnedKept(_ what: String, isNew: Bool) -> LogEvent {
        LogEvent(
            .info, "learned.kept",
            isNew
                ? "What was learned is kept in the snapshots topic; it counts from the next midnight UTC of event time"
                : "What was learned stands in the snapshots topic already", ["learned": .text(what)])
    }

    fileprivate static func zoneUnreadable(_ why: String) -> LogEvent {
        LogEvent(
            .warning, "reference.zone", "Time zone cannot be read; its airports are shown in UTC", ["why": .text(why)])
    }
}
