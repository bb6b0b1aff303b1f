import DisruptionCore
import Testing

@Suite struct DepartureForecastTests {
    private func inputs(_ margin: Int?, hour: Int = 12) throws -> DepartureForecast.Inputs {
        DepartureForecast.Inputs(
            time: .previousDeparture, carrier: try #require(CarrierCode("AA")),
            origin: try #require(AirportCode("ORD")), localHour: hour, margin: margin)
    }

    @Test func whereNothingIsLearnedPooledFiguresDecide() throws {
        let alone = DepartureForecast(try inputs(nil), .unlearned)
        #expect(alone.permille == 104 && alone.delay == -1200)
        let late = DepartureForecast(try inputs(60_000), .unlearned)
        #expect(late.permille == 998 && late.delay == 60_500)
        var drifting = try inputs(10_000)
        drifting.driftAtOrigin = 20_000
        #expect(drifting.effectiveMargin == 22_000)
        drifting.time = .previousArrival
        #expect(drifting.effectiveMargin == 10_000)
    }

    @Test func circumstancesAreDelayAndHour() throws {
        #expect(try inputs(0, hour: 0).circumstance == 0)
        #expect(try inputs(0, hour: 23).circumstance == 7)
        var busy = try inputs(0, hour: 6)
        busy.departingAtOrigin = 20_000
        #expect(busy.circumstance == 34)
    }

    @Test func learnedRowsAreUsed() throws {
        let text = """
            iropsd-learned 1
            own-lateness prev_departure 0 4 200000
            own-factor prev_departure AA * 500000
            own-factor prev_departure AA ORD 2000000
            survival prev_departure * 0 900000
            survival prev_departure AA 0 500000
            delay prev_departure 12 2 -3000

            """
        let tables = try Array(text.utf8).withUnsafeBytes { try LearnedTables(text: $0) }
        #expect(String(decoding: LearnedTablesText.bytes(tables), as: UTF8.self) == text)
        // 1 − .5 · (1 − .2 · .5 · 2)
        let forecast = DepartureForecast(try inputs(0), tables)
        #expect(forecast.permille == 600 && forecast.chance == 600_000)
        #expect(forecast.delay == -3000)
    }

    @Test func extremesAreHeld() throws {
        for value in [Int.min, Int.max] {
            var inputs = try inputs(value, hour: value)
            inputs.driftAtOrigin = value
            inputs.departingAtOrigin = value
            #expect((2000...998_000).contains(DepartureForecast(inputs, .unlearned).chance))
        }
    }
}
