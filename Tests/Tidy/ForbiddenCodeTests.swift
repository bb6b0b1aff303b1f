import Testing

/// Places where code may end the process or leave its promise open: in code and comments, not in string literals.
func forbiddenCodeFindings(path: String, text: SwiftText) -> [Finding] {
    var findings: [Finding] = []
    for (index, line) in text.codeLines.enumerated() {
        func add(_ advice: String) { findings.append(Finding(path: path, line: index + 1, advice: advice)) }
        for word in trapAdvice(in: line) { add(word) }
        if !line.places(ofWord: "fatalError").isEmpty {
            add("fatalError: throw a typed error, or state the programmer's error as a precondition")
        }
    }
    for (index, line) in zip(text.codeLines, text.commentLines).enumerated() {
        for word in unfinishedWords
        where !line.0.places(ofWord: word).isEmpty || !line.1.places(ofWord: word).isEmpty {
            findings.append(Finding(path: path, line: index + 1, advice: "\(word): do it now, or leave the word out"))
        }
    }
    return findings
}

/// Advice for each `!` that unwraps, forces a try or a cast, or declares an implicitly unwrapped type.
private func trapAdvice(in line: ArraySlice<UInt8>) -> [String] {
    line.indices.compactMap { place in
        guard line[place] == UInt8(ascii: "!"), place > line.startIndex else { return nil }
        let before = line[place - 1]
        guard before.isInIdentifier || unwrappable.contains(before) else { return nil }
        if place + 1 < line.endIndex, line[place + 1] == UInt8(ascii: "=") { return nil }
        switch line.identifier(before: place) {
        case "try": return "try" + "!: handle the error or pass it on"
        case "as": return "as" + "!: cast with as? and say what happens when it fails"
        default: return "a forced unwrap: use guard let, ?? or, in a test, #require"
        }
    }
}

private let unwrappable = Set(")]}>?\"`".utf8)
private let unfinishedWords = ["TODO", "FIXME", "XXX", "HACK"]

func printFindings(path: String, text: SwiftText) -> [Finding] {
    text.codeLines.enumerated().compactMap { index, line in
        let calls = ["print", "debugPrint", "dump"].flatMap { name in
            line.places(ofWord: name).filter { place in
                let end = place + name.utf8.count
                let isCall = end < line.endIndex && line[end] == UInt8(ascii: "(")
                let isMember = place > line.startIndex && line[place - 1] == UInt8(ascii: ".")
                let isDeclaration = line[..<place].suffix(5).elementsEqual("func ".utf8)
                return isCall && !isMember && !isDeclaration
            }
        }
        guard !calls.isEmpty else { return nil }
        return Finding(path: path, line: index + 1, advice: "only the command line prints; log a named event instead")
    }
}

@Suite("Forbidden code")
struct ForbiddenCodeTests {
    @Test("No forced unwraps, tries or casts, no fatalError, nothing left to do")
    func unfinished() {
        expectNone(
            Repository.current.swiftFiles.filter { $0.isUnder("Sources") || $0.isUnder("Tests") }
                .flatMap { forbiddenCodeFindings(path: $0.path, text: $0.text) })
    }

    @Test("Only the command line prints")
    func printing() {
        let quiet = Repository.current.swiftFiles.filter { $0.isUnder("Sources") && !$0.isUnder("Sources/iropsd") }
        expectNone(quiet.flatMap { printFindings(path: $0.path, text: $0.text) })
    }

    @Test(
        "Each of these is found",
        arguments: [
            "let a = b!", "let a = b[0]!.c", "f()!", "let a: Int!", "x as! Int", "try! f()", "fatalError(\"no\")",
            "// TODO: later", "/* FIXME */", "let a = \"\\(b!)\"", "let a = \"b\"!",
        ])
    func found(_ source: String) {
        #expect(forbiddenCodeFindings(path: "a", text: SwiftText(source)).count == 1)
    }

    @Test(
        "None of these is found",
        arguments: [
            "if !a { }", "a != b", "a!=b", "// this works!", "let a = \"TODO fatalError(b!)\"", "let todo = 1",
            "let a = #\"b! \"c! \"#", "f(!a)", "/* a! /* b! */ c! */",
        ])
    func passed(_ source: String) {
        #expect(forbiddenCodeFindings(path: "a", text: SwiftText(source)) == [])
    }

    @Test("A call that prints is found, a member or a string is not")
    func printCalls() {
        let source = "print(a)\nx.print(a)\nfunc print(_ a: Int) {}\n\"print(a)\"\nreprint(a)\nif a { dump(b) }"
        #expect(printFindings(path: "a", text: SwiftText(source)).map(\.line) == [1, 6])
    }
}
