import DisruptionCore
import History

/// What was scored, how, and how long it took: the head of scores and page.
struct ReportHead {
    let files: [FileSurvey]
    let weather: Int
    let airports: AirportDirectory
    let version: String
    let configuration: String?
    let learned: String?
    let configID: String
    /// Settings that are not at their defaults, `name` and value.
    let settings: [(name: String, value: Int64)]
    let rules: EventRules
    let summary: BacktestSummary

    init(_ input: BacktestInput, _ settings: EngineSettings, _ summary: BacktestSummary) {
        files = input.history.surveys
        weather = input.weather.count
        airports = input.airports
        version = input.version
        configuration = input.configuration
        learned = input.learned?.name
        configID = summary.configID
        rules = input.rules
        self.summary = summary
        self.settings = SettingID.allCases.compactMap {
            let setting = EngineSettings.setting($0)
            return settings[$0] == setting.default ? nil : (setting.name, settings[$0])
        }
    }
}
