import DisruptionService

extension Program {
    /// The program with all its commands.
    static let iropsd = Program(
        name: "iropsd", version: ServiceVersion.text, versionDetails: ServiceVersion.details,
        about: "detects disruptions of flight operations as they happen",
        commands: [
            RunCommand.self, CheckCommand.self, TopicsPlanCommand.self, TopicsApplyCommand.self, MigrateCommand.self,
            ReplayCommand.self, LearnCommand.self, BacktestCommand.self, SimulateCommand.self, SteerCommand.self,
            StatusCommand.self, TopCommand.self, TailCommand.self, ExplainCommand.self, DeadLettersListCommand.self,
            DeadLettersShowCommand.self, DeadLettersRedriveCommand.self, DecodeMetarCommand.self, DecodeTafCommand.self,
            DemoCommand.self,
        ],
        pages: [
            HelpPage("configuration", "shows every key of the configuration") {
                ReferenceFile().text
            }
        ])
}
