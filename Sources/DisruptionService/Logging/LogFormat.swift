import Glibc

/// The form of log lines.
public enum LogFormat: Sendable, Equatable {
    /// One JSON object a line.
    case json
    /// Columns for a person.
    case text(isColoured: Bool)
    /// Text with systemd's priority in front and without the time, which the journal has.
    case journal

    /// What a choice means here.
    /// - Parameters:
    ///   - isTerminal: whether the log goes to a terminal.
    ///   - environment: a variable of the environment. `JOURNAL_STREAM` says that systemd reads, `NO_COLOR` and
    ///     `TERM=dumb` that there are to be no colours (no-color.org).
    public init(_ choice: LogFormatChoice, isTerminal: Bool, environment: (String) -> String?) {
        let hasColours = isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
        switch choice {
        case .json: self = .json
        case .journal: self = .journal
        case .text: self = .text(isColoured: hasColours)
        case .auto:
            if isTerminal {
                self = .text(isColoured: hasColours)
            } else {
                self = environment("JOURNAL_STREAM") == nil ? .json : .journal
            }
        }
    }

    /// What a choice means for this process's standard error.
    public static func standardError(_ choice: LogFormatChoice) -> LogFormat {
        LogFormat(choice, isTerminal: isatty(STDERR_FILENO) == 1) { name in getenv(name).map { String(cString: $0) } }
    }
}
