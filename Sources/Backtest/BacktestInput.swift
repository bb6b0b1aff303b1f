public import DisruptionCore
public import History

/// What a backtest works on.
public struct BacktestInput {
    /// Legs, surveyed; taken once.
    public var history: HistoryFiles
    public var weather = WeatherReports()
    public var rules = EventRules()
    public var airports: AirportDirectory
    /// By which wind across is judged; without them it takes nothing.
    public var runways = RunwayDirectory.empty
    /// Thresholds as configured; see `Backtest.settings`.
    public var settings = EngineSettings()
    /// Entities partitions, one thread each; 1…`BacktestLimits.partitionsMax`.
    public var partitions = 1
    /// The folder of the report.
    public var report: String
    /// What the engines have learned, from the first day on; nil for the defaults.
    public var learned: LearnedFile?
    /// For the report: the program's version and the configuration file.
    public var version = ""
    public var configuration: String?

    public init(history: HistoryFiles, airports: AirportDirectory, report: String) {
        self.history = history
        self.airports = airports
        self.report = report
    }
}

/// How far a backtest is.
public struct BacktestProgress: Sendable {
    /// Everything has been told; scores and report are being made.
    public var isScoring = false
    /// Event time that the engines have reached; nil before the first slice.
    public var reached: Instant?
    public var events = 0
    public var versions = 0
}

/// What a backtest did, in figures.
public struct BacktestSummary: Sendable {
    public var legs = 0
    public var events = 0
    public var versions = 0
    public var predictions = 0
    /// Facts that the engines refused.
    public var refused = 0
    public var partitions = 0
    /// Wall time until everything was told, and until the report was there.
    public var secondsOfEngines = 0.0
    public var seconds = 0.0
    /// Of the whole process.
    public var peakBytes = 0
    public var configID = ""
}
