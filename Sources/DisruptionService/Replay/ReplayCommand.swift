import DisruptionCore
import History
import WireFormat

/// `iropsd replay`: history into the input topics.
public struct ReplayCommand: Command {
    public static let syntax = CommandSyntax(
        "replay", summary: "tell history to the input topics",
        details: """
            Reads files of flown legs, plain or compressed by gzip, turns them into events as they would have come, \
            and sends them in order of time with time marks between them. The daemon that reads them needs `time: \
            replay` in its configuration. The files do not say when facts became known; --schedule-lead and \
            --cancel-lead do. Ctrl-C stops cleanly at any point and says where to go on. Behind the last event a \
            time mark five days later lets everything settle; with --keep-open it is left out, so that later history \
            can follow. A file is read once before anything is sent: rows that cannot be used are named and left \
            out. Exits 0 when all that was sent is acknowledged, 1 when not or when a file cannot be read, 2 when \
            the configuration is wrong.
            """,
        operands: [
            OperandSyntax(
                "FILE", "History: legs with times in UTC, or carrier on-time performance of the US BTS.", repeats: true)
        ],
        options: [
            .config,
            OptionSyntax("from", "T", "Legs scheduled to depart at T or later; a date, or an RFC 3339 instant."),
            OptionSyntax("to", "T", "Legs scheduled to depart before T."),
            OptionSyntax(
                "speed", "N", "Event time per time of the clock, or max for as fast as the broker takes it.",
                defaultValue: "max"),
            OptionSyntax("rush-to", "T", "Events before T as fast as the broker takes them, whatever the speed."),
            OptionSyntax(
                "schedule-lead", "TIME", "How long before departure a schedule is known, e.g. 24h or 90m.",
                defaultValue: "24h"),
            OptionSyntax(
                "cancel-lead", "TIME", "How long before scheduled departure a cancellation is known.",
                defaultValue: "60m"),
            OptionSyntax(
                "events", "KIND", "full tells take-offs and landings too, from the taxi times.",
                defaultValue: "gate"),
            OptionSyntax(switch: "keep-open", "Leave out the time mark behind the last event."),
        ],
        examples: [
            "replay legs_2008_01.csv.gz --config iropsd.yaml",
            "replay legs.csv.gz --config iropsd.yaml --from 2008-02-06T06:00:00Z --to 2008-02-07T12:00:00Z --speed 60",
        ])

    private let task: ReplayTask

    public init(_ arguments: Arguments) throws(UsageError) {
        var task = ReplayTask()
        task.files = arguments.operands
        task.configuration = try arguments.value(of: "config")
        let instants = "a date like 2008-02-06 or an instant like 2008-02-06T06:00:00Z"
        task.selection.from =
            try arguments.value(of: "from", allowed: instants, Self.instant) ?? task.selection.from
        task.selection.to = try arguments.value(of: "to", allowed: instants, Self.instant) ?? task.selection.to
        task.rushTo = try arguments.value(of: "rush-to", allowed: instants, Self.instant) ?? task.rushTo
        guard task.selection.from < task.selection.to else { throw UsageError("--to is not later than --from") }
        task.speed = try arguments.value(of: "speed", allowed: FeedSpeed.allowed()) { FeedSpeed($0) } ?? .max
        let kinds = ["gate": false, "full": true]
        task.rules = EventRules(
            scheduleLeadMinutes: try Self.lead("schedule-lead", arguments) ?? EventRules().scheduleLeadMinutes,
            cancelLeadMinutes: try Self.lead("cancel-lead", arguments) ?? EventRules().cancelLeadMinutes,
            tellsRunwayTimes: try arguments.value(of: "events", allowed: "gate or full") { kinds[$0] } ?? false)
        task.settles = !arguments.has("keep-open")
        self.task = task
    }

    public func run() throws -> ExitCode { try task.run() }

    static func lead(_ name: String, _ arguments: Arguments) throws(UsageError) -> Int? {
        let days = HistoryLimits.leadMinutesMax / 1440
        return try arguments.value(of: name, allowed: "a time up to \(days) days, like 24h, 90m or 2d", minutes)
    }

    /// `24h`, `90m`, `2d`, or minutes alone.
    static func minutes(_ text: String) -> Int? {
        let units: [Character: Int] = ["m": 1, "h": 60, "d": 1440]
        let unit = text.last.flatMap { units[$0] }
        guard let value = Int(unit == nil ? text : String(text.dropLast())), value >= 0, value <= 100_000 else {
            return nil
        }
        let minutes = value * (unit ?? 1)
        return minutes <= HistoryLimits.leadMinutesMax ? minutes : nil
    }

    /// A date is 00:00 UTC.
    static func instant(_ text: String) -> Instant? {
        var text = text
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            return RFC3339.date(bytes)?.startUTC ?? RFC3339.instant(bytes)
        }
    }
}
