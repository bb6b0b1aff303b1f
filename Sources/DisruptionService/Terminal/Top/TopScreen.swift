import DisruptionCore

/// One look at a running daemon.
struct TopLook {
    /// Seconds since 1970.
    let at: Double
    let page: MetricsPage
    /// Nil where it is ready; otherwise what it waits for.
    let waiting: String?
}

/// The lines of `iropsd top`: how the daemon does, and the worst of what is open.
struct TopScreen {
    let lines: [String]

    /// - Parameters:
    ///   - earlier: the look before, for rates; nil for none.
    ///   - address: where the daemon was asked.
    ///   - height: lines at the most.
    init(_ look: TopLook, earlier: TopLook?, address: String, board: OpenBoard, height: Int, isColoured: Bool) {
        func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
        let page = look.page
        func rate(_ name: String) -> Double? {
            guard let earlier, let now = page.sum(name), let before = earlier.page.sum(name), look.at > earlier.at
            else {
                return nil
            }
            return max(0, now - before) / (look.at - earlier.at)
        }
        let version = page["iropsd_build_info"].first?.labels["version"] ?? "?"
        let up = page.sum("process_start_time_seconds").map { "up \(StatusScreen.span(look.at - $0))" } ?? ""
        let memory = page.sum("process_resident_memory_bytes").map { "\(StatusScreen.count($0 / 1_000_000)) MB" } ?? ""
        let cpu = rate("process_cpu_seconds_total").map { "\(Int64(($0 * 100).rounded())) % of a core" } ?? ""
        let state = look.waiting.map { "NOT READY: \($0)" } ?? "ready"
        var lines = [
            bold("iropsd \(version) at \(address)") + "  \(state)",
            Self.row("process", [up, memory, cpu]),
            Self.row(
                "events",
                [
                    rate("iropsd_events_accepted_total").map { "\(StatusScreen.count($0))/s" } ?? "",
                    "\(StatusScreen.count(page.sum("iropsd_events_accepted_total") ?? 0)) accepted",
                    Self.letters(page),
                ]),
            Self.row(
                "to read",
                [
                    "\(StatusScreen.count(page.sum("iropsd_partition_lag") ?? 0)) records",
                    page["iropsd_group_lag_seconds"].map(\.value).max().map { "oldest \(StatusScreen.span($0))" } ?? "",
                    Self.eventTime(page, look.at),
                ]),
            Self.row(
                "commits",
                [
                    rate("iropsd_commits_total").map { "\(Self.tenths($0))/s" } ?? "",
                    page["iropsd_last_commit_seconds"].map(\.value).max().map {
                        "last \(StatusScreen.span(look.at - $0)) ago"
                    } ?? "",
                    page.sum("iropsd_sink_lag").map {
                        $0 > 0 ? "tables \(StatusScreen.count($0)) behind" : "tables up to date"
                    }
                        ?? "",
                ]),
        ]
        let severities = board.severities.map { "\($0.count) \($0.severity)" }
        lines += [
            "", bold("\(board.count) open") + (severities.isEmpty ? "" : ": " + severities.joined(separator: ", ")),
        ]
        for news in board.worst(max(0, height - lines.count)) {
            lines.append(news.line(isColoured: isColoured))
        }
        self.lines = lines
    }

    private static func row(_ name: String, _ parts: [String]) -> String {
        name + String(repeating: " ", count: max(1, 10 - name.count))
            + parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func letters(_ page: MetricsPage) -> String {
        let letters = page.sums("iropsd_dead_letters_total", by: "reason").filter { $0.value > 0 }
        if letters.isEmpty { return "no dead letters" }
        return "dead letters " + letters.map { "\($0.name) \(StatusScreen.count($0.value))" }.joined(separator: ", ")
    }

    private static func eventTime(_ page: MetricsPage, _ now: Double) -> String {
        guard let least = page["iropsd_watermark_seconds"].map(\.value).min() else { return "" }
        let by = page["iropsd_held_back"].compactMap { $0.labels["by"] }
        let counts = Dictionary(by.map { ($0, 1) }, uniquingKeysWith: +)
        let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first?.key
        return "event time \(StatusScreen.span(now - least)) behind the clock" + (most.map { " by \($0)" } ?? "")
    }

    /// `12.3`.
    private static func tenths(_ value: Double) -> String {
        let tenths = Int64((max(0, min(value, 1e9)) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
