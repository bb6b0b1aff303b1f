import Testing

private let topLevel: Set = [
    "Package.swift", "Sources", "Tests", "topics", "deploy", "Makefile", "README.md", "LICENSE",
]
/// Names that say nothing about what is inside.
private let emptyNames: Set = ["Utils", "Util", "Utilities", "Helpers", "Common", "Managers", "Misc", "Shared", "New"]

func topLevelFindings(names: Set<String>) -> [Finding] {
    names.filter { !$0.hasPrefix(".") && !topLevel.contains($0) }
        .map { Finding(path: $0, line: 0, advice: "does not belong at the top; the layout there is fixed") }
        + topLevel.subtracting(names).map { Finding(path: $0, line: 0, advice: "is missing at the top") }
}

func folderNameFindings(folders: [String]) -> [Finding] {
    folders.filter { emptyNames.contains(String($0.split(separator: "/").last ?? "")) }
        .map { Finding(path: $0, line: 0, advice: "name the folder after a subject or a layer") }
}

/// A placeholder keeps an empty target building and goes with the first real file.
func placeholderFindings(paths: [String]) -> [Finding] {
    let swift = paths.filter { $0.hasSuffix(".swift") }
    return swift.filter { $0.hasSuffix("/Placeholder.swift") }.filter { placeholder in
        let folder = placeholder.dropLast("Placeholder.swift".count)
        return swift.contains { $0 != placeholder && $0.hasPrefix(folder) }
    }.map { Finding(path: $0, line: 0, advice: "delete it, its target has real files now") }
}

/// Migrations are numbered from 1 without a gap, because their order is what they mean.
func migrationFindings(names: [String]) -> [Finding] {
    names.sorted().enumerated().compactMap { index, name in
        let digits = name.prefix { $0.isNumber }
        let rest = name.dropFirst(digits.count)
        let isNamed = rest.hasPrefix("_") && rest.dropFirst().dropLast(4).allSatisfy { $0.isLowercase || $0 == "_" }
        guard digits.count == 4, Int(digits) == index + 1, isNamed, rest.count > 5, name.hasSuffix(".sql") else {
            return Finding(
                path: "deploy/migrations/" + name, line: 0,
                advice: "name migrations 0001_what_it_does.sql and number them without a gap")
        }
        return nil
    }
}

/// What the binary carries is linked, not copied, from where it belongs; a migration without a link would never run.
func embeddingFindings(migrations: [String], embedded: [String]) -> [Finding] {
    Set(migrations).subtracting(embedded).sorted().map {
        Finding(path: "deploy/migrations/" + $0, line: 0, advice: "link it from Sources/DisruptionService/Embedded")
    }
}

@Suite("Layout")
struct LayoutTests {
    private let repository = Repository.current
    private var paths: [String] { repository.files.map(\.path) }

    @Test("The top level holds exactly what the layout names")
    func top() {
        expectNone(topLevelFindings(names: Set((paths + repository.folders).map { String($0.prefix { $0 != "/" }) })))
    }

    @Test("Folders are subjects")
    func folders() {
        expectNone(folderNameFindings(folders: repository.folders.filter { $0.hasPrefix("Sources/") }))
    }

    @Test("No placeholder stands beside real files")
    func placeholders() {
        expectNone(placeholderFindings(paths: paths))
    }

    @Test("Migrations are numbered, named and carried by the binary")
    func migrations() {
        let found = names(in: "deploy/migrations/")
        expectNone(migrationFindings(names: found))
        expectNone(embeddingFindings(migrations: found, embedded: names(in: "Sources/DisruptionService/Embedded/")))
    }

    private func names(in folder: String) -> [String] {
        paths.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
    }

    @Test("The rules find what they name")
    func rules() {
        #expect(topLevelFindings(names: topLevel.union([".ci"])).isEmpty)
        #expect(topLevelFindings(names: topLevel.union(["docs"])).map(\.path) == ["docs"])
        #expect(topLevelFindings(names: topLevel.subtracting(["LICENSE"])).map(\.path) == ["LICENSE"])
        #expect(folderNameFindings(folders: ["Sources/A/Utils", "Sources/A/Time"]).map(\.path) == ["Sources/A/Utils"])
        #expect(
            placeholderFindings(paths: ["S/A/Placeholder.swift", "S/B/Placeholder.swift", "S/B/C/D.swift"]).count == 1)
        #expect(embeddingFindings(migrations: ["1.sql", "2.sql"], embedded: ["1.sql", "t.yaml"]).count == 1)
        #expect(migrationFindings(names: ["0001_schema.sql", "0002_more_rows.sql"]).isEmpty)
        #expect(migrationFindings(names: ["0001_schema.sql", "0003_gap.sql", "x.sql", "0004_UP.sql"]).count == 3)
    }
}
