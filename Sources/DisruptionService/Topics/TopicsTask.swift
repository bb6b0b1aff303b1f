/// What `iropsd topics` does.
public struct TopicsTask: Sendable {
    private let console: Console

    public init(console: Console = .standard) { self.console = console }

    /// Writes what the cluster lacks.
    /// - Throws: `ConfigurationError`, `TopicsError`.
    public func plan(configurationAt path: String) throws -> ExitCode {
        let plan = try administration(path).plan()
        console.output(TopicPlanText(plan: plan).text(configuration: path))
        return .ok
    }

    /// Makes the cluster as declared, and writes a line for each thing done.
    /// - Parameter incarnation: the one to write where the record of it is lost.
    /// - Returns: `failed` when something is left that needs a person.
    /// - Throws: `ConfigurationError`, `TopicsError`.
    public func apply(configurationAt path: String, incarnation: Int64? = nil) throws -> ExitCode {
        let isMet = try administration(path).apply(incarnation: incarnation) { report in
            let line = "\(report.topic): \(report.text)\n"
            if report.isFailure { console.error(line) } else { console.output(line) }
        }
        guard isMet else {
            console.error("Not all topics are as declared, see above.\n")
            return .failed
        }
        console.output("All topics are as declared.\n")
        return .ok
    }

    private func administration(_ path: String) throws -> TopicAdministration {
        let configuration = try ConfigurationFile(path: path).configuration
        return try TopicAdministration(configuration, catalog: .declared(by: configuration))
    }
}

extension ConfigurationCheck {
    /// Asks the brokers of the configuration whether they answer and have the topics of this build.
    static let topics: Probe = { configuration in
        do {
            let catalog = try TopicCatalog.declared(by: configuration)
            let administration = try TopicAdministration(configuration, catalog: catalog, requestLimit: .seconds(5))
            let plan = try administration.plan()
            let answered = Finding("broker", .ok, "\(configuration.kafka.bootstrapServers) answers")
            guard plan.isMet else { return [answered, Finding("topics", .wrong, TopicPlanText(plan: plan).finding)] }
            guard let history = try LogIncarnation(configuration).history(within: .seconds(10)) else {
                let text = "the log has no incarnation yet; `iropsd topics apply` writes it"
                return [answered, Finding("topics", .wrong, text)]
            }
            if let cause = history.conflict(with: StartCheck.layout(catalog)) {
                return [answered, Finding("topics", .wrong, "\(cause)")]
            }
            return [answered, Finding("topics", .ok, "all \(catalog.topics.count) as declared")]
        } catch {
            return [Finding("broker", .wrong, "\(error)")]
        }
    }
}
