import DisruptionCore
import WireFormat

/// `iropsd status`: how a running daemon stands, on one screen.
public struct StatusCommand: Command {
    public static let syntax = CommandSyntax(
        "status", summary: "how a running daemon stands",
        details: """
            Asks the daemon of a configuration over HTTP (http.listen) and prints how it stands: whether it is ready \
            and what it waits for, what it has still to read, event time, entities, dead letters, the database. \
            Exits 0 when it is ready, 1 when it is not or does not answer.
            """,
        options: [.config], examples: ["status --config /etc/iropsd/iropsd.yaml"])

    private let path: String

    public init(_ arguments: Arguments) throws(UsageError) { path = try arguments.value(of: "config") }

    public func run() throws -> ExitCode {
        let probe = try ServiceProbe(try ConfigurationFile(path: path).configuration, path: path)
        let ready = try probe.get("/ready")
        let page = MetricsPage(try probe.get("/metrics").body)
        let now = Double(SystemClock.now().ms) / 1000
        let text = StatusScreen(page, at: now).text
        Console.standard.output(
            "iropsd at \(probe.address): \(ready.status == 200 ? "ready" : "not ready: \(ready.body)")\n\(text)")
        return ready.status == 200 ? .ok : .failed
    }
}

/// The lines of `iropsd status`.
struct StatusScreen {
    let text: String

    /// - Parameter now: seconds since 1970.
    init(_ page: MetricsPage, at now: Double) {
        var lines: [(String, String)] = []
        let version = page["iropsd_build_info"].first?.labels["version"] ?? "?"
        let started = page.sum("process_start_time_seconds").map { ", up \(Self.span(now - $0))" } ?? ""
        let memory = page.sum("process_resident_memory_bytes").map { ", \(Self.count($0 / 1_000_000)) MB" } ?? ""
        lines.append(("process", "version \(version)\(started)\(memory)"))
        let lag = page.sums("iropsd_partition_lag", by: "topic").filter { $0.value > 0 }
        let behind = lag.map { "\($0.name) \(Self.count($0.value))" }.joined(separator: ", ")
        lines.append(("to read", lag.isEmpty ? "nothing" : "\(Self.count(lag.reduce(0) { $0 + $1.value })): \(behind)"))
        if let least = page["iropsd_watermark_seconds"].map(\.value).min() {
            lines.append(("event time", "\(Self.span(now - least)) behind the clock"))
        }
        if let last = page["iropsd_last_commit_seconds"].map(\.value).max() {
            let restarts = page.sum("iropsd_lane_restarts_total") ?? 0
            let anew = restarts > 0 ? "; lanes started anew \(Self.count(restarts)) times" : ""
            lines.append(("committed", "\(Self.span(now - last)) ago\(anew)"))
        }
        let events = page.sum("iropsd_events_accepted_total") ?? 0
        lines.append(("events", "\(Self.count(events)) since the start"))
        let open = page.sums("iropsd_disruptions_open", by: "pattern").filter { $0.value > 0 }
        let patterns = open.map { "\(Self.count($0.value)) \($0.name)" }.joined(separator: ", ")
        if page.sum("iropsd_disruptions_open") != nil {
            lines.append(("open", open.isEmpty ? "no disruptions" : patterns))
        }
        let entities = page.sums("iropsd_entities", by: "kind").map { "\(Self.count($0.value)) \($0.name)" }
        if !entities.isEmpty { lines.append(("in memory", entities.joined(separator: ", "))) }
        let letters = page.sums("iropsd_dead_letters_total", by: "reason").filter { $0.value > 0 }
        let reasons = letters.map { "\($0.name) \(Self.count($0.value))" }.joined(separator: ", ")
        lines.append(("dead letters", letters.isEmpty ? "none since the start" : reasons))
        if let tables = page.sum("iropsd_sink_lag") {
            lines.append(("tables", tables > 0 ? "\(Self.count(tables)) records behind" : "up to date"))
        }
        text = lines.map { $0.0 + String(repeating: " ", count: max(1, 14 - $0.0.count)) + $0.1 + "\n" }.joined()
    }

    /// `12,345`.
    static func count(_ value: Double) -> String {
        let digits = String(Int64(max(0, min(value, 1e15)).rounded()))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// `35 s`, `12 min`, `3 h 5 min`, `4 days`.
    static func span(_ seconds: Double) -> String {
        let seconds = Int64(max(0, min(seconds, 1e12)))
        if seconds < 120 { return "\(seconds) s" }
        if seconds < 7200 { return "\(seconds / 60) min" }
        if seconds < 48 * 3600 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
        return "\(seconds / 86_400) days"
    }
}
