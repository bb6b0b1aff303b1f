import Glibc

/// Shows a replay's progress on standard error: one line rewritten on a terminal, else a line every ten seconds.
final class ReplayDisplay {
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

    func show(_ progress: ReplayProgress) {
        if isTerminal {
            console.error("\r\u{1B}[K" + progress.text)
            isLineOpen = true
        } else if clockMs() - shownMs >= Self.quietMs {
            shownMs = clockMs()
            console.error(progress.text + "\n")
        }
    }

    /// A line that stays.
    func tell(_ text: String) {
        console.error((isLineOpen ? "\r\u{1B}[K" : "") + text + "\n")
        isLineOpen = false
    }
}
