@testable import DisruptionService

/// Configurations from text, with an environment of their own.
enum ConfigurationText {
    static func load(
        _ text: String, variables: [String: String] = [:], files: [String: String] = [:]
    ) throws(ConfigurationError) -> ConfigurationFile {
        try ConfigurationFile(
            path: "iropsd.yaml", bytes: Array(text.utf8),
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
