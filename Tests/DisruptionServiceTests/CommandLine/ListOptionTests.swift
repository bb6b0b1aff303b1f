import Testing

@testable import DisruptionService

/// Options that take several words, like `--weather FILE...`.
@Suite struct ListOptionTests {
    private let syntax = CommandSyntax(
        "score", summary: "", operands: [OperandSyntax("FILE", "A file.", repeats: true)],
        options: [
            OptionSyntax("weather", "FILE", "More.", isList: true), OptionSyntax("report", "DIR", "Where to."),
        ], examples: [])

    private func arguments(_ line: String) throws -> Arguments {
        try Arguments(line.split(separator: " ").map(String.init), syntax)
    }

    @Test func itTakesAllWordsUpToTheNextOption() throws {
        let found = try arguments("a b --weather c d --report e")
        #expect(found.operands == ["a", "b"] && found.list("weather") == ["c", "d"] && found["report"] == "e")
    }

    @Test func itMayComeAgain() throws {
        let found = try arguments("a --weather=c --weather d --report e --weather=f")
        #expect(found.operands == ["a"] && found.list("weather") == ["c", "d", "f"])
        #expect(try arguments("a").list("weather").isEmpty)
    }

    @Test func withoutAWordItIsWrong() {
        #expect(throws: UsageError.self) { try arguments("a --weather --report e") }
        #expect(throws: UsageError.self) { try arguments("a --weather") }
    }

    @Test func helpShowsThatItTakesSeveral() {
        #expect(syntax.usage == "score FILE... [--weather FILE...] [--report DIR]")
    }

    @Test func theBacktestWantsAFileAndAFolder() throws {
        let syntax = BacktestCommand.syntax
        _ = try BacktestCommand(Arguments(["a.csv", "--report", "r", "--weather", "w", "v"], syntax))
        for line in [
            ["a.csv"], ["--report", "r"], ["a.csv", "--report="], ["a.csv", "--report", "r", "--partitions", "0"],
            ["a.csv", "--report", "r", "--from", "2008-02-02", "--to", "2008-02-01"],
            ["a.csv", "--report", "r", "--cancel-lead", "soon"],
        ] {
            #expect(throws: UsageError.self) { _ = try BacktestCommand(Arguments(line, syntax)) }
        }
    }
}
