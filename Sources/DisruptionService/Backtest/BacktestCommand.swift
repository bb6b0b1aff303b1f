import Backtest
import DisruptionCore
import History

/// `iropsd backtest`: history through the engine, scored.
public struct BacktestCommand: Command {
    public static let syntax = CommandSyntax(
        "backtest", summary: "history through the engine, scored, with a report",
        details: """
            Runs months of flown legs through the very engine that runs live, in memory, and scores what it said \
            against what came true. No broker and no database are needed. Writes into DIR disruptions.jsonl (every \
            version, as the topic would carry it), predictions.csv, scores.json and report.html, which opens in any \
            browser and by itself; deploy/BACKTEST.md says how each figure is defined. The files do not say when \
            facts became known; --schedule-lead and --cancel-lead do. Nothing that is said at a time knows of \
            anything later. An existing report is replaced as a whole; Ctrl-C stops at any point and leaves it as \
            it was. Exits 0 when the report is there, 1 when not, 2 when the call or the configuration is wrong.
            """,
        operands: [
            OperandSyntax(
                "FILE", "History: legs with times in UTC, or carrier on-time performance of the US BTS.", repeats: true)
        ],
        options: [
            OptionSyntax(
                "weather", "FILE",
                "Raw reports: CSV with the columns station, valid and metar, as the Iowa Environmental Mesonet has "
                    + "them, or lines of an RFC 3339 instant and a METAR or TAF.", isList: true),
            OptionSyntax("report", "DIR", "The folder of the report; made where it is not there.", isRequired: true),
            OptionSyntax("config", "FILE", "The configuration file, for thresholds and switches. Default: built in."),
            OptionSyntax("from", "T", "Legs scheduled to depart at T or later; a date, or an RFC 3339 instant."),
            OptionSyntax("to", "T", "Legs scheduled to depart before T."),
            OptionSyntax(
                "schedule-lead", "TIME", "How long before departure a schedule is known, e.g. 24h or 90m.",
                defaultValue: "24h"),
            OptionSyntax(
                "cancel-lead", "TIME", "How long before scheduled departure a cancellation is known.",
                defaultValue: "60m"),
            OptionSyntax(
                "partitions", "N", "Threads of the engine, 1 to 8; versions are numbered by it. Default: the cores."),
        ],
        examples: [
            "backtest legs_2008_01.csv.gz legs_2008_02.csv.gz --report report",
            "backtest legs.csv.gz --weather metar.csv --report report --config iropsd.yaml --from 2008-02-01",
        ])

    private let task: BacktestTask

    public init(_ arguments: Arguments) throws(UsageError) {
        var task = BacktestTask()
        task.files = arguments.operands
        task.weather = arguments.list("weather")
        task.report = try arguments.value(of: "report")
        if task.report.isEmpty { throw UsageError("--report is empty; it names a folder") }
        task.configuration = arguments["config"]
        let instants = "a date like 2008-02-06 or an instant like 2008-02-06T06:00:00Z"
        task.selection.from =
            try arguments.value(of: "from", allowed: instants, ReplayCommand.instant) ?? task.selection.from
        task.selection.to =
            try arguments.value(of: "to", allowed: instants, ReplayCommand.instant) ?? task.selection.to
        guard task.selection.from < task.selection.to else { throw UsageError("--to is not later than --from") }
        task.rules = EventRules(
            scheduleLeadMinutes: try ReplayCommand.lead("schedule-lead", arguments) ?? EventRules().scheduleLeadMinutes,
            cancelLeadMinutes: try ReplayCommand.lead("cancel-lead", arguments) ?? EventRules().cancelLeadMinutes)
        task.partitions = try arguments.integer("partitions", in: 1...BacktestLimits.partitionsMax)
        self.task = task
    }

    public func run() throws -> ExitCode { try task.run() }
}
