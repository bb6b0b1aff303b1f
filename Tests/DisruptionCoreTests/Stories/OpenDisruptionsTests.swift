import Testing

@testable import DisruptionCore

/// What an engine counts as open is what its readers hold for current.
@Suite struct OpenDisruptionsTests {
    @Test(arguments: 1...6) func asManyAreOpenAsReadersHoldForCurrent(seed: Int) throws {
        let logs = try RandomDays.logs(seed: 40 + seed, entities: 2, tails: 4, days: 2)
        var most: Int64 = 0
        for (partition, log) in logs.logs.enumerated() {
            var engine = PartitionLogs.engine(partition, logs.layout, TableLimits())
            var current: [DisruptionID: Pattern] = [:]
            for (offset, record) in log.enumerated() {
                for version in try EngineLog.step(&engine, record, offset: offset, isReplay: false) {
                    let isOpen = version.lifecycle == .opened || version.lifecycle == .updated
                    current[version.id] = isOpen ? version.finding.pattern : nil
                }
                engine.outgoing.flush(tickGranularityMs: 60_000)
                _ = engine.outgoing.takeFinished()
                engine.takeStates({ _ in }, forgotten: { _ in })
                engine.takeBookings({ _ in }, forgotten: { _ in })
                var expected = [Int64](repeating: 0, count: Pattern.allCases.count)
                for pattern in current.values { expected[Int(pattern.rawValue) - 1] += 1 }
                try #require(engine.openDisruptions.counts == expected, "seed \(seed), \(partition)@\(offset)")
                most = max(most, expected.reduce(0, +))
                if offset % 25 == 0 { engine = try PartitionEngine.restored(engine.snapshot(), partition, logs.layout) }
            }
        }
        #expect(most > 3, "seed \(seed)")
    }

    @Test func whatWasLeftOpenIsForgottenWithItsDay() {
        var open = OpenDisruptions()
        let day = CalendarDate(days: 20_000)
        open.note(.weatherImpact, day, wasOpen: false, isOpen: true)
        open.forget(before: .distantPast)
        open.forget(before: CalendarDate(days: day.days + 7).startUTC)
        #expect(open.counts.reduce(0, +) == 1)
        open.forget(before: CalendarDate(days: day.days + 8).startUTC)
        #expect(open == OpenDisruptions())
    }

    @Test func madeUpDaysAreBounded() {
        var open = OpenDisruptions()
        for days in 0..<1000 { open.note(.flightDelay, CalendarDate(days: Int32(days)), wasOpen: false, isOpen: true) }
        #expect(open.counts[0] == 64)
        for days in 0..<1000 { open.note(.flightDelay, CalendarDate(days: Int32(days)), wasOpen: true, isOpen: false) }
        #expect(open == OpenDisruptions())
    }
}
