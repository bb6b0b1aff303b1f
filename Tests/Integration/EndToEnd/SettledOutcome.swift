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
        let letters = try installation.read("dead.letter.queue").map { "\($0.keyText ?? "-") \($0.value ?? [])" }
        let bad = BadRecords.letters.map { "\($0.key) \($0.value ?? [])" }
        #expect(letters.sorted() == bad.sorted())
        #expect(try StateTable.count(installation, "dead_letters") == bad.count)
        let rows = try StateTable.disruptions(installation)
        #expect(Set(rows.keys) == Set(disruptions.last.keys))
        #expect(rows.filter { $0.value != disruptions.last[$0.key] }.keys.sorted() == [])
    }
}
