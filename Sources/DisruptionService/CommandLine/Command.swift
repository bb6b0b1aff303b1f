/// One command of the program: what it takes, and what it does with that.
public protocol Command: Sendable {
    static var syntax: CommandSyntax { get }

    /// Takes the arguments, which fit `syntax`, and refuses values that mean nothing.
    init(_ arguments: Arguments) throws(UsageError)

    /// Does the work. Results go to standard output; what an error says goes to standard error, after the command's
    /// name.
    func run() throws -> ExitCode
}
