public import DisruptionCore
import Glibc
import History
import WireFormat

/// Months of history through the real engine, in memory: what would have been said, scored against what came true.
public struct Backtest {
    private let input: BacktestInput

    public init(_ input: BacktestInput) { self.input = input }

    /// The settings in force: those configured, without flight.state, which nobody reads here, and without lateness,
    /// since history comes in the order of time and what time causes can be said at once.
    public static func settings(_ configured: EngineSettings) -> EngineSettings {
        var settings = configured
        for (name, value) in forced { _ = settings.set(name, value) }
        return settings
    }

    private static let forced: [(String, Int64)] = [("outputs.flight_state", 0), ("time.allowed_lateness_minutes", 0)]

    /// Runs everything and writes the report.
    /// - Parameters:
    ///   - isStopped: asked often, from several threads; then nothing is written.
    ///   - progress: called about five times a second.
    /// - Throws: `BacktestError`.
    public func run(
        isStopped: @escaping @Sendable () -> Bool, progress: (BacktestProgress) -> Void
    ) throws(BacktestError) -> BacktestSummary {
        let start = Backtest.seconds()
        guard input.history.span != nil else { throw .nothing }
        let settings = Backtest.settings(input.settings)
        let writer = SaidWriter(try ReportFolder(path: input.report), reference: input.airports)
        var runtime = ParallelRuntime(
            partitions: min(max(input.partitions, 1), BacktestLimits.partitionsMax), settings: settings,
            reference: input.airports)
        runtime.learned = input.learned
        runtime.runways = input.runways
        let run = HistoryRun(runtime, input, writer: writer)
        try run.run(isStopped: isStopped, watch: progress)
        var summary = BacktestSummary()
        summary.secondsOfEngines = Backtest.seconds() - start
        var scoring = run.progress.value
        scoring.isScoring = true
        progress(scoring)

        let scores = Scores(run.history, writer.predictions, writer.book)
        summary.legs = run.history.truth.rows.count
        summary.events = writer.events
        summary.versions = writer.book.versions
        summary.predictions = writer.predictions.count
        summary.refused = writer.refused
        summary.partitions = runtime.layout.entities
        summary.configID = DisruptionRecord.hex(settings.id)
        summary.peakBytes = Backtest.peakBytes()
        summary.seconds = Backtest.seconds() - start
        if isStopped() { throw .stopped }
        let about = ReportHead(input, settings, summary)
        var json = JSONWriter(capacity: 1 << 18)
        ScoresDocument.write(scores, about, into: &json)
        var page = ByteWriter(capacity: 1 << 20)
        ReportPage.write(scores, run.history.truth, about, into: &page)
        if isStopped() { throw .stopped }
        try writer.publish(scores: json, page: page)
        summary.seconds = Backtest.seconds() - start
        return summary
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The most memory that the process had, in bytes. Source: getrusage(2), `ru_maxrss` in KiB.
    private static func peakBytes() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
