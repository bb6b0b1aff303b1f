import DisruptionCore
import History

/// `iropsd learn`: what history teaches, into a file.
public struct LearnCommand: Command {
    public static let syntax = CommandSyntax(
        "learn", summary: "what history teaches, into a file",
        details: """
            Reads files of flown legs, plain or compressed by gzip, and writes what they teach: minimum turns by \
            carrier and airport, what flights gain on their blocks, how carriers report delay by late aircraft; \
            capacity, taxi times and usual delays of airports, usual shares of airlines and quick blocks of routes. \
            The file is text, a row per line, and the same history gives the same bytes. It is written as FILE.part \
            and renamed at the end, so that what is under its name is whole. deploy/LEARNED.md has the tables, \
            deploy/ROTATION.md how good those of rotations are. Give the file under learned: in the configuration. A \
            file of legs is read once before: rows that cannot be used are named and left out. \
            Up to \(LearnTask.legsText) legs are held at once; --from and --to choose among more. Exits 0 when the \
            file is written, 1 when not or when it was stopped, 2 when the call is wrong.
            """,
        operands: [
            OperandSyntax(
                "FILE", "History: legs with times in UTC, or carrier on-time performance of the US BTS.", repeats: true)
        ],
        options: [
            OptionSyntax("out", "FILE", "Where to write; - is standard output.", isRequired: true),
            OptionSyntax("from", "T", "Legs scheduled to depart at T or later; a date, or an RFC 3339 instant."),
            OptionSyntax("to", "T", "Legs scheduled to depart before T."),
        ],
        examples: ["learn legs_2008_01.csv.gz --out learned.txt"])

    private let task: LearnTask

    public init(_ arguments: Arguments) throws(UsageError) {
        var task = LearnTask()
        task.files = arguments.operands
        task.output = try arguments.value(of: "out", allowed: "a path, or -") { $0.isEmpty ? nil : $0 } ?? "-"
        let instants = "a date like 2008-02-06 or an instant like 2008-02-06T06:00:00Z"
        task.selection.from =
            try arguments.value(of: "from", allowed: instants, ReplayCommand.instant) ?? task.selection.from
        task.selection.to = try arguments.value(of: "to", allowed: instants, ReplayCommand.instant) ?? task.selection.to
        guard task.selection.from < task.selection.to else { throw UsageError("--to is not later than --from") }
        self.task = task
    }

    public func run() throws -> ExitCode { try task.run() }
}
