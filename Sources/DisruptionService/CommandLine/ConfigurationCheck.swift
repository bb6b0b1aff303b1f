/// What `iropsd check` does: the configuration's syntax and meaning, and on request the services it names.
public struct ConfigurationCheck: Sendable {
    /// One service to ask: its name, and what asking it gives.
    public struct Probe: Sendable {
        /// What a probe found.
        public enum Finding: Sendable, Equatable {
            /// What is there, e.g. `3 brokers, cluster abc`.
            case ok(String)
            /// What is wrong, and what to do about it.
            case wrong(String, toDo: String)
            /// Not asked, because of this.
            case skipped(String)
        }

        /// One word, e.g. `broker`.
        public let name: String
        /// Asks, within a few seconds, and never throws.
        public let ask: @Sendable (Configuration) -> Finding

        public init(_ name: String, ask: @escaping @Sendable (Configuration) -> Finding) {
            self.name = name
            self.ask = ask
        }
    }

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
        console.output("ok      configuration: \(path), \(given) given, the others at their defaults\n")
        if showsValues { console.output(file.lines.map { "        \($0)\n" }.joined()) }
        var code = ExitCode.ok
        for probe in probes {
            switch probe.ask(file.configuration) {
            case .ok(let found): console.output("ok      \(probe.name): \(found)\n")
            case .skipped(let reason): console.output("-       \(probe.name): not asked, \(reason)\n")
            case .wrong(let what, let toDo):
                console.output("wrong   \(probe.name): \(what)\n        to do: \(toDo)\n")
                code = .failed
            }
        }
        return code
    }
}
