import DisruptionCore
import Simulator

/// `iropsd simulate`: a network that never was, into the input topics or a file.
public struct SimulateCommand: Command {
    public static let syntax = CommandSyntax(
        "simulate", summary: "tell a simulated network to the input topics, or to a file",
        details: """
            Flies a network of European airports through a day with weather, bookings and trouble, and sends what its \
            systems would tell, in order of time with time marks between. Everything before --start, which is the \
            schedules and bookings of the day, is sent as fast as the broker takes it. Above speed 1 event time runs \
            ahead of the clock, so the daemon that reads it needs `time: replay`; with --date today --speed 1 it \
            goes with the clock, for `time: live`. The same seed gives the same bytes. While it runs it takes \
            lines from its standard input, and from other terminals by `iropsd steer`: pause, resume, speed N, inject \
            WHAT, status, stop, help. Ctrl-C stops cleanly at any point. Behind the last event a time mark five \
            days later lets everything settle; with --keep-open it is left out. A scenario file has a summary, a \
            date, a background (normal or calm) and steps, each with `at: "06:30"` (UTC, from 00:00 of the first \
            day) and `do: weather FRA snow 6h`; --list shows the built-in ones. Exits 0 when all that was sent is \
            acknowledged, 1 when not, 2 when the call, the configuration or a scenario is wrong.
            """,
        operands: [
            OperandSyntax(
                "SCENARIO",
                "\(ScenarioLibrary.names.joined(separator: ", ")), or a file whose name ends in .yaml. Several happen "
                    + "together; NAME@14:00 moves one so that its first step happens then.",
                isOptional: true, repeats: true)
        ],
        options: [
            OptionSyntax("config", "FILE", "The configuration file, which names the broker and its topics."),
            OptionSyntax(
                "out", "FILE", "No broker: one JSON object a line, with topic, key and value; - for standard output."),
            OptionSyntax(
                "speed", "N",
                "Event time per time of the clock, 1 to 100000, or max. Default: 60; of --out max."),
            OptionSyntax("seed", "N", "Another number is another day.", defaultValue: "1"),
            OptionSyntax(
                "scale", "N", "Size of the network: 1 is some 1,500 legs a day, 67 some 100,000.", defaultValue: "1"),
            OptionSyntax(
                "date", "D", "The first day, UTC, or today. Default: the scenario's, else 2026-01-14."),
            OptionSyntax("start", "HH:MM", "From when it is paced, UTC. Default: 04:00."),
            OptionSyntax(
                "hours", "N", "End so many hours of event time behind --start. Default: after the last flight."),
            OptionSyntax("days", "N", "Days of flights, 1 to 31.", defaultValue: "1"),
            OptionSyntax("truth", "FILE", "What caused what, which no topic tells: one JSON object a line."),
            OptionSyntax(switch: "keep-open", "Leave out the time mark behind the last event."),
            OptionSyntax("control", "PATH", "The socket for `iropsd steer`, where there are to be several."),
            OptionSyntax(switch: "list", "Only list the built-in scenarios."),
        ],
        examples: [
            "simulate --list", "simulate weather --config iropsd.yaml --speed 60",
            "simulate weather ./strike.yaml@14:00 --config iropsd.yaml --hours 8 --speed 10 --truth truth.jsonl",
            "simulate normal --out day.jsonl --seed 7",
        ])

    private let task: SimulationTask
    private let isList: Bool

    public init(_ arguments: Arguments) throws(UsageError) {
        isList = arguments.has("list")
        var task = SimulationTask()
        if isList {
            self.task = task
            return
        }
        guard !arguments.operands.isEmpty else {
            throw UsageError("SCENARIO is missing: \(ScenarioLibrary.names.joined(separator: ", ")), or a file")
        }
        for word in arguments.operands { task.scenarios.append(try ScenarioChoice(word)) }
        switch (arguments["config"], arguments["out"]) {
        case (let path?, nil): task.goal = .broker(configuration: path)
        case (nil, let path?): task.goal = .file(path)
        case (nil, nil): throw UsageError("--config FILE or --out FILE is missing: where the records go")
        default: throw UsageError("--config and --out do not go together; records go to a broker or to a file")
        }
        let usual: FeedSpeed = if case .file = task.goal { .max } else { .factor(60) }
        task.speed =
            try arguments.value(of: "speed", allowed: SimulationSpeed.allowed, SimulationSpeed.parse) ?? usual
        task.seed = try arguments.value(of: "seed", allowed: "0 to \(UInt64.max)") { UInt64($0) } ?? task.seed
        task.scale = try arguments.integer("scale", in: 1...SimulationOptions.scaleMax) ?? task.scale
        task.day = try arguments.value(of: "date", allowed: "today, or a date like 2026-01-14", Self.day) ?? task.day
        let isLive = task.day == .today && task.speed == .factor(1)
        if isLive, arguments["start"] != nil {
            throw UsageError("--start does not go with --date today at speed 1, which goes with the clock")
        }
        task.startMinute =
            try arguments.value(of: "start", allowed: "00:00 to 23:59, UTC") { text in
                ScenarioClock.minutes(text).flatMap { $0 < 1440 ? $0 : nil }
            } ?? task.startMinute
        task.hours = try arguments.integer("hours", in: 1...ServiceLimits.scenarioHours)
        task.days = try arguments.integer("days", in: 1...31) ?? task.days
        task.settles = !arguments.has("keep-open")
        task.truth = arguments["truth"]
        task.control = arguments["control"]
        if case .file(let out) = task.goal, out == task.truth {
            throw UsageError("--out and --truth are the same file; the truth is kept apart from the records")
        }
        self.task = task
    }

    public func run() throws -> ExitCode {
        guard !isList else {
            Console.standard.output(ScenarioLibrary.text)
            return .ok
        }
        return try task.run()
    }

    private static func day(_ text: String) -> SimulationTask.Day? {
        text == "today" ? .today : ScenarioReader.date(text).map { .date($0) }
    }
}
