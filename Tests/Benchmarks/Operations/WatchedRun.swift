import Glibc
import Harness

/// The reference job through a daemon that is looked at as in production, or hardly at all.
struct WatchedRun {
    let eventsPerSecond: Double
    let daemonMicroseconds: Double
    /// Of each /metrics under load, milliseconds.
    let scrapes: [Double]
    let logBytes: Int

    /// Nothing may have moved for so long before the run counts as through, or as stuck. Seconds.
    private static let (quietSeconds, stuckSeconds) = (3.0, 60.0)

    /// - Parameters:
    ///   - isWatched: metrics are asked for every second, systemd's watchdog is fed, librdkafka's statistics and
    ///     system.metrics are written, and the log is that of the defaults. Otherwise it is asked every five seconds
    ///     whether it is through, and nothing else.
    init(_ installation: Installation, job: JobLoader.Outcome, isWatched: Bool) throws {
        var own = installation
        if !isWatched { own.properties.append("statistics.interval.ms: 0") }
        try own.applyTopics()
        defer { try? own.remove() }
        let notify = try LoopbackNotify()
        let yaml =
            isWatched
            ? own.yaml
            : own.yaml.replacing("level: info", with: "level: error").replacing(
                "outputs: {", with: "outputs: {system_metrics: false, ")
        let daemon = try Daemon(
            configuration: yaml,
            environment: isWatched ? ["NOTIFY_SOCKET": notify.path, "WATCHDOG_USEC": "60000000"] : [:])
        let clock = ContinuousClock()
        var (movedAt, last, scrapes) = (clock.now, -1.0, [Double]())
        while true {
            try Interruption.sleep(milliseconds: isWatched ? 1_000 : 5_000)
            let askedAt = clock.now
            guard let page = MetricsPage(daemon) else {
                guard daemon.isRunning, clock.now - movedAt < .seconds(Self.stuckSeconds) else {
                    throw BenchmarkFailure("the daemon ended or never answered")
                }
                continue
            }
            let tookMs = (clock.now - askedAt).seconds * 1000
            let now = page.sum("iropsd_commits_total") + page.sum("iropsd_messages_total")
            if now != last { (movedAt, last) = (clock.now, now) }
            let accepted = page.sum("iropsd_events_accepted_total")
            if accepted > 0, Int(accepted) < job.events { scrapes.append(tookMs) }
            let quiet = (clock.now - movedAt).seconds
            if quiet >= Self.quietSeconds, Int(accepted) >= job.events, page.sum("iropsd_partition_lag") == 0 {
                let first = page.samples("iropsd_first_record_seconds").min() ?? 0
                let end = page.samples("iropsd_last_commit_seconds").max() ?? 0
                eventsPerSecond = accepted / (end - first)
                daemonMicroseconds =
                    ProcessFigures(of: [daemon.processID]).cpuMicroseconds / Double(job.events)
                break
            }
            guard quiet < Self.stuckSeconds else { throw BenchmarkFailure("nothing moved for \(Int(quiet)) s") }
        }
        self.scrapes = scrapes
        guard daemon.terminate(seconds: 30) == 0 else { throw BenchmarkFailure("the daemon did not end in order") }
        logBytes = daemon.logBytes
    }
}

/// A socket like systemd's, which nobody reads.
private struct LoopbackNotify: ~Copyable {
    let path: String
    private let descriptor: Int32

    init() throws {
        path = "/tmp/iropsd-bench-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, bound == 0 else { throw BenchmarkFailure("no socket at \(path)") }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }
}
