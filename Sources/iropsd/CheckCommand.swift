import DisruptionService

/// `iropsd check`: is this configuration right?
struct CheckCommand: Command {
    static let syntax = CommandSyntax(
        "check", summary: "is this configuration right?",
        details: "Reads the file and names everything that is wrong with it, each with its line and column.",
        operands: [OperandSyntax("FILE", "The configuration file.")],
        options: [OptionSyntax(switch: "show", "Also write every key with the value in force, secrets masked.")],
        examples: ["check /etc/iropsd/iropsd.yaml", "check iropsd.yaml --show"])

    private let path: String
    private let showsValues: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        path = arguments.operands[0]
        showsValues = arguments.has("show")
    }

    func run() throws -> ExitCode {
        try ConfigurationCheck(probes: []).run(path, showsValues: showsValues)
    }
}
