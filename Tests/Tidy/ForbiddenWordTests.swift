import Testing

/// Paths of the machine that a file was written on: the folders above the repository, and people's homes.
func machinePaths(root: String) -> [String] {
    let homes = ["home", "root", "Users"].map { "/" + $0 + "/" }
    let ordinary = Set(["/tmp/", "/usr/", "/opt/", "/srv/", "/var/", "/usr/src/", "/usr/local/"] + homes)
    var above: [String] = []
    var path = root.split(separator: "/").dropLast()
    while !path.isEmpty {
        above.append("/" + path.joined(separator: "/") + "/")
        path = path.dropLast()
    }
    return above.filter { !ordinary.contains($0) } + homes
}

func machinePathFindings(path: String, lines: [ArraySlice<UInt8>], forbidden: [String]) -> [Finding] {
    lines.enumerated().flatMap { index, line in
        forbidden.filter { isPath($0, in: line) }.map {
            Finding(path: path, line: index + 1, advice: "\($0) is a path of one machine; leave it out")
        }
    }
}

/// A path begins here, rather than going on: `a/work/b` and `https://x/work/` are none of this machine.
private func isPath(_ text: String, in line: ArraySlice<UInt8>) -> Bool {
    line.places(of: text).contains { start in
        guard start > line.startIndex else { return true }
        let before = line[start - 1]
        return !before.isInIdentifier && before != UInt8(ascii: ".") && before != UInt8(ascii: "/")
            && before != UInt8(ascii: "}") && before != UInt8(ascii: ")")
    }
}

/// References to a tracker, which a reader of the project does not have.
func issueFindings(path: String, lines: [ArraySlice<UInt8>]) -> [Finding] {
    lines.enumerated().compactMap { index, line in
        guard mentionsIssue(line) else { return nil }
        return Finding(path: path, line: index + 1, advice: "names an issue by number; say what it is about instead")
    }
}

private func mentionsIssue(_ line: ArraySlice<UInt8>) -> Bool {
    let lower = ArraySlice(line.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    for word in ["issue", "issues"] {
        for place in lower.places(ofWord: word) {
            let rest = lower[(place + word.utf8.count)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "#") }
            if rest.startIndex > place + word.utf8.count, rest.first?.isDigit == true { return true }
        }
    }
    return line.places(of: "#").contains { place in
        let before = place > line.startIndex ? line[place - 1] : UInt8(ascii: " ")
        let isApart = before == UInt8(ascii: " ") || before == UInt8(ascii: "(")
        let digits = line[(place + 1)...].prefix { $0.isDigit }
        let after = digits.endIndex < line.endIndex ? line[digits.endIndex] : UInt8(ascii: " ")
        return isApart && !digits.isEmpty && !after.isInIdentifier
    }
}

/// The folder beside the repository that only tests and continuous integration may look into.
func sharedFindings(path: String, lines: [ArraySlice<UInt8>]) -> [Finding] {
    lines.enumerated().compactMap { index, line in
        guard !line.places(of: "../" + "shared").isEmpty else { return nil }
        return Finding(path: path, line: index + 1, advice: "looks beside the repository; only Tests and .ci may")
    }
}

@Suite("Forbidden words")
struct ForbiddenWordTests {
    private let repository = Repository.current
    private var files: [Repository.File] { repository.files.filter { $0.path != "LICENSE" } }

    @Test("No paths of one machine")
    func machine() {
        let forbidden = machinePaths(root: repository.root)
        expectNone(files.flatMap { machinePathFindings(path: $0.path, lines: $0.lines, forbidden: forbidden) })
    }

    @Test("No numbers of issues")
    func issues() {
        let prose = files.filter { !["json", "jsonl", "csv", "css", "svg"].contains($0.fileExtension) }
        expectNone(prose.flatMap { issueFindings(path: $0.path, lines: $0.lines) })
    }

    @Test("Only tests and continuous integration look beside the repository")
    func beside() {
        let own = files.filter { !$0.isUnder("Tests") && !$0.isUnder(".ci") }
        expectNone(own.flatMap { sharedFindings(path: $0.path, lines: $0.lines) })
    }

    @Test("The rules find what they name and nothing near it")
    func rules() {
        func lines(_ text: String...) -> [ArraySlice<UInt8>] { text.map { ArraySlice($0.utf8) } }
        let paths = machinePaths(root: "/qwert/zuiop/iropsd")
        #expect(paths.prefix(2) == ["/qwert/zuiop/", "/qwert/"])
        let machine = lines(
            "see /qwert/zuiop/x", "a/qwert/zuiop", "https://a/qwert/", "\"/ho" + "me/a\"", "${X}/qwert/")
        #expect(machinePathFindings(path: "a", lines: machine, forbidden: paths).map(\.line) == [1, 1, 4])
        let issues = lines(
            "as in issue " + "12", "(see #" + "7)", "AA1/ORD#2", "#if 1", "an issue of 3", "issues #" + "4")
        #expect(issueFindings(path: "a", lines: issues).map(\.line) == [1, 2, 6])
        #expect(sharedFindings(path: "a", lines: lines("shared", "cat ../" + "shared/x")).map(\.line) == [2])
    }
}
