import Harness

/// What a daemon's /metrics said at one moment.
struct MetricsPage {
    private let lines: [Substring]

    /// Nil while nobody answers.
    init?(_ daemon: Daemon) {
        guard let answer = daemon.get("/metrics"), answer.status == 200 else { return nil }
        lines = answer.body.split(separator: "\n")
    }

    /// The samples of a metric whose labels hold a text.
    func samples(_ metric: String, mentioning text: String = "") -> [Double] {
        lines.compactMap { line in
            guard line.hasPrefix(metric + "{") || line.hasPrefix(metric + " "), text.isEmpty || line.contains(text)
            else { return nil }
            return line.split(separator: " ").last.flatMap { Double($0) }
        }
    }

    func sum(_ metric: String, mentioning text: String = "") -> Double {
        samples(metric, mentioning: text).reduce(0, +)
    }
}
