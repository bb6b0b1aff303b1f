/// What a command tells its caller.
public enum ExitCode: Int32, Sendable {
    /// Done.
    case ok = 0
    /// It could not be done; the same call may work later.
    case failed = 1
    /// The call or the configuration is wrong; the same call never works.
    case usage = 2
}

/// An error that knows the exit code it leads to; others lead to `ExitCode.failed`.
public protocol ExitCodeError: Error {
    var exitCode: ExitCode { get }
}

extension ConfigurationError: ExitCodeError {
    public var exitCode: ExitCode { .usage }
}

/// A command line that does not fit the command.
public struct UsageError: ExitCodeError, Equatable, CustomStringConvertible {
    public let description: String
    public var exitCode: ExitCode { .usage }

    public init(_ description: String) { self.description = description }
}

/// A command that could not do its work: what happened, to what, and what to do.
public struct CommandError: ExitCodeError, Equatable, CustomStringConvertible {
    public let description: String
    public let exitCode: ExitCode

    public init(_ description: String, exitCode: ExitCode = .failed) {
        self.description = description
        self.exitCode = exitCode
    }
}
