package import Harness

/// An installation under chaos: its broker, its database, what is fed in, and who watches.
package final class Scene {
    package let kafka: KafkaServer
    package let installation: Installation
    package let fleet: Fleet
    package let feed: SteadyFeed
    package let settings: ChaosSettings
    package var numbers: SeededNumbers
    package let watch = StatusWatch()
    private let outputs: OutputWatch
    private let say: (String) -> Void

    /// Event time behind the last event at which everything is settled and the last legs are not forgotten, minutes.
    private static let settlingMinutes = 2 * 1_440 + 720

    /// Makes everything and starts to feed.
    package init(
        _ needs: SceneNeeds, settings: ChaosSettings, numbers: SeededNumbers, say: @escaping (String) -> Void
    ) throws {
        self.settings = settings
        self.numbers = numbers
        self.say = say
        kafka = try FaultyBroker.shared()
        installation = try Installation.ready(on: kafka, database: TestDatabase.make())
        fleet = Fleet(installation, needs: needs, watch: watch)
        outputs = try OutputWatch(installation)
        for instance in needs.instances { try fleet.start(instance) }
        for daemon in fleet.daemons { try daemon.waitUntilReady() }
        feed = SteadyFeed(
            Traffic(tails: settings.tails, seed: self.numbers.next()), to: installation, perSecond: settings.perSecond)
    }

    /// What is going on, for a person.
    package func tell(_ text: String) { say(text) }

    package func mark() -> Mark {
        let minute = feed.minute
        return Mark(at: .now, minute: minute)
    }

    /// Lets the stream flow for a time that the seed decides.
    package func flow() throws {
        let now = mark()
        guard try secondsUntilOutput(beyond: now.minute, since: now.at) != nil else {
            throw HarnessError("no output within \(settings.outputSeconds) s, and nothing was done to anybody")
        }
        try pause(Double.random(in: settings.flowSeconds, using: &numbers))
    }

    /// Lets time pass while the stream flows.
    package func pause(_ seconds: Double) throws {
        _ = Deadline.poll(seconds: seconds, everyMs: 20) { feed.isOver ? true : nil }
        if feed.isOver { throw HarnessError("the feed ended early") }
    }

    /// How long it took from a moment until the first output that speaks of what was written after a minute of event
    /// time; nil where there was none in time.
    package func secondsUntilOutput(beyond minute: Int, since: ContinuousClock.Instant) throws -> Double? {
        let found = try Deadline.poll(seconds: settings.outputSeconds, everyMs: 5) {
            try fleet.tend()
            return outputs.arrival(beyond: minute)
        }
        return found.map { max(0, (since.duration(to: $0)).seconds) }
    }

    /// Ends the input, lets the last marks go through, ends every process, and asks the oracle.
    package func judge() throws -> Verdict {
        let acknowledged = try feed.end()
        let marks = InputRecord.marks(at: feed.minute + Self.settlingMinutes)
        try installation.write(marks)
        try fleet.tend()
        try DaemonProgress.waitUntilQuiet(
            fleet.daemons, through: feed.minute + Self.settlingMinutes, seconds: settings.quietSeconds)
        for member in fleet.running { fleet.stop(member) }
        watch.end()
        outputs.end()
        var verdict = try Oracle(installation).judge(acknowledged: acknowledged + marks)
        verdict.add(.other, "processes", fleet.problems)
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
