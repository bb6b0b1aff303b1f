import DisruptionCore
import Glibc
import KafkaClient
import WireFormat

/// `iropsd top`: a running daemon and what is disrupted, live.
public struct TopCommand: Command {
    public static let syntax = CommandSyntax(
        "top", summary: "a running daemon and what is disrupted now, live",
        details: """
            Asks the daemon of a configuration over HTTP (http.listen) every two seconds, follows disruption.events, \
            and shows both on one screen: rates, what waits, event time and who holds it back, and the worst of the \
            disruptions that are open. Those that were told last before --since are not shown. Commits nothing. \
            Ctrl-C ends it. --once prints one screen, also where nobody looks at a terminal.
            """,
        options: [
            .config,
            OptionSyntax("since", "T", "Disruptions that were told at T or later; else in the last 24 hours."),
            OptionSyntax(switch: "once", "Print one screen and end."),
        ], examples: ["top --config iropsd.yaml", "top --config iropsd.yaml --once"])

    private let path: String
    private let start: Instant?
    private let isOnce: Bool

    /// Between two screens, seconds.
    private static let period = 2.0
    private static let lookBack: Int64 = 24 * 3_600_000

    public init(_ arguments: Arguments) throws(UsageError) {
        path = try arguments.value(of: "config")
        let instants = "a date like 2026-01-14 or an instant like 2026-01-14T06:00:00Z"
        start = try arguments.value(of: "since", allowed: instants, ReplayCommand.instant)
        isOnce = arguments.has("once")
        guard isOnce || Console.standard.isTerminal else {
            throw UsageError("top needs a terminal; --once prints one screen")
        }
    }

    public func run() throws -> ExitCode {
        let configuration = try ConfigurationFile(path: path).configuration
        let stop = try Lifecycle.start(deadlineSeconds: 2, log: Log(format: .standardError(.text), level: .error)).stop
        let probe = try ServiceProbe(configuration, path: path)
        let scan = try TopicScan(configuration, "disruption.events", client: "iropsd-top")
        let since = start ?? Instant(ms: SystemClock.now().ms - TopCommand.lookBack)
        var board = OpenBoard()
        var reader = OutputReader()
        var last: TopLook?
        if !isOnce { TopCommand.enterScreen() }
        defer { if !isOnce { TopCommand.leaveScreen() } }
        func show() throws {
            let look = try TopCommand.look(probe)
            let size = TopCommand.size
            let screen = TopScreen(
                look, earlier: last, address: "\(probe.address)", board: board, height: size.lines - 1,
                isColoured: LogFormat.standardOutput == .text(isColoured: true))
            last = look
            let lines = isOnce ? screen.lines : screen.lines.map { TopCommand.cut($0, size.columns) }
            Console.standard.output(
                isOnce
                    ? lines.joined(separator: "\n") + "\n"
                    : "\u{1B}[H" + lines.joined(separator: "\u{1B}[K\n")
                        + "\u{1B}[K\u{1B}[J")
        }
        try scan.run(from: .since(since), follows: !isOnce, stop: stop) {
            let isDue = last.map { Double(SystemClock.now().ms) / 1000 - $0.at >= TopCommand.period } ?? true
            if !isOnce, isDue { try show() }
        } _: { _, message in
            guard let value = message.value else { return }
            board.note(try DisruptionNews(value, with: &reader))
        }
        if isOnce { try show() }
        return .ok
    }

    private static func look(_ probe: ServiceProbe) throws(CommandError) -> TopLook {
        let ready = try probe.get("/ready")
        let page = MetricsPage(try probe.get("/metrics").body)
        let waiting = ready.status == 200 ? nil : ready.body.filter { !$0.isNewline }
        return TopLook(at: Double(SystemClock.now().ms) / 1000, page: page, waiting: waiting)
    }

    /// The other screen of the terminal, without a cursor.
    private static func enterScreen() { Console.standard.output("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J") }

    private static func leaveScreen() { Console.standard.output("\u{1B}[?25h\u{1B}[?1049l") }

    private static var size: (lines: Int, columns: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            return (30, 120)
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    /// As many characters as fit; colours take no place.
    static func cut(_ line: String, _ columns: Int) -> String {
        var shown = ""
        var count = 0
        var isEscape = false
        for character in line {
            if character == "\u{1B}" { isEscape = true }
            if !isEscape {
                count += 1
                if count > columns { return shown + "\u{1B}[0m" }
            } else if character.isLetter {
                isEscape = false
            }
            shown.append(character)
        }
        return shown
    }
}
