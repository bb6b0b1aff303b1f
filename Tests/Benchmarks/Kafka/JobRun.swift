import Glibc
import Harness

/// One run of the reference job through a daemon that starts as a fresh group with fresh internal topics.
struct JobRun {
    var events = 0
    /// From the first record read to the last commit.
    var seconds = 0.0
    /// Per event; nil where the broker is not ours.
    var daemonMicroseconds = 0.0
    var brokerMicroseconds: Double?
    var daemonMegabytes = 0.0
    var commits = 0
    var frames = 0
    var outputs: [(topic: String, records: Int)] = []
    var eventsPerSecond: Double { Double(events) / seconds }

    /// Longest time without an event accepted or a commit before the run counts as stuck. Seconds.
    private static let stuckSeconds = 60.0
    /// Nothing may have moved for so long, behind the last watermark, before the run counts as through. Seconds.
    private static let quietSeconds = 3.0

    /// - Parameter job: what the input topics hold.
    /// - Throws: when the daemon ends, or nothing moves.
    init(
        _ installation: Installation, job: JobLoader.Outcome, broker: BenchmarkBroker, progress: String
    ) throws {
        let events = job.events
        try installation.applyTopics()
        defer { try? installation.remove() }
        let brokerBefore = ProcessFigures(of: broker.processes)
        let daemon = try Daemon(configuration: installation.yaml)
        Console.note("daemon \(daemon.processID), \(progress)")
        let clock = ContinuousClock()
        var movedAt = clock.now
        var last = [0.0]
        while true {
            try Interruption.sleep(milliseconds: 100)
            let process = ProcessFigures(of: [daemon.processID])
            let brokerNow = ProcessFigures(of: broker.processes)
            guard let page = MetricsPage(daemon) else {
                guard daemon.exitCode(within: 0) == nil, clock.now - movedAt < .seconds(Self.stuckSeconds) else {
                    throw BenchmarkFailure("the daemon ended or never answered: \(Self.tail(daemon))")
                }
                continue
            }
            let accepted = page.sum("iropsd_events_accepted_total")
            let refused = page.sum("iropsd_dead_letters_total")
            let now = [accepted, page.sum("iropsd_commits_total"), page.sum("iropsd_messages_total"), refused]
            if now != last {
                last = now
                movedAt = clock.now
                daemonMicroseconds = process.cpuMicroseconds / Double(events)
                brokerMicroseconds =
                    broker.processes.isEmpty
                    ? nil : (brokerNow.cpuMicroseconds - brokerBefore.cpuMicroseconds) / Double(events)
                Console.progress("\(progress): \(Figure.grouped(Int(accepted))) events")
            }
            let quiet = (clock.now - movedAt).seconds
            let watermark = page.samples("iropsd_watermark_seconds").min() ?? 0
            if quiet >= Self.quietSeconds, Int(accepted + refused) >= events, watermark >= job.finalWatermark,
                page.sum("iropsd_partition_lag") == 0
            {
                take(page, events, process)
                break
            }
            guard quiet < Self.stuckSeconds else {
                throw BenchmarkFailure(
                    "nothing moved for \(Int(quiet)) s after \(Int(accepted)) of \(events) events: \(Self.tail(daemon))"
                )
            }
        }
        guard daemon.terminate(seconds: 30) == 0 else {
            throw BenchmarkFailure("the daemon did not end in order: \(Self.tail(daemon))")
        }
    }

    private mutating func take(_ page: MetricsPage, _ events: Int, _ process: ProcessFigures) {
        self.events = events
        let first = page.samples("iropsd_first_record_seconds").min() ?? 0
        let last = page.samples("iropsd_last_commit_seconds").max() ?? 0
        seconds = last - first
        daemonMegabytes = process.peakMegabytes
        commits = Int(page.sum("iropsd_commits_total"))
        frames = Int(page.sum("iropsd_frames_sent_total"))
        outputs = ["disruption.events", "flight.state", "dead.letter.queue"].map {
            ($0, Int(page.sum("iropsd_outputs_total", mentioning: "topic=\"\($0)\"")))
        }
    }

    private static func tail(_ daemon: Daemon) -> String {
        "its log ends:\n" + daemon.logLines.suffix(10).joined(separator: "\n")
    }
}
