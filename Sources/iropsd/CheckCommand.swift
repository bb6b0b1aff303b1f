import DisruptionService

/// `iropsd check`: is this configuration right?
struct CheckCommand: Command {
    static let syntax = CommandSyntax(
        "check", summary: "is this configuration right?",
        details: """
            Reads the file and names everything that is wrong with it, each with its line and column; then looks at \
            what it needs of this machine: files, who may read secrets, libraries. With --connect it also asks the \
            services that the file names, as the daemon would: brokers, topics and their partitions, rights, the \
            database with its schema and grants. Each line says ok, or what to do. Writes nothing.
            """,
        operands: [OperandSyntax("FILE", "The configuration file.")],
        options: [
            OptionSyntax(switch: "connect", "Also ask the brokers and the database."),
            OptionSyntax(switch: "show", "Also write every key with the value in force, secrets masked."),
        ], examples: ["check /etc/iropsd/iropsd.yaml", "check iropsd.yaml --connect", "check iropsd.yaml --show"])

    private let path: String
    private let connects: Bool
    private let showsValues: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        path = arguments.operands[0]
        connects = arguments.has("connect")
        showsValues = arguments.has("show")
    }

    func run() throws -> ExitCode {
        let probes = [ConfigurationCheck.kafka, ConfigurationCheck.database]
        return try ConfigurationCheck(probes: connects ? probes : []).run(path, showsValues: showsValues)
    }
}
