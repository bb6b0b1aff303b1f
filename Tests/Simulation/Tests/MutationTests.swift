import Testing

/// The test of the test: each rule that the protocol rests on is broken, and histories must notice.
@Suite("Broken rules")
struct MutationTests {
    @Test("Every broken rule is found", arguments: Mutation.all)
    func found(_ mutation: Mutation) {
        var campaign = Campaign(faults: mutation.faults, rules: mutation.rules)
        campaign.failuresMax = 1
        let report = campaign.run([mutation.seed] + Array(1...300))
        #expect(!report.failures.isEmpty, "\(mutation.name): \(mutation.breaks), and nobody noticed")
    }

    @Test("The same history finds nothing where the rule is kept", arguments: Mutation.all)
    func unbroken(_ mutation: Mutation) {
        expectNoFailure(Campaign(faults: mutation.faults).run([mutation.seed]), mutation.faults)
    }
}

extension Mutation: CustomTestStringConvertible {
    var testDescription: String { name }
}
