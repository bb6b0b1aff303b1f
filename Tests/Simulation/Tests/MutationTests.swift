import Testing

/// The test of the test: each rule that the protocol rests on is broken, and histories must notice.
@Suite("Broken rules")
struct MutationTests {
    @Test("Every broken rule is found", .enabled(if: SimulationOrders.given.isOrdinary), arguments: Mutation.all)
    func found(_ mutation: Mutation) {
        var campaign = Campaign(faults: mutation.faults, rules: mutation.rules)
        campaign.failuresMax = 1
        let report = campaign.run(Array(1...200))
        #expect(!report.failures.isEmpty, "\(mutation.name): \(mutation.breaks), and nobody noticed")
    }

    @Test("The same histories find nothing where no rule is broken", .enabled(if: SimulationOrders.given.isOrdinary))
    func unbroken() {
        for mutation in Mutation.all {
            let report = Campaign(faults: mutation.faults).run([1, 2])
            #expect(report.failures.isEmpty, "\(mutation.name): seeds \(report.failures.map(\.seed))")
        }
    }
}
