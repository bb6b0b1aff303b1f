@testable import DisruptionService

/// Configurations from text, with an environment of their own.
enum ConfigurationText {
    static let settings = [
        DetectorSetting(
            name: "cascading_delay.enabled", unit: "", range: 0...1, defaultValue: 1, meaning: "Look for cascades."),
        DetectorSetting(
            name: "cascading_delay.root_delay_minutes", unit: "min", range: 1...600, defaultValue: 15,
            meaning: "Delay from which a leg is a root."),
        DetectorSetting(
            name: "airport_congestion.open_permille", unit: "‰", range: 0...5000, defaultValue: 1150,
            meaning: "Demand over capacity from which it opens."),
    ]
    static let table = ConfigurationTable(detectors: settings)

    static func load(
        _ text: String, variables: [String: String] = [:], files: [String: String] = [:]
    ) throws(ConfigurationError) -> ConfigurationFile {
        try ConfigurationFile(
            path: "iropsd.yaml", bytes: Array(text.utf8), table: table,
            environment: ConfigurationEnvironment(
                variable: { variables[$0] },
                readFile: { path, _ in
                    guard let text = files[path] else {
                        throw FileProblem(path: path, reason: "No such file or directory")
                    }
                    return Array(text.utf8)
                }))
    }

    /// The configuration of a text that is right but for `kafka.bootstrap_servers`, which is put in front.
    static func configuration(_ text: String, variables: [String: String] = [:]) throws(ConfigurationError)
        -> Configuration
    {
        try load("kafka: {bootstrap_servers: 'k:9092'}\n" + text, variables: variables).configuration
    }

    /// What is said of a text that is wrong, line by line.
    static func complaints(
        _ text: String, variables: [String: String] = [:], files: [String: String] = [:]
    ) -> [String] {
        do {
            _ = try load(text, variables: variables, files: files)
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }
}
