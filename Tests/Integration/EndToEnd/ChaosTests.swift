import Chaos
import Testing

/// Faults done once each as `make chaos` does them more often, judged by the same oracle.
@Suite("Chaos, once each", .serialized, .needsKafka, .needsPostgres)
struct ChaosTests {
    /// Little and quick; the seed is fixed so that a failure can be repeated.
    private static var settings: ChaosSettings {
        var settings = ChaosSettings()
        settings.seed = 2008
        settings.rounds = 1
        settings.perSecond = 250
        settings.tails = 60
        settings.outageSeconds = 5
        return settings
    }

    @Test("kill -9, again and again: everything once, and output within 10 s")
    func kill() throws {
        var settings = Self.settings
        settings.rounds = 3
        let outcome = try Trial(KillFault.self, settings).run()
        #expect(outcome.verdict.violations == [])
        #expect(outcome.strikes == 3)
        #expect(outcome.verdict.facts > 0 && outcome.verdict.legs > 0 && outcome.verdict.letters > 0)
        #expect(outcome.againSeconds < 10)
    }
}
