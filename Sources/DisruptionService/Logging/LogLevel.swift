/// How important an event is.
public enum LogLevel: String, CaseIterable, Sendable, Comparable {
    /// Somebody has to do something.
    case error
    /// Something is wrong and heals, or may need somebody later.
    case warning
    /// What an operator wants to know of an ordinary day.
    case info
    /// For finding faults.
    case debug

    /// syslog's priority, which systemd reads in angle brackets at the start of a line.
    var priority: Int {
        switch self {
        case .error: 3
        case .warning: 4
        case .info: 6
        case .debug: 7
        }
    }

    /// More important first.
    public static func < (a: LogLevel, b: LogLevel) -> Bool { a.priority < b.priority }
}

/// What `log.format` says.
public enum LogFormatChoice: String, CaseIterable, Sendable {
    case auto, journal, text, json
}
