import Testing

/// Whole histories of lanes, brokers, coordinators and processes with faults, each from one seed.
@Suite("Histories")
struct HistoryTests {
    private static let orders = SimulationOrders.given

    /// Seeds that went wrong once, or that are worth a look every time.
    private static let fixed: [UInt64] = [33, 162, 340, 446, 525, 620, 984, 1370]
    private static let freshCount = 8

    private func expectNoFailure(_ report: Campaign.Report) {
        for failure in report.failures {
            let what = failure.what.prefix(5).joined(separator: "\n  ")
            Issue.record(
                """
                seed \(failure.seed) went wrong; `make simulate SEED=\(failure.seed)` repeats it and tells its story
                  \(what)
                """)
        }
    }

    @Test("Seeds that are known", .enabled(if: orders.isOrdinary))
    func known() { expectNoFailure(Campaign().run(HistoryTests.fixed)) }

    @Test("Seeds that nobody has tried", .enabled(if: orders.isOrdinary))
    func fresh() {
        let seeds = SimulationOrders.new(HistoryTests.freshCount)
        print("simulation: seeds \(seeds[0]) to \(seeds[0] + UInt64(seeds.count) - 1)")
        expectNoFailure(Campaign().run(seeds))
    }

    @Test("As many seeds as were asked for", .enabled(if: orders.seeds != nil && orders.seed == nil))
    func asked() {
        let seeds = (1...UInt64(max(1, HistoryTests.orders.seeds ?? 1))).map { $0 }
        var campaign = Campaign()
        campaign.onProgress = { report in
            print("simulation: \(report.histories) of \(seeds.count), \(report.failures.count) went wrong")
        }
        let report = campaign.run(seeds)
        print("simulation: \(report.text)")
        expectNoFailure(report)
    }

    @Test("One seed with its story", .enabled(if: orders.seed != nil))
    func told() {
        let result = History(seed: HistoryTests.orders.seed ?? 1).run(isTold: true)
        for line in result.story { print(line) }
        print("simulation: seed \(result.seed), fingerprint of its logs \(result.fingerprint)")
        var report = Campaign.Report()
        report.add(result)
        expectNoFailure(report)
    }

    @Test("The same seed gives the same history, to the byte", .enabled(if: orders.isOrdinary), arguments: [3, 11])
    func deterministic(seed: UInt64) {
        let (one, other) = (History(seed: seed).run(isTold: true), History(seed: seed).run(isTold: true))
        #expect(one.story == other.story)
        #expect(one.fingerprint == other.fingerprint)
        #expect(one.story.count > 20)
        #expect(one.fingerprint == History(seed: seed).run().fingerprint, "telling the story changes nothing")
    }

    @Test("Undisturbed lanes tell what the in-memory runtime tells", .enabled(if: orders.isOrdinary))
    func undisturbed() {
        let report = Campaign(faults: .undisturbed).run(Array(1...6))
        #expect(report.faults.isEmpty)
        #expect(report.versions > 0)
        expectNoFailure(report)
    }
}
