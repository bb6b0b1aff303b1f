import Backtest
import DisruptionCore

/// A backtest's figures for people.
enum BacktestText {
    /// One line: where event time is, how much of the span that is, how fast it goes.
    static func progress(
        _ progress: BacktestProgress, _ span: (first: Instant, last: Instant), seconds: Double
    ) -> String {
        let rate = Int(Double(progress.events) / max(0.001, seconds))
        if progress.isScoring { return "scoring \(FeedText.count(progress.versions)) versions" }
        guard let reached = progress.reached else { return "reading" }
        let whole = max(1, span.last.ms - span.first.ms)
        let share = max(0, min(100, (reached.ms - span.first.ms) * 100 / whole))
        return "\(FeedText.minute(reached))  \(share) %  \(FeedText.count(progress.events)) events, "
            + "\(FeedText.count(rate))/s, \(FeedText.count(progress.versions)) versions"
    }

    /// Two lines for the end.
    static func summary(_ summary: BacktestSummary, report: String) -> String {
        let rate = Int(Double(summary.events) / max(0.001, summary.secondsOfEngines))
        return "\(FeedText.count(summary.legs)) legs, \(FeedText.count(summary.events)) events, "
            + "\(FeedText.count(summary.versions)) versions, \(FeedText.count(summary.predictions)) predictions in "
            + "\(seconds(summary.seconds)) s: \(FeedText.count(rate)) events/s on \(summary.partitions) "
            + "thread\(summary.partitions == 1 ? "" : "s"), "
            + "\(summary.peakBytes / 1_048_576) MiB at most\n\(report)/report.html"
    }

    private static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
