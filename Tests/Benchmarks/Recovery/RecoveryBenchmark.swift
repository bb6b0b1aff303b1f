import DisruptionCore
import DisruptionService
import Glibc
import Harness

/// The process under test, not the work that it does.
private typealias Daemon = Harness.Daemon

/// How soon the work of a killed process goes on, with the state of days of US traffic in memory and input coming in:
/// started again by hand of a supervisor, taken over by another process, and by one that is warm.
struct RecoveryBenchmark {
    let options: BenchmarkOptions
    let broker: BenchmarkBroker

    /// How long it runs on after the catch-up until its memory is looked at.
    private static let steadySeconds: Int32 = 60
    /// Events that make the state: three days of January 2008, some 20,000 legs a day, 5,000 tails, 290 airports.
    private static let stateEvents = 180_000
    /// A supervisor starts a service again after 100 ms (systemd's RestartSec).
    private static let supervisorMs: Int32 = 100
    private static let sessionMs = 6_000
    private static let feedEvents = 400_000
    private static let patienceSeconds = 120

    private static let restartGoal = 5.0
    private static let takeoverGoal = 2.0
    private static let warmGoal = 1.0

    /// What passed until the work went on, seconds.
    private struct Outcome {
        /// To the first output that an event from after the kill caused.
        var first = 0.0
        /// To the outputs of all events of the half second behind the kill, whichever partition they went to.
        var all = 0.0
    }

    /// What is up while it is measured.
    private struct Scene {
        var own: Installation
        let feed: RecoveryFeed
        let watch: DisruptionWatch
    }

    func report() throws {
        var own = Installation(
            bootstrapServers: broker.bootstrapServers, name: "bench-\(getpid())-recovery",
            inputs: "bench-\(getpid())-recovery")
        own.lanes = options.lanes[0]
        own.properties = options.properties + ["session.timeout.ms: \(Self.sessionMs)"]
        defer { try? own.remove(andInputs: true) }
        try own.applyTopics()
        let state = try JobLoader(installation: own).load(
            ReferenceJob(path: options.legs, most: min(options.events, Self.stateEvents)), andMark: false)
        let feed = RecoveryFeed(
            broker.bootstrapServers, topic: own.topic("flight.events"), from: state.last, most: Self.feedEvents)
        let watch = DisruptionWatch(
            broker.bootstrapServers, topic: own.topic("disruption.events"), events: Self.feedEvents)
        let watching = try watch.start()
        defer {
            watch.stop()
            watching.join()
        }
        var daemon = try Daemon(configuration: own.yaml)
        try waitUntilCaughtUp([daemon], events: state.events)
        let feeding = try feed.run()
        defer {
            feed.stop()
            feeding.join()
        }
        let scene = Scene(own: own, feed: feed, watch: watch)
        try waitForSnapshots([daemon])
        let atFirst = ProcessFigures(of: [daemon.processID]).residentMegabytes
        Console.progress("recovery: \(Self.steadySeconds) s of \(RecoveryFeed.eventsPerSecond) events/s")
        try Interruption.sleep(milliseconds: Self.steadySeconds * 1_000)
        printState(daemon, events: state.events, atFirst: atFirst)
        daemon = try restarts(daemon, scene)
        let other = try takeover(daemon, scene, isWarm: false)
        let last = try takeover(other, scene, isWarm: true)
        guard last.terminate(seconds: 30) == 0 else { throw BenchmarkFailure("the daemon did not end in order") }
    }

    // MARK: kinds

    private func restarts(_ first: Daemon, _ scene: Scene) throws -> Daemon {
        var daemon = first
        var outcomes: [Outcome] = []
        for number in 1...options.runs {
            Console.progress("recovery: restart \(number) of \(options.runs)")
            try Interruption.sleep(milliseconds: 3_000)
            let killed = MonotonicClock.nanoseconds
            daemon.kill9()
            try Interruption.sleep(milliseconds: Self.supervisorMs)
            daemon = try Daemon(configuration: scene.own.yaml)
            outcomes.append(try wait(scene, since: killed))
        }
        let worst = outcomes.map(\.first).max() ?? .nan
        Console.say(
            """
            recovery, kill -9 and started again: first new output after \(Self.text(outcomes.map(\.first))), all after \
            \(Self.text(outcomes.map(\.all))); \(Self.verdict(worst, atMost: Self.restartGoal))
            """)
        return daemon
    }

    /// Lets a second process join, kills the first, and waits until the second does its work.
    private func takeover(_ first: Daemon, _ scene: Scene, isWarm: Bool) throws -> Daemon {
        var own = scene.own
        own.instance = isWarm ? "bench-warm" : "bench-other"
        own.isStandby = isWarm
        let second = try Daemon(configuration: own.yaml)
        try second.waitUntilReady()
        Console.progress("recovery: takeover, \(isWarm ? "warm" : "cold")")
        try waitForSnapshots([first, second])
        try Interruption.sleep(milliseconds: 5_000)
        let killed = MonotonicClock.nanoseconds
        first.kill9()
        let outcome = try wait(scene, since: killed)
        let session = Double(Self.sessionMs) / 1_000
        let goal = session + (isWarm ? Self.warmGoal : Self.takeoverGoal)
        Console.say(
            """
            recovery, kill -9 and taken over by \(isWarm ? "a warm standby" : "another process"): all after \
            \(Figure.decimal(outcome.all, 2)) s with a session of \(Self.sessionMs / 1_000) s; \
            \(Self.verdict(outcome.all, atMost: goal))
            """)
        return second
    }

    // MARK: waiting

    private func wait(_ scene: Scene, since killed: Int64) throws -> Outcome {
        let limit = killed + Int64(Self.patienceSeconds) * 1_000_000_000
        var outcome = Outcome()
        while MonotonicClock.nanoseconds < limit {
            try Interruption.sleep(milliseconds: 20)
            if let trouble = scene.feed.trouble { throw BenchmarkFailure(trouble) }
            if let trouble = scene.watch.trouble { throw trouble }
            let seen = scene.watch.sights
            let later = scene.feed.delayed(in: killed..<limit).map { seen[$0].at }
            if outcome.first == 0, let first = later.filter({ $0 > 0 }).min() {
                outcome.first = Double(first - killed) / 1e9
            }
            guard MonotonicClock.nanoseconds > killed + 1_000_000_000 else { continue }
            let behind = scene.feed.delayed(in: killed..<(killed + 500_000_000)).map { seen[$0].at }
            if outcome.first > 0, !behind.isEmpty, !behind.contains(0) {
                outcome.all = Double((behind.max() ?? 0) - killed) / 1e9
                return outcome
            }
        }
        throw BenchmarkFailure("no output within \(Self.patienceSeconds) s of the kill")
    }

    private func waitUntilCaughtUp(_ daemons: [Daemon], events: Int) throws {
        try poll("the state was not made") {
            let pages = daemons.compactMap { MetricsPage($0) }
            let accepted = pages.reduce(0) { $0 + $1.sum("iropsd_events_accepted_total") }
            Console.progress("recovery: state from \(Figure.grouped(Int(accepted))) events")
            return pages.count == daemons.count && Int(accepted) >= events
                && pages.allSatisfy { $0.sum("iropsd_partition_lag") == 0 }
        }
    }

    /// Waits until every partition of the log has a snapshot of its present owner.
    private func waitForSnapshots(_ daemons: [Daemon]) throws {
        try poll("not every partition has a snapshot") {
            let counts = daemons.compactMap { MetricsPage($0)?.samples("iropsd_snapshot_bytes").count }
            Console.progress("recovery: \(counts.reduce(0, +)) of 12 partitions have a snapshot")
            return counts.reduce(0, +) >= 12
        }
    }

    private func poll(_ problem: String, _ isDone: () throws -> Bool) throws {
        for _ in 0..<(Self.patienceSeconds * 10) {
            if try isDone() { return }
            try Interruption.sleep(milliseconds: 100)
        }
        throw BenchmarkFailure(problem)
    }

    // MARK: texts

    /// - Parameter atFirst: memory in use when the catch-up was just over, MB.
    private func printState(_ daemon: Daemon, events: Int, atFirst: Double) {
        guard let page = MetricsPage(daemon) else { return }
        let pauses = page.samples("iropsd_snapshot_encode_seconds").map { $0 * 1_000 }
        let resident = ProcessFigures(of: [daemon.processID]).residentMegabytes
        let longest = pauses.max() ?? .nan
        Console.say(
            """
            recovery: state of \(Figure.grouped(events)) events, \
            \(Figure.grouped(Int(page.sum("iropsd_snapshot_entities")))) entities in snapshots of \
            \(Figure.decimal(page.sum("iropsd_snapshot_bytes") / 1e6)) MB; \
            \(RecoveryFeed.eventsPerSecond) events/s go on
              longest pause for a snapshot \(Figure.decimal(longest, 2)) ms; \
            \(References.verdict(longest, atMost: 50, "ms")) · memory in use \(Int(resident)) MB \
            after \(Self.steadySeconds) s (\(Int(atFirst)) MB just after the catch-up); \
            \(References.verdict(resident, atMost: References.daemonMegabytesGoal, "MB"))
            """)
    }

    private static func text(_ seconds: [Double]) -> String {
        let texts = seconds.map { Figure.decimal($0, 2) }
        return texts.joined(separator: ", ") + " s"
    }

    private static func verdict(_ seconds: Double, atMost goal: Double) -> String {
        seconds <= goal
            ? "goal \(Figure.decimal(goal, 0)) s reached" : "goal \(Figure.decimal(goal, 0)) s MISSED"
    }
}
