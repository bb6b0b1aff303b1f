import Glibc

/// Shows a feed's progress on standard error: one line rewritten on a terminal, else a line every ten seconds.
final class FeedDisplay {
    private let console: Console
    private let isTerminal: Bool
    private let clockMs: () -> Int64
    private var shownMs: Int64
    private var isLineOpen = false

    /// Milliseconds between two lines where nobody watches.
    private static let quietMs: Int64 = 10_000

    init(console: Console, isTerminal: Bool = isatty(STDERR_FILENO) == 1, clockMs: @escaping () -> Int64) {
        self.console = console
        self.isTerminal = isTerminal
        self.clockMs = clockMs
        shownMs = clockMs()
    }

    func show(_ progress: @autoclosure () -> String) {
        if isTerminal {
            // What is longer than the terminal is wide could not be rewritten.
            console.error("\r\u{1B}[K" + progress().prefix(columns))
            isLineOpen = true
        } else if clockMs() - shownMs >= Self.quietMs {
            shownMs = clockMs()
            console.error(progress() + "\n")
        }
    }

    /// Columns of the terminal that a line may fill.
    private var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return Self.usualColumns }
        return Int(size.ws_col) - 1
    }

    private static let usualColumns = 79

    /// A line that stays.
    func tell(_ text: String) {
        console.error((isLineOpen ? "\r\u{1B}[K" : "") + text + "\n")
        isLineOpen = false
    }
}
