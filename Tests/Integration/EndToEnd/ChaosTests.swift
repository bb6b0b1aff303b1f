import Chaos
import Testing

/// Faults done once each as `make chaos` does them more often, judged by the same oracle.
@Suite("Chaos, once each", .serialized, .needsKafka, .needsPostgres)
struct ChaosTests {
    /// Little and quick; the seed is fixed so that a failure can be repeated.
    static var settings: ChaosSettings {
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
        let outcome = try Self.outcome(of: KillFault.self, rounds: 3)
        #expect(outcome.againSeconds < 10)
    }

    @Test("Frozen beyond its session and back: the other takes over, the zombie does no harm")
    func zombie() throws { try Self.outcome(of: ZombieFault.self) }

    @Test("The broker stopped and started again: everything goes on by itself")
    func brokerBounce() throws { try Self.outcome(of: BrokerBounceFault.self) }

    @Test("PostgreSQL away: detection goes on, and the tables catch up")
    func databaseOutage() throws { try Self.outcome(of: DatabaseFault.self) }

    @discardableResult
    private static func outcome(of fault: any Fault.Type, rounds: Int = 1) throws -> TrialOutcome {
        var settings = settings
        settings.rounds = rounds
        let outcome = try Trial(fault, settings).run()
        #expect(outcome.verdict.violations == [])
        #expect(outcome.strikes == rounds)
        #expect(outcome.verdict.facts > 0 && outcome.verdict.legs > 0 && outcome.verdict.letters > 0)
        return outcome
    }
}
