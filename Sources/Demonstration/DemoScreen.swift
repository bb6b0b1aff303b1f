import DisruptionService
import Synchronization

/// What a demo shows while it runs: lines that stay, and one progress line that is rewritten on a terminal.
final class DemoScreen: Sendable {
    private struct State {
        var progress = ""
        var shownMs: Int64 = 0
    }

    private let console: Console
    private let isTerminal: Bool
    private let state = Mutex(State())

    /// Milliseconds between two progress lines where nobody watches.
    private static let quietMs: Int64 = 10_000

    init(console: Console) {
        self.console = console
        isTerminal = console.isTerminal
    }

    /// A line that stays.
    func tell(_ text: String) {
        state.withLock { state in
            console.output((isTerminal ? "\r\u{1B}[K" : "") + text + "\n")
            if isTerminal { console.output(state.progress) }
        }
    }

    /// Replaces the progress line; empty takes it away.
    func progress(_ text: String) {
        state.withLock { state in
            state.progress = text
            if isTerminal {
                console.output("\r\u{1B}[K" + text)
            } else if !text.isEmpty, SystemClock.monotonicMs() - state.shownMs >= Self.quietMs {
                state.shownMs = SystemClock.monotonicMs()
                console.output(text + "\n")
            }
        }
    }
}
