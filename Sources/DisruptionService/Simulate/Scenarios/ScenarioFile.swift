import Simulator

/// A scenario file: a summary, a date, what else goes wrong, and steps.
enum ScenarioFile {
    /// Reads and checks a file.
    /// - Throws: `ConfigurationError` with everything that is wrong: exit code 2, nothing to retry.
    static func read(path: String) throws(ConfigurationError) -> Scenario {
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(path, bytesMax: ServiceLimits.configurationBytes)
        } catch {
            throw problem(path, nil, "cannot be read: \(error.reason)")
        }
        let base = path.split(separator: "/").last ?? ""
        let name = base.split(separator: ".").first ?? base
        return try read(bytes, file: path, name: String(name))
    }

    /// - Parameters:
    ///   - file: as messages name it.
    ///   - name: the scenario's.
    static func read(
        _ bytes: [UInt8], file: String, name: String, meaning: @escaping ScenarioReader.Meaning = ScenarioReader.meaning
    ) throws(ConfigurationError) -> Scenario {
        let root: DocumentNode?
        do {
            root = try YamlDocument.read(bytes, nodesMax: ServiceLimits.scenarioNodes)
        } catch {
            throw problem(file, error.position, error.what)
        }
        var reader = ScenarioReader(file: file, meaning: meaning)
        let scenario = reader.read(root, name: name)
        guard reader.problems.isEmpty else {
            throw ConfigurationError(file: file, problems: reader.problems, leftOut: reader.leftOut)
        }
        return scenario
    }

    private static func problem(_ file: String, _ position: DocumentPosition?, _ what: String) -> ConfigurationError {
        let problem = ConfigurationProblem(position: position, key: "", problem: ValueProblem(what))
        return ConfigurationError(file: file, problems: [problem], leftOut: 0)
    }
}
