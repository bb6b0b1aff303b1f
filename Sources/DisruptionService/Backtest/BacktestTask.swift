import Backtest
import DisruptionCore
import Glibc
import History
import ReferenceData

/// What `iropsd backtest` does: files, configuration and report, brought together.
struct BacktestTask: Sendable {
    var files: [String] = []
    var weather: [String] = []
    var report = ""
    var configuration: String?
    var selection = LegSelection()
    var rules = EventRules()
    /// nil for as many as there are cores.
    var partitions: Int?

    private let console: Console

    init(console: Console = .standard) { self.console = console }

    /// - Throws: `ConfigurationError`, `HistoryError`, `BacktestError`, `CommandError`.
    func run() throws -> ExitCode {
        let file = try configuration.map { try ConfigurationFile(path: $0).configuration }
        // Only what goes wrong is logged; the display says the rest.
        let log = Log(format: .standardError(.text), level: .warning)
        let stop = try Lifecycle.start(deadlineSeconds: Self.stopSeconds, log: log).stop
        let display = FeedDisplay(console: console, clockMs: SystemClock.monotonicMs)
        let airports = try HistorySurvey.airports(display)
        let history = try HistorySurvey.read(files, airports, selection, display)
        guard let span = history.span else { throw BacktestError.nothing }
        var input = BacktestInput(history: history, airports: airports, report: report)
        if !weather.isEmpty {
            let first = span.first.adding(minutes: -Int64(rules.scheduleLeadMinutes))
            let reports = try WeatherReports(
                paths: weather, airports: airports, span: first...span.last.adding(minutes: Self.weatherMinutes))
            tell(reports, display)
            input.weather = reports
        }
        input.rules = rules
        input.settings = file?.engine ?? EngineSettings()
        if let runways = file?.runways { input.runways = try RunwayFile(path: runways).directory }
        input.learned = file?.learnedInput?.file
        input.partitions = partitions ?? min(Self.cores, BacktestLimits.partitionsMax)
        input.version = ServiceVersion.text
        input.configuration = configuration
        return try report(input, span, stop, display)
    }

    /// - Throws: `BacktestError`.
    private func report(
        _ input: BacktestInput, _ span: (first: Instant, last: Instant), _ stop: StopRequest, _ display: FeedDisplay
    ) throws -> ExitCode {
        let start = SystemClock.monotonicMs()
        let result: Result<BacktestSummary, BacktestError>
        do throws(BacktestError) {
            result = .success(
                try Backtest(input).run(isStopped: { stop.isRequested }) { progress in
                    let seconds = Double(SystemClock.monotonicMs() - start) / 1000
                    display.show(BacktestText.progress(progress, span, seconds: seconds))
                })
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let summary):
            display.tell(BacktestText.summary(summary, report: report))
            return .ok
        case .failure(.stopped):
            display.tell(BacktestError.stopped.description)
            return .failed
        case .failure(let error): throw error
        }
    }

    /// Seconds that a clean stop may take: what is under way are milliseconds, but for the scores of years.
    private static let stopSeconds = 60
    /// Minutes of weather behind the last scheduled departure.
    private static let weatherMinutes: Int64 = 24 * 60

    private static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    private func tell(_ reports: WeatherReports, _ display: FeedDisplay) {
        for line in reports.named { display.tell("\(line): no weather report; the line is left out") }
        let more = reports.badLines - reports.named.count
        if more > 0 { display.tell("\(FeedText.count(more)) more lines of weather are left out") }
        display.tell("\(FeedText.count(reports.count)) weather reports")
    }
}
