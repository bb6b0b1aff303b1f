import DisruptionCore
import Testing

/// Timers of a leg's bins of demand end before the leg does.
@Suite struct DemandTimerTests {
    /// Bins that have settled by the old reporting time settle by the new one when the leg is forgotten, or later.
    @Test func noTimerOutlivesItsLegWhenBinsSettleLater() throws {
        var settings = EngineSettings()
        let early = settings.set("airport_congestion.reporting_minutes", 0)
        let log = EngineLog(settings: settings)
        Feed(log).send(TestLeg("AA1", "N1", "ORD", "DFW", at(8), 60).scheduled)
        log.mark(at(23, 45, day: 7))
        log.flush()
        let late = settings.set("airport_congestion.reporting_minutes", 120)
        #expect(early && late)
        log.change(to: settings, generation: 2)
        log.mark(at(0, 30, day: 8))
        log.flush()
        var engine = EngineLog.engine()
        _ = try log.run(&engine)
        #expect(engine.sizes.legs == 0)
        #expect(engine.sizes.timers == 0)
    }
}
