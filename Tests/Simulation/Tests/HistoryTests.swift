import Foundation
import Testing

/// Whole histories of lanes, brokers, coordinators and processes with faults, each from one seed.
@Suite("Histories")
struct HistoryTests {
    /// Seeds that went wrong once, or that are worth a look every time.
    private static let fixed: [UInt64] = [33, 162, 340, 446, 525, 620, 984, 1370, 60, 275, 449, 1057, 1484]
    private static let freshCount = 16

    @Test("Seeds that are known")
    func known() { expectNoFailure(Campaign().run(HistoryTests.fixed)) }

    @Test("Seeds that nobody has tried")
    func fresh() {
        let first = UInt64(Date().timeIntervalSince1970) % 1_000_000 * 1_000
        expectNoFailure(Campaign().run((0..<UInt64(HistoryTests.freshCount)).map { first + $0 }))
    }

    @Test("The same seed gives the same history, to the byte", arguments: [3, 11])
    func deterministic(seed: UInt64) {
        let (one, other) = (History(seed: seed).run(isTold: true), History(seed: seed).run(isTold: true))
        #expect(one.story == other.story)
        #expect(one.fingerprint == other.fingerprint)
        #expect(one.story.count > 20)
        #expect(one.fingerprint == History(seed: seed).run().fingerprint, "telling the story changes nothing")
    }

    @Test("Undisturbed lanes tell what the in-memory runtime tells")
    func undisturbed() {
        let report = Campaign(faults: .undisturbed).run(Array(1...6))
        #expect(report.faults.isEmpty)
        #expect(report.versions > 0)
        expectNoFailure(report, .undisturbed)
    }
}

/// Names each seed that went wrong, with the one command that repeats it and tells its story.
func expectNoFailure(
    _ report: Campaign.Report, _ faults: FaultProfile = .everything, sourceLocation: SourceLocation = #_sourceLocation
) {
    for failure in report.failures {
        let what = failure.what.prefix(5).joined(separator: "\n  ")
        Issue.record(
            """
            seed \(failure.seed) went wrong; repeat it with: \(SimulationOptions.command(failure.seed, faults))
              \(what)
            """, sourceLocation: sourceLocation)
    }
}
