import DisruptionCore
import Testing

@Suite struct AirportDriftTests {
    @Test func theMeanIsOfTheHourStrictlyBefore() {
        var drift = AirportDrift()
        #expect(drift.blockIn.mean(asOf: 100) == 0)
        drift.blockIn.add(12, at: 100)
        #expect(drift.blockIn.mean(asOf: 100) == 0)
        // 12 / (1 + 5)
        #expect(drift.blockIn.mean(asOf: 101) == 2000)
        #expect(drift.blockIn.mean(asOf: 160) == 2000)
        #expect(drift.blockIn.mean(asOf: 161) == 0)
        drift.blockIn.add(-30, at: 130)
        // (12 − 30) / 7, rounded
        #expect(drift.blockIn.mean(asOf: 131) == -2571)
        drift.blockIn.add(6, at: 99)
        #expect(drift.blockIn.mean(asOf: 131) == -1500)
        drift.blockIn.add(1000, at: 400)
        #expect(drift.blockIn.mean(asOf: 401) == 15_000)
        drift.blockIn.add(5, at: 300)
        #expect(drift.blockIn.mean(asOf: 401) == 15_000)
        drift.departing.add(-100, at: 10)
        #expect(drift.departing.mean(asOf: 11) == -1667)
    }

    @Test func aBucketOfAnHourBeforeIsNotTakenForANewOne() {
        var drift = AirportDrift()
        for minute in Int64(0)..<300 { drift.departing.add(6, at: minute) }
        // 60 · 6 / 65
        #expect(drift.departing.mean(asOf: 300) == 5538)
        #expect(drift.departing.mean(asOf: 330) == 5143)
    }
}
