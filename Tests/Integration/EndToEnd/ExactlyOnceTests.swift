import Glibc
import Harness
import Testing

@Suite("Two disrupted days, end to end", .serialized, .needsKafka, .needsPostgres)
struct ExactlyOnceTests {
    @Test("Undisturbed: every record is accounted for, and what a day of snow does is found")
    func undisturbed() throws {
        let run = try UndisturbedRun.shared()
        let scenario = Scenario.shared
        #expect(run.rejected == BadRecords.letters.count)
        #expect(run.tombstones == BadRecords.tombstones.count)
        #expect(run.accepted + run.rejected + run.tombstones + run.marks == scenario.records.count)
        let facts = try run.disruptions.finalFacts()
        for pattern in ["FLIGHT_DELAY", "FLIGHT_CANCELLED", "GATE_CHANGE", "FLIGHT_DIVERTED", "CASCADING_DELAY"] {
            #expect(facts.contains { $0.contains(#""pattern":"\#(pattern)""#) }, "no \(pattern)")
        }
        try expectConsistent(run.installation, run.disruptions)
    }

    @Test("Every leg is told, and flight_state has the version that the topic told last")
    func states() throws {
        let run = try UndisturbedRun.shared()
        #expect(run.stateRows == run.states)
        let told = Set(try run.installation.read("flight.state").compactMap(\.keyText))
        #expect(told == Scenario.shared.legs[0].union(Scenario.shared.legs[1]))
    }

    @Test("A day of facts survives kill -9: the same final facts, nothing doubled, nothing lost")
    func aDayOfFactsSurvivesKill9() throws {
        let expected = try UndisturbedRun.shared().disruptions.finalFacts()
        let installation = try Installation.ready(hasDatabase: true)
        let parts = Scenario.shared.parts(6)
        for (number, part) in parts.dropLast().enumerated() {
            // In turn: a crash while what was written before is being caught up with, and one while it flows in.
            if number.isMultiple(of: 2) {
                try installation.write(part)
                let daemon = try installation.start()
                _ = try daemon.waitForLog(containing: "lane.assigned")
                usleep(UInt32(number) * 30_000)
                daemon.kill9()
            } else {
                let daemon = try installation.start()
                try daemon.waitUntilReady()
                try installation.write(part)
                try DaemonProgress.waitForEvents(part.count / 4 * (number / 2), [daemon])
                daemon.kill9()
            }
        }
        let daemon = try installation.start()
        try installation.write(parts[parts.count - 1])
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.endMinute)
        #expect(daemon.terminate() == 0)
        let disruptions = try DetectedDisruptions(installation.read("disruption.events"))
        expectSame(try disruptions.finalFacts(), expected)
        try expectConsistent(installation, disruptions)
    }

    @Test("Two processes with two lanes each share the work, and one hands over to the other")
    func twoProcessesShareTheWork() throws {
        let expected = try UndisturbedRun.shared().disruptions.finalFacts()
        let installation = try Installation.ready(hasDatabase: true)
        let parts = Scenario.shared.parts(2)
        let first = try installation.start(instance: "a", lanes: 2)
        let second = try installation.start(instance: "b", lanes: 2)
        for daemon in [first, second] { try daemon.waitUntilReady() }
        try installation.write(parts[0])
        try DaemonProgress.waitForEvents(parts[0].count / 4, [first, second])
        for daemon in [first, second] {
            #expect(DaemonProgress([daemon]).partitionCount > 0)
            try DaemonProgress.waitForWork(of: daemon)
        }
        #expect(first.terminate() == 0)
        try installation.write(parts[1])
        try installation.write(parts[2])
        try DaemonProgress.waitUntilQuiet([second], through: DisruptedDays.endMinute)
        #expect(second.terminate() == 0)
        let disruptions = try DetectedDisruptions(installation.read("disruption.events"))
        expectSame(try disruptions.finalFacts(), expected)
        try expectConsistent(installation, disruptions)
    }

    private func expectSame(_ facts: Set<String>, _ expected: Set<String>) {
        #expect(facts.subtracting(expected).sorted().prefix(5) == [])
        #expect(expected.subtracting(facts).sorted().prefix(5) == [])
    }

    /// Nothing is doubled, the dead letters are the bad records, and the tables are what the topics say.
    private func expectConsistent(_ installation: Installation, _ disruptions: DetectedDisruptions) throws {
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
