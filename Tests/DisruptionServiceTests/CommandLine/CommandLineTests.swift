import Testing

@testable import DisruptionService

private struct CopyCommand: Command {
    static let syntax = CommandSyntax(
        "copy", summary: "copies", operands: [OperandSyntax("FILE", "What to copy.", repeats: true)],
        options: [
            OptionSyntax("out", "DIR", "Where to.", isRequired: true),
            OptionSyntax("speed", "N", "How fast.", defaultValue: "1"), OptionSyntax(switch: "dry-run", "Only tell."),
        ], examples: ["copy a --out b"])
    let arguments: Arguments
    let speed: Int?

    init(_ arguments: Arguments) throws(UsageError) {
        self.arguments = arguments
        speed = try arguments.integer("speed", in: 1...100)
    }

    func run() throws -> ExitCode {
        switch arguments["out"] {
        case "broken": throw CommandError("the disk is full; make room")
        case "wrong": throw CommandError("no such place", exitCode: .usage)
        case "odd": throw DocumentProblem(position: .start, what: "odd")
        default: return .ok
        }
    }
}

private struct PlanCommand: Command {
    static let syntax = CommandSyntax("topics plan", summary: "tells", examples: ["topics plan"])
    init(_ arguments: Arguments) throws(UsageError) {}
    func run() throws -> ExitCode { .ok }
}

private struct ApplyCommand: Command {
    static let syntax = CommandSyntax("topics apply", summary: "does", examples: ["topics apply"])
    init(_ arguments: Arguments) throws(UsageError) {}
    func run() throws -> ExitCode { .failed }
}

@Suite("Command line")
struct CommandLineTests {
    private let output = CapturedOutput()
    private let errors = CapturedOutput()

    private func run(_ line: String) -> ExitCode {
        Program(
            name: "tool", version: "1.2.3", about: "does things",
            commands: [CopyCommand.self, PlanCommand.self, ApplyCommand.self],
            pages: [HelpPage("places", "shows places") { "all the places\n" }],
            console: Console(output: output.descriptor, error: errors.descriptor)
        ).run(line.split(separator: " ").map(String.init))
    }

    @Test("Words, values and switches are told apart, in any order")
    func parsing() throws {
        for line in [
            "a b --out d --dry-run --speed 7", "--dry-run --out=d --speed=7 a b", "--speed 7 --dry-run --out d -- a b",
        ] {
            let command = try CopyCommand(Arguments(line.split(separator: " ").map(String.init), CopyCommand.syntax))
            #expect(command.arguments.operands == ["a", "b"])
            #expect(command.arguments["out"] == "d")
            #expect(command.arguments.has("dry-run"))
            #expect(command.speed == 7)
        }
        let plain = try CopyCommand(Arguments(["a", "--out", "d"], CopyCommand.syntax))
        #expect(plain.speed == 1)
        #expect(!plain.arguments.has("dry-run"))
        let dashes = try Arguments(["--out", "-", "--", "--speed", "-x"], CopyCommand.syntax)
        #expect(dashes["out"] == "-")
        #expect(dashes.operands == ["--speed", "-x"])
        let empty = try Arguments(["a", "--out="], CopyCommand.syntax)
        #expect(empty["out"] == "")
    }

    @Test(
        "A wrong line says what is wrong with it, and exits with 2",
        arguments: [
            ("copy a", "tool copy: --out DIR is missing"),
            ("copy --out d", "tool copy: FILE is missing: What to copy."),
            ("copy a --otu d", "tool copy: unknown option \"--otu\"; did you mean --out?"),
            ("copy a -o d", "tool copy: unknown option \"-o\"; options begin with two dashes"),
            ("copy a --out", "tool copy: --out needs a value: --out DIR"),
            ("copy a --out --dry-run", "tool copy: --out needs a value: --out DIR"),
            ("copy a --out d --out e", "tool copy: --out is given twice"),
            ("copy a --out d --dry-run=1", "tool copy: --dry-run takes no value"),
            ("copy a --out d --speed fast", "tool copy: --speed is \"fast\"; allowed: 1 to 100"),
            ("copy a --out d --speed 101", "tool copy: --speed is \"101\"; allowed: 1 to 100"),
            ("copy a --out d --speed -1", "tool copy: --speed is \"-1\"; allowed: 1 to 100"),
            ("copi a", "tool: unknown command \"copi\"; did you mean `tool copy`?"),
            ("zzzzzz", "tool: unknown command \"zzzzzz\"; `tool help` lists them"),
            ("topics", "tool topics: one word more is needed: `tool topics plan` or `tool topics apply`"),
            ("topics aply", "tool topics: one word more is needed"),
            ("help zzzzzz", "tool: unknown command \"zzzzzz\""),
            ("topics plan x", "tool topics plan: \"x\" is one word too many"), ("", "tool: does things"),
            ("copy a --out wrong", "tool copy: no such place"),
        ])
    func wrong(line: String, complaint: String) {
        #expect(run(line) == .usage)
        #expect(errors.text.hasPrefix(complaint), "\(errors.text)")
        #expect(output.text.isEmpty)
    }

    @Test("A command that fails says so and exits with 1")
    func failing() {
        #expect(run("copy a --out broken") == .failed)
        #expect(run("copy a --out odd") == .failed)
        #expect(errors.lines.first == "tool copy: the disk is full; make room")
        #expect(run("topics apply") == .failed)
    }

    @Test(
        "Help is on standard output, with every option, default and example",
        arguments: [
            "copy --help", "copy -h", "help copy", "copy --out d --help",
        ])
    func help(line: String) {
        #expect(run(line) == .ok)
        #expect(
            output.text == """
                tool copy: copies

                Usage: tool copy FILE... --out DIR [--speed N] [--dry-run]

                  FILE  What to copy.

                Options:
                  --out DIR   Where to. Required.
                  --speed N   How fast. Default: 1.
                  --dry-run   Only tell.
                  -h, --help  This text.

                Examples:
                  tool copy a --out b

                Exit code: 0 done, 1 failed, 2 wrong usage or configuration.

                """)
        #expect(errors.text.isEmpty)
    }

    @Test("The overview lists commands and pages; pages and the version are shown")
    func overview() {
        for line in ["help", "--help", "-h"] { #expect(run(line) == .ok) }
        #expect(output.text.contains("  topics plan     tells\n"))
        #expect(output.text.contains("`tool help places` shows places"))
        #expect(run("help places") == .ok && output.text.hasSuffix("all the places\n"))
        #expect(run("version") == .ok && output.text.hasSuffix("tool 1.2.3\n"))
        #expect(run("--version") == .ok)
        #expect(run("topics plan") == .ok)
        #expect(errors.text.isEmpty)
    }
}
