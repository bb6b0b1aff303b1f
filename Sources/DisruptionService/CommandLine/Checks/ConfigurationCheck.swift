/// What `iropsd check` does: the configuration's syntax and meaning, what it needs of this machine, and on request the
/// services that it names.
public struct ConfigurationCheck: Sendable {
    /// What asking a service gave.
    public struct Finding: Sendable, Equatable {
        /// Whether it is as it should be.
        public enum Verdict: String, Sendable {
            case ok, wrong
            /// Right, and to be known.
            case note
            /// Not asked.
            case skipped = "-"
        }

        /// One word, e.g. `broker`.
        public let subject: String
        public let verdict: Verdict
        /// What is there; or what is wrong and what to do; or why it was not asked.
        public let text: String

        public init(_ subject: String, _ verdict: Verdict, _ text: String) {
            self.subject = subject
            self.verdict = verdict
            self.text = text
        }
    }

    /// Asks a service, within a few seconds, and tells at least one finding.
    public typealias Probe = @Sendable (Configuration) -> [Finding]

    private let probes: [Probe]
    private let console: Console

    /// - Parameter probes: asked in this order, all of them, when the configuration is right.
    public init(probes: [Probe], console: Console = .standard) {
        self.probes = probes
        self.console = console
    }

    /// Checks a file and writes one line per finding.
    /// - Parameter showsValues: also write every key with its value, secrets masked.
    /// - Returns: `failed` when a service is not as it should be.
    /// - Throws: `ConfigurationError` when the file is wrong.
    public func run(_ path: String, showsValues: Bool) throws(ConfigurationError) -> ExitCode {
        let file = try ConfigurationFile(path: path)
        let given = file.keysGiven == 1 ? "1 key" : "\(file.keysGiven) keys"
        tell(Finding("configuration", .ok, "\(path), \(given) given, the others at their defaults"))
        if !file.keysWithoutEffect.isEmpty {
            tell(Finding("configuration", .note, ConfigurationFile.noEffect(file.keysWithoutEffect)))
        }
        if let learned = file.configuration.learnedInput {
            tell(Finding("learned", .ok, "\(file.configuration.learned ?? ""), \(learned.text)"))
        }
        let environment = EnvironmentCheck(file: file).findings
        environment.forEach(tell)
        if showsValues { console.output(file.lines.map { "        \($0)\n" }.joined()) }
        var code = environment.contains { $0.verdict == .wrong } ? ExitCode.failed : .ok
        for probe in probes {
            for finding in probe(file.configuration) {
                tell(finding)
                if finding.verdict == .wrong { code = .failed }
            }
        }
        return code
    }

    private func tell(_ finding: Finding) {
        let verdict = finding.verdict.rawValue
        let gap = String(repeating: " ", count: max(1, 8 - verdict.count))
        console.output("\(verdict)\(gap)\(finding.subject): \(finding.text)\n")
    }
}
