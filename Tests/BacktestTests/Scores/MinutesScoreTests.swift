import DisruptionCore
import History
import Testing

@testable import Backtest

/// A table of legs of one aircraft, an hour apart and in the air for 20 minutes: departure and arrival delay, and what
/// its carrier reports as late aircraft.
func table(_ legs: [(departure: Int64, arrival: Int64, late: Int16)], tail: String = "N1AA") throws -> TruthTable {
    var truth = TruthTable()
    let start = snowStart
    for (place, leg) in legs.enumerated() {
        let scheduled = start.adding(minutes: Int64(place) * 60)
        let names = place % 2 == 0 ? ("ORD", "DEN") : ("DEN", "ORD")
        var row = HistoricLeg(
            key: LegKey(
                flight: try #require(FlightNumber("AA\(place + 1)")), date: CalendarDate(days: 20_473),
                origin: try #require(AirportCode(names.0))),
            destination: try #require(AirportCode(names.1)), tail: try #require(Tail(tail)),
            scheduledDeparture: scheduled, scheduledArrival: scheduled.adding(minutes: 20))
        row.out = scheduled.adding(minutes: leg.departure)
        row.arrival = scheduled.adding(minutes: 20 + leg.arrival)
        var causes = HistoricLeg.Causes()
        causes.lateAircraft = leg.late
        row.causes = causes
        truth.append(LegTruth(row, rules: EventRules(), isDropped: false))
    }
    return truth
}

@Suite struct MinutesScoreTests {
    @Test func theOneLineRuleKnowsTheInboundAndTheTurn() throws {
        // Scheduled turns of 40 minutes: all of the inbound's delay goes on.
        let chain = Chain(try table([(30, 25, 0), (25, 20, 20), (18, 0, 0)]))
        let rule = OneLineRule(chain)
        #expect(rule.atArrival == [0, 25, 20])
        #expect(rule.atDeparture == [0, 30, 25])
        #expect(rule.twoLegsAhead == [0, 0, 25])
    }

    @Test func errorsAndAlarms() throws {
        let chain = Chain(try table([(30, 25, 0), (25, 20, 20), (18, 0, 0)]))
        let score = MinutesScore([0, 250, 200], ScoredLegs(chain), .allFlown)
        #expect(score.legs == 3 && score.lateLegs == 1 && score.lateMinutes == 20)
        #expect(score.explained == 1 && score.overshoot == 1.25)
        #expect(score.error == 8.333 && score.errorOfLateLegs == 5 && score.errorOfZero == 6.667)
        #expect(score.alarms.map(\.precision) == [0.5, 0.5, 0.5, 0.5] && score.alarms.map(\.recall) == [1, 1, 1, 1])
        #expect(MinutesScore([0, 250, 200], ScoredLegs(chain), .sameDayChained).legs == 2)
        #expect(MinutesScore([0, 250, 200], ScoredLegs(chain), .arrivedLate).legs == 2)
    }

    @Test func nothingIsNoTrap() throws {
        let score = MinutesScore([], ScoredLegs(Chain(TruthTable())), .allFlown)
        #expect(score.legs == 0 && score.error == 0 && score.correlation == 0 && score.explained == 0)
    }

    @Test func cascadesAreRunsOfLateChainedLegs() throws {
        let late: (Int64, Int64, Int16) = (30, 30, 30)
        let figures = ChainFigures(Chain(try table([(0, 0, 0), late, late, late, (0, 0, 0), late])))
        #expect(figures.runsByLength == [1, 0, 1, 0, 0, 0, 0, 0])
        #expect(figures.longRuns == [1..<4] && figures.minutesInLongRuns == 0.75)
    }

    @Test(arguments: [
        (0.12345, 4, 0.1235), (2.675, 2, 2.67), (2.5, 0, 2), (3.5, 0, 4), (-0.5, 0, 0), (1.005, 2, 1.0), (0.15, 1, 0.1),
        (0.35, 1, 0.3), (8.345, 2, 8.35),
    ])
    func roundingIsThatOfTheReference(_ value: Double, _ decimals: Int, _ rounded: Double) {
        #expect(Rounding.round(value, decimals) == rounded)
    }

    @Test func quantilesLieBetweenTwoNumbers() {
        #expect(Rounding.quantile([0, 10], 0.25) == 2.5)
        #expect(Rounding.quantile([1, 2, 3, 4], 0.5) == 2.5)
        #expect(Rounding.quantile([7], 0.9) == 7 && Rounding.quantile([], 0.5) == nil)
    }
}
