package import Simulator
import Wording

/// A scenario as the command line names it: a built-in one or a file, and when its first step is to happen.
package struct ScenarioChoice: Sendable, Equatable {
    private enum Origin: Equatable {
        case library(String)
        case file(String)
    }

    private let origin: Origin
    /// Minutes from 00:00 UTC of the first day at which its first step happens; nil for as it is written.
    let firstMinute: Int?

    /// - Parameter word: `weather`, `./snow.yaml`, or either with `@14:00` behind it.
    /// - Throws: `UsageError` for a name that there is not.
    package init(_ word: String) throws(UsageError) {
        var name = word[...]
        if let at = word.lastIndex(of: "@"), !ScenarioChoice.isPath(word[at...]) {
            name = word[..<at]
            let time = word[word.index(after: at)...]
            guard let minutes = ScenarioClock.minutes(time) else {
                throw UsageError(
                    "\(QuotedText.of(word)): \(QuotedText.of(String(time))) is no time; allowed behind the @: "
                        + ScenarioClock.allowed)
            }
            firstMinute = minutes
        } else {
            firstMinute = nil
        }
        if ScenarioChoice.isPath(name) {
            origin = .file(String(name))
        } else if ScenarioLibrary.names.contains(String(name)) {
            origin = .library(String(name))
        } else {
            let nearest = NearestName.find(String(name), among: ScenarioLibrary.names)
            let hint =
                nearest.map { "did you mean \($0)?" }
                ?? "there are \(ScenarioLibrary.names.joined(separator: ", ")), and files whose names end in .yaml"
            throw UsageError("unknown scenario \(QuotedText.of(String(name))); \(hint)")
        }
    }

    /// A word that names a file rather than a scenario.
    private static func isPath(_ word: Substring) -> Bool {
        word.contains("/") || word.hasSuffix(".yaml") || word.hasSuffix(".yml")
    }

    /// Reads it.
    /// - Throws: `ConfigurationError` with everything that is wrong in a file, `CommandError`.
    package func load() throws -> Scenario {
        var scenario: Scenario
        switch origin {
        case .file(let path): scenario = try ScenarioFile.read(path: path)
        case .library(let name):
            guard let found = try ScenarioLibrary.scenario(named: name) else {
                throw CommandError("unknown scenario \(name)", exitCode: .usage)
            }
            scenario = found
        }
        if let firstMinute { try Self.move(&scenario, to: firstMinute) }
        return scenario
    }

    /// Moves all steps so that the first one happens at a minute.
    static func move(_ scenario: inout Scenario, to firstMinute: Int) throws(CommandError) {
        guard let first = scenario.steps.map(\.minute).min() else {
            throw CommandError("\(scenario.name) has no steps that an @ could move", exitCode: .usage)
        }
        for index in scenario.steps.indices { scenario.steps[index].minute += firstMinute - first }
    }
}
