/// `iropsd steer`: one line to a simulation that runs in another terminal.
public struct SteerCommand: Command {
    public static let syntax = CommandSyntax(
        "steer", summary: "say something to a running simulation",
        details: """
            Says one line to a simulation of yours that runs in another terminal, and prints what it answers: pause, \
            resume, speed N, inject WHAT, status, stop, help. What is injected happens at the event time that the \
            simulation has reached. Exits 0 when it was done, 1 when no simulation answers, 2 when the line is wrong.
            """,
        operands: [OperandSyntax("LINE", "The words of the line; `help` lists what may be said.", repeats: true)],
        options: [OptionSyntax("control", "PATH", "The socket of the simulation, where it is not the usual one.")],
        examples: [
            "steer status", "steer speed 600", "steer inject weather FRA snow 3h",
            "steer pause --control /run/user/1000/iropsd-simulate-4711.sock",
        ])

    private let line: String
    private let control: String?

    public init(_ arguments: Arguments) throws(UsageError) {
        line = arguments.operands.joined(separator: " ")
        control = arguments["control"]
        guard !line.contains(where: \.isNewline) else { throw UsageError("LINE is one line, without line feeds") }
        // What no simulation would understand is not sent.
        _ = try SteeringLine(line)
    }

    public func run() throws -> ExitCode {
        let answer = try SteeringClient.say(line, at: control.map { SteeringPath(given: $0) } ?? .usual)
        guard answer.code == .ok else { throw CommandError(answer.text, exitCode: answer.code) }
        Console.standard.output(answer.text + "\n")
        return .ok
    }
}
