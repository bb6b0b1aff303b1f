/// What a service tells systemd, and when: readiness when it really works, a line of how it stands, and the watchdog's
/// food only while its threads go on.
///
/// Pure but for the socket: whoever owns it calls it some times a second.
struct Supervisor {
    /// How the service stands.
    struct Standing {
        var isReady = false
        /// One line for `systemctl status`.
        var line = ""
        /// Threads that are stuck, by name.
        var stuck: [String] = []
        var isStopping = false
    }

    /// Milliseconds of a start or stop that systemd is asked to add while it goes on.
    private static let extensionMs: Int64 = 30_000
    /// Milliseconds between two such messages, and between two changes of the line.
    private static let paceMs: Int64 = 5000

    private let send: ([String]) -> Void
    /// Milliseconds between two meals of the watchdog; nil without one.
    private let mealMs: Int64?
    /// Milliseconds after which a thread that does nothing is stuck.
    let stuckMs: Int64
    private var isReady = false
    private var isStopping = false
    private var fedMs = Int64.min
    private var pacedMs = Int64.min
    private var line = ""

    /// - Parameters:
    ///   - watchdogMs: what `WATCHDOG_USEC` says, in milliseconds; nil where this process is not watched.
    ///   - send: hands lines to systemd.
    init(watchdogMs: Int64?, send: @escaping ([String]) -> Void) {
        mealMs = watchdogMs.map { max(1, $0 / 4) }
        stuckMs = watchdogMs.map { max(1, $0 / 4 * 3) } ?? 45_000
        self.send = send
    }

    /// Tells what is to be told.
    /// - Parameter now: monotonic milliseconds.
    mutating func look(_ standing: Standing, at now: Int64) {
        var lines: [String] = []
        if standing.isReady, !isReady, !standing.isStopping {
            isReady = true
            lines.append("READY=1")
        }
        if standing.isStopping, !isStopping {
            isStopping = true
            lines.append("STOPPING=1")
        }
        let isPaced = now >= pacedMs.addingReportingOverflow(Supervisor.paceMs).partialValue || pacedMs == .min
        if isPaced || !lines.isEmpty {
            pacedMs = now
            if !isReady, standing.stuck.isEmpty {
                lines.append("EXTEND_TIMEOUT_USEC=\(Supervisor.extensionMs * 1000)")
            }
            if standing.line != line {
                line = standing.line
                lines.append("STATUS=\(Supervisor.oneLine(line))")
            }
        }
        if let mealMs, standing.stuck.isEmpty, fedMs == .min || now - fedMs >= mealMs {
            fedMs = now
            lines.append("WATCHDOG=1")
        }
        if !lines.isEmpty { send(lines) }
    }

    /// The configuration is being read again.
    /// - Parameter now: monotonic microseconds, which systemd compares.
    func reloading(atUs now: Int64) {
        if isReady, !isStopping { send(["RELOADING=1", "MONOTONIC_USEC=\(now)"]) }
    }

    /// It was, and holds or was refused.
    func reloaded() {
        if isReady, !isStopping { send(["READY=1"]) }
    }

    private static func oneLine(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
}
