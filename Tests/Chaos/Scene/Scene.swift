package import Harness
import Synchronization

/// An installation under chaos: its broker, its database, what is fed in, and who watches.
package final class Scene {
    package let needs: SceneNeeds
    package let settings: ChaosSettings
    package let kafka: KafkaServer
    package let database: SceneDatabase
    package let installation: Installation
    package let fleet: Fleet
    package let feed: SteadyFeed
    package var numbers: SeededNumbers
    /// What the processes' connections go through, where there is a detour.
    package let kafkaProxy: TCPProxy?
    package let databaseProxy: TCPProxy?
    package let watch = StatusWatch()
    private let outputs: OutputWatch
    private let progress: GroupProgress
    private let say: (String) -> Void
    private var problems: [String] = []

    /// Event time behind the last event at which everything is settled and the last legs are not forgotten, minutes.
    private static let settlingMinutes = 2 * 1_440 + 720

    /// Makes everything and starts to feed.
    package init(
        _ needs: SceneNeeds, settings: ChaosSettings, numbers: SeededNumbers,
        say: @escaping (String) -> Void = { _ in }
    ) throws {
        self.needs = needs
        self.settings = settings
        self.say = say
        var numbers = numbers
        let kafkaProxy = needs.isDetoured ? try TCPProxy() : nil
        let databaseProxy = needs.isDetoured ? try TCPProxy() : nil
        kafka = try FaultyBroker.made(for: needs, detour: kafkaProxy?.port)
        kafkaProxy?.pass(to: .port(kafka.detouredPort))
        database = try SceneDatabase(needs)
        databaseProxy?.pass(to: .socket(database.socket))
        var installation = try Installation.ready(on: kafka, database: database.url)
        installation.detour.bootstrapServers = kafkaProxy.map { "127.0.0.1:\($0.port)" }
        installation.detour.database = databaseProxy.map(database.url(through:))
        self.installation = installation
        (self.kafkaProxy, self.databaseProxy) = (kafkaProxy, databaseProxy)
        fleet = Fleet(installation, needs: needs, watch: watch)
        outputs = try OutputWatch(installation)
        progress = try GroupProgress(installation)
        let traffic = Traffic(tails: settings.tails, seed: numbers.next())
        self.numbers = numbers
        feed = SteadyFeed(traffic, to: installation, perSecond: settings.perSecond, atOnce: needs.preload)
        try feed.waitUntilWritten(needs.preload)
        for instance in needs.instances { try fleet.start(instance) }
        for daemon in fleet.daemons { try daemon.waitUntilReady(seconds: settings.outputSeconds) }
    }

    /// What is going on, for a person.
    package func tell(_ text: String) { say(text) }

    package func mark() -> Mark { Mark(at: .now, minute: feed.minute, outputs: outputs.offsets) }

    /// Something is not as it must be.
    package func report(_ problem: String) { problems.append(problem) }

    /// Lets the stream flow for a time that the seed decides, once everything is worked that was written so far.
    package func flow() throws {
        let now = mark()
        guard try secondsUntilCaughtUp(since: now.at) != nil else {
            throw HarnessError("nothing moves for \(settings.outputSeconds) s, and nothing was done to anybody")
        }
        try pause(Double.random(in: settings.flowSeconds, using: &numbers))
    }

    /// Lets time pass while records are written.
    package func pause(_ seconds: Double) throws {
        _ = Deadline.poll(seconds: seconds, everyMs: 5) { feed.isOver ? true : nil }
        if feed.isOver { try feed.join() }
    }

    /// Lets a time pass that the seed decides.
    package func pause(_ seconds: ClosedRange<Double>) throws {
        try pause(Double.random(in: seconds, using: &numbers))
    }

    /// How long it took from the end of a strike to the first output of what was written since it began, and until all
    /// that was written until its end is worked and told; nil where that took too long.
    package func recovery(of strike: Strike) throws -> (again: Double, caughtUp: Double)? {
        if needs.isSeenInTables {
            guard
                let again = try seconds(since: strike.ended.at, until: { hasRows { $0.hasMore(than: strike.began) } }),
                let caughtUp = try seconds(since: strike.ended.at, until: { hasRows { $0.hasAll(of: strike.ended) } })
            else { return nil }
            return (again, caughtUp)
        }
        guard let caughtUp = try secondsUntilCaughtUp(since: strike.ended.at),
            let again = try seconds(since: strike.ended.at, until: { outputs.arrival(beyond: strike.began.minute) })
        else { return nil }
        return (again, caughtUp)
    }

    private func hasRows(_ condition: (TableProgress) -> Bool) -> ContinuousClock.Instant? {
        TableProgress(installation).flatMap { condition($0) ? .now : nil }
    }

    private func secondsUntilCaughtUp(since start: ContinuousClock.Instant) throws -> Double? {
        for isEntities in [false, true] {
            guard let ends = try poll({ progress.ends(ofEntities: isEntities) }),
                try poll({ progress.isPast(ends) ? true : nil }) == true
            else { return nil }
        }
        return (ContinuousClock.now - start).seconds
    }

    private func seconds(
        since start: ContinuousClock.Instant, until event: () -> ContinuousClock.Instant?
    ) throws -> Double? {
        try poll(event).map { max(0, ($0 - start).seconds) }
    }

    /// Waits for something; processes that end meanwhile are started again, and that is reported.
    package func poll<T>(seconds: Double? = nil, _ answer: () throws -> T?) throws -> T? {
        try Deadline.poll(seconds: seconds ?? settings.outputSeconds, everyMs: 10) {
            try fleet.tend()
            return try answer()
        }
    }

    /// Ends the input, lets the last marks go through, ends every process, and asks the oracle.
    package func judge() throws -> Verdict {
        let acknowledged = try feed.end(seconds: settings.quietSeconds)
        let end = feed.minute + Self.settlingMinutes
        let marks = InputRecord.marks(at: end)
        try installation.write(marks)
        try fleet.tend()
        try DaemonProgress.waitUntilQuiet(fleet.daemons, through: end, seconds: settings.quietSeconds)
        for member in fleet.running {
            fleet.stop(member)
            // Who takes over from the last but one writes into the log; that is to be worked too.
            if !fleet.running.isEmpty {
                try DaemonProgress.waitUntilQuiet(fleet.daemons, through: end, seconds: settings.quietSeconds)
            }
        }
        watch.end()
        outputs.end()
        var verdict = try Oracle(installation).judge(acknowledged: acknowledged + marks)
        verdict.add(.other, "processes", fleet.problems)
        verdict.add(.other, "what an operator should see", problems)
        verdict.add(.other, "watermarks that fell", watch.problems)
        if watch.peakMegabytes > settings.megabytesMax {
            verdict.add(.other, "memory", ["\(Int(watch.peakMegabytes)) MB, \(Int(settings.megabytesMax)) are allowed"])
        }
        return verdict
    }

    /// What the processes logged, one after the other.
    package var logs: String { fleet.all.map { $0.logLines.joined(separator: "\n") }.joined(separator: "\n\n") }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
