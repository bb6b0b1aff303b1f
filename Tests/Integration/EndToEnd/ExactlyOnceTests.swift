import Chaos
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
        let facts = run.disruptions.finalFacts
        for pattern in ["FLIGHT_DELAY", "FLIGHT_CANCELLED", "GATE_CHANGE", "FLIGHT_DIVERTED", "CASCADING_DELAY"] {
            #expect(facts.contains { $0.contains(#""pattern":"\#(pattern)""#) }, "no \(pattern)")
        }
        try SettledOutcome(of: run.installation).expectConsistent()
    }

    @Test("Every leg is told, and flight_state has the version that the topic told last")
    func states() throws {
        let run = try UndisturbedRun.shared()
        #expect(run.stateRows == run.states)
        let told = Set(try run.installation.read("flight.state").compactMap(\.keyText))
        #expect(told == Scenario.shared.legs[0].union(Scenario.shared.legs[1]))
    }

    @Test("Two processes with two lanes each share the work, and one hands over to the other")
    func twoProcessesShareTheWork() throws {
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
        try SettledOutcome(of: installation).expectUndisturbed()
    }
}
