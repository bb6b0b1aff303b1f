import DisruptionCore
import Testing

@testable import Backtest

@Suite struct ProbabilityScoreTests {
    private func score(_ said: [(Int, Bool)]) -> ProbabilityScore {
        var score = ProbabilityScore()
        for (permille, cameTrue) in said { score.add(permille, cameTrue: cameTrue) }
        return score
    }

    @Test func brierIsTheMeanSquare() {
        #expect(score([(1000, true), (0, false)]).brier == 0)
        #expect(abs(score([(800, true), (300, false)]).brier - (0.04 + 0.09) / 2) < 1e-12)
        #expect(score([]).brier == 0)
    }

    @Test func theCurveCountsPairs() {
        #expect(score([(900, true), (800, false), (700, true), (600, false)]).areaUnderCurve == 0.75)
        #expect(score([(500, true), (500, false)]).areaUnderCurve == 0.5)
        #expect(score([(500, true)]).areaUnderCurve == nil)
    }

    @Test func precisionWhereHalfIsFound() {
        #expect(score([(900, true), (800, false), (700, true), (600, false)]).precisionAtHalfRecall == 1)
        #expect(score([(900, false), (700, true), (600, true)]).precisionAtHalfRecall == 0.5)
        #expect(score([(900, false)]).precisionAtHalfRecall == nil)
    }

    @Test func calibrationGathersTenths() {
        let bins = score([(1000, true), (950, false), (40, false), (-5, false), (2000, true)]).calibration
        #expect(bins.count == 10 && bins[9].legs == 3 && bins[0].legs == 2)
        #expect(bins[0].said == 0.02 && bins[0].cameTrue == 0)
        #expect(abs(bins[9].cameTrue - 2.0 / 3) < 1e-12)
    }

    @Test func theFirstPredictionOfAnInformationTimeStands() throws {
        let leg = LegKey(
            flight: try #require(FlightNumber("AA1")), date: CalendarDate(days: 20_473),
            origin: try #require(AirportCode("ORD")))
        func prediction(_ horizon: RotationPrediction.Horizon, _ decimes: Int32) -> RotationPrediction {
            RotationPrediction(
                leg: leg, madeAt: snowStart, horizon: horizon, lateAircraftDecimes: decimes, late15Permille: 1500,
                departureDelayMinutes: 100_000)
        }
        var table = PredictionTable()
        let told: [(RotationPrediction.Horizon, Int32)] = [
            (.twoLegsAhead, 10), (.twoLegsAhead, 20), (.previousArrival, -5),
        ]
        let taken = told.map { table.take(prediction($0.0, $0.1)) }
        #expect(taken == [true, false, true])
        #expect(table.prediction(of: leg, at: .twoLegsAhead)?.decimes == 10)
        let held = try #require(table.prediction(of: leg, at: .previousArrival))
        #expect(held.decimes == 0 && held.permille == 1000 && held.delay == Int16.max)
        #expect(table.prediction(of: leg, at: .previousDeparture) == nil && table.count == 2)
    }
}
