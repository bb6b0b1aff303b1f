import Chaos
import Harness
import Testing

/// What an installation has told in the end, compared with what it should have.
struct SettledOutcome {
    let installation: Installation
    let disruptions: DetectedDisruptions

    /// Reads the topic; every process has ended.
    init(of installation: Installation) throws {
        self.installation = installation
        disruptions = try DetectedDisruptions(installation.read("disruption.events"))
    }

    /// The final facts are those of the run that nobody disturbed, and nothing is doubled.
    func expectUndisturbed() throws {
        #expect(try InputLog(of: installation).problems(acknowledged: Scenario.shared.records) == [])
        let expected = try UndisturbedRun.shared().disruptions.finalFacts
        let facts = disruptions.finalFacts
        #expect(facts.subtracting(expected).sorted().prefix(5) == [])
        #expect(expected.subtracting(facts).sorted().prefix(5) == [])
        try expectConsistent()
    }

    /// Nothing is doubled, the dead letters are the bad records, and the tables are what the topics say.
    func expectConsistent() throws {
        #expect(disruptions.doubled == [])
        #expect(disruptions.unordered == [])
        try expectLetters()
        #expect(try StateTable.count(installation, "dead_letters") == BadRecords.letters.count)
        let rows = try StateTable.disruptions(installation)
        #expect(Set(rows.keys) == Set(disruptions.last.keys))
        #expect(rows.filter { $0.value != disruptions.last[$0.key] }.keys.sorted() == [])
    }

    /// The dead letters are the bad records, once each, byte for byte.
    private func expectLetters() throws {
        let letters = try installation.read("dead.letter.queue")
        let bad = Dictionary(uniqueKeysWithValues: BadRecords.letters.map { ($0.key, $0.value) })
        let others = letters.filter { letter in bad[letter.keyText ?? ""] != letter.value }
        #expect(others.map { letter in letter.headers.map { "\($0.name)=\(letter.header($0.name) ?? "")" } } == [])
        #expect(letters.compactMap(\.keyText).sorted() == bad.keys.sorted())
    }
}
