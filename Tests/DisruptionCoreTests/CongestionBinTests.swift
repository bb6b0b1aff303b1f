@testable import DisruptionCore
import Testing

/// Bins of settled demand.
@Suite struct CongestionBinTests {
    private let noon = QuarterHour(containing: at(12))

    @Test func binsSettleWhenTheReportsAreIn() {
        let settling = Settling(EngineSettings())
        #expect(noon.start == at(12))
        #expect(noon.end == at(12, 15))
        #expect(settling.instant(of: noon) == at(12, 25))
        #expect(settling.last(at: at(12, 25)) == noon)
        #expect(settling.last(at: at(12, 25).adding(ms: -1)) == noon + -1)
        #expect(settling.last(at: .distantPast).isNone)
        // What becomes known at the very instant comes too late for it.
        #expect(settling.first(after: at(12, 25).adding(ms: -1)) == noon)
        #expect(settling.first(after: at(12, 25)) == noon + 1)
        #expect(QuarterHour(containing: Instant(ms: -1)).index == -1)
        #expect(QuarterHour(nil as Instant?).isNone)
    }

    private func movements(_ scheduled: Int32, left: Int32? = nil, cancelled: Bool = false) -> LegMovements {
        var movements = LegMovements()
        movements.scheduled = noon + scheduled
        movements.departure = noon + (left ?? scheduled)
        movements.hasLeft = left != nil
        movements.isCancelled = cancelled
        return movements
    }

    @Test func aDepartureStepsThroughItsStates() {
        var demand = LegDemand()
        func settle(_ movements: LegMovements, in bin: QuarterHour) -> DepartureStep? {
            demand.settleDeparture(movements, in: bin)
        }
        #expect(settle(movements(0), in: noon + -1) == nil)
        #expect(
            settle(movements(0), in: noon)
                == DepartureStep(from: .unseen, to: .waiting, bin: noon, due: noon))
        #expect(settle(movements(0), in: noon + 1) == nil)
        #expect(
            settle(movements(0, left: 3), in: noon + 3)
                == DepartureStep(from: .waiting, to: .moved, bin: noon + 3, due: noon))
        // A correction of a departure that counts changes nothing.
        #expect(settle(movements(0, left: 5), in: noon + 4) == nil)
        // It came back to the gate, and was cancelled.
        #expect(settle(movements(0), in: noon + 5)?.to == .waiting)
        #expect(
            settle(movements(0, cancelled: true), in: noon + 6)
                == DepartureStep(from: .waiting, to: .cancelled, bin: noon + 6, due: noon, left: .onTime))
        #expect(settle(movements(0), in: noon + 7)?.to == .waiting)
        #expect(settle(movements(0), in: noon + 22) == nil)
        #expect(settle(movements(0), in: noon + 23)?.to == .lost)
        #expect(settle(movements(0), in: noon + 24) == nil)
        #expect(settle(movements(0, left: 25), in: noon + 25)?.from == .lost)
    }

    @Test func earlyDeparturesAreDueWhenScheduled() {
        var demand = LegDemand()
        func settle(_ movements: LegMovements, in bin: QuarterHour) -> DepartureStep? {
            demand.settleDeparture(movements, in: bin)
        }
        #expect(
            settle(movements(1, left: 0), in: noon)
                == DepartureStep(from: .unseen, to: .moved, bin: noon, due: noon + 1))
        #expect(settle(movements(1, left: 0), in: noon + 1) == nil)
        var unscheduled = LegDemand()
        var only = movements(0, left: 0)
        only.scheduled = .none
        let step = unscheduled.settleDeparture(only, in: noon)
        #expect(step == DepartureStep(from: .unseen, to: .moved, bin: noon, due: .none))
    }

    @Test func aCancellationCountsWhereTheLegWasDueFromWhenItWasKnown() {
        var settled = SettledDemand()
        func count(_ step: DepartureStep) -> Bool { settled.count(step) }
        #expect(count(DepartureStep(from: .waiting, to: .cancelled, bin: noon + 2, due: noon)))
        #expect(count(DepartureStep(from: .unseen, to: .waiting, bin: noon, due: noon)))
        settled.settle(noon)
        #expect(settled.backlog == 1)
        #expect(settled.departures(upTo: noon, bins: 8) == (1, 0))
        settled.settle(noon + 1)
        #expect(settled.departures(upTo: noon + 1, bins: 8) == (1, 0))
        settled.settle(noon + 2)
        #expect(settled.backlog == 0)
        #expect(settled.departures(upTo: noon + 2, bins: 8) == (1, 1))
        #expect(settled.departures(upTo: noon + 8, bins: 8) == (0, 0))
    }

    @Test func whatComesTooLateChangesNoFigureAndNoQueue() {
        var settled = SettledDemand()
        func count(_ step: DepartureStep) -> Bool { settled.count(step) }
        func countArrival(_ bin: QuarterHour) -> Bool { settled.countArrival(bin) }
        #expect(count(DepartureStep(from: .unseen, to: .waiting, bin: noon, due: noon)))
        settled.settle(noon)
        settled.settle(noon + 1)
        #expect(!count(DepartureStep(from: .waiting, to: .moved, bin: noon + 1, due: noon)))
        #expect(!countArrival(noon))
        settled.settle(noon + 2)
        #expect(settled.backlog == 0)
        #expect(settled.movements(upTo: noon + 2) == 0)
    }

    @Test func binsAreBounded() {
        var settled = SettledDemand()
        func countArrival(_ bin: QuarterHour) -> Bool { settled.countArrival(bin) }
        #expect(countArrival(noon))
        #expect(countArrival(noon + -5))
        #expect(countArrival(noon + 1_000_000))
        #expect(countArrival(noon + -1_000_000))
        #expect(settled[noon].arrived == 1)
        #expect(settled[noon + -5].arrived == 1)
        #expect(settled[noon + 1_000_000].arrived == 0)
        #expect(settled.next == noon + -5)
        for bin in 0..<Int32(300) { settled.settle(noon + (bin - 5)) }
        #expect(settled[noon].arrived == 0)
        #expect(settled.isQuiet(from: settled.next))
    }

    @Test func expectedDemandLivesInARing() {
        var expected = ExpectedDemand()
        var demand = DepartureDemand()
        (demand.state, demand.scheduled, demand.best) = (.due, noon, noon + 2)
        expected.begin(at: noon + -20)
        expected.apply(.departure(from: DepartureDemand(), to: demand))
        #expect(expected[noon].due == 1)
        #expect(expected[noon + 2].waiting == 1)
        var cancelled = demand
        (cancelled.state, cancelled.best) = (.cancelled, noon)
        expected.apply(.departure(from: demand, to: cancelled))
        #expect(expected[noon].due == 1)
        #expect(expected[noon].cancelled == 1)
        #expect(expected[noon + 2].movements == 0)
        expected.apply(.arrival(from: .none, to: noon + 100_000))
        #expect(expected[noon + 100_000].arrivals == 0)
        expected.advance(to: noon + ExpectedDemand.behind)
        #expect(expected[noon].cancelled == 1)
        expected.advance(to: noon + ExpectedDemand.behind + 1)
        #expect(expected[noon].cancelled == 0)
        #expect(expected[noon + ExpectedDemand.capacity].due == 0)
        expected.advance(to: noon + 1_000_000)
        #expect(expected[noon + 1_000_000].due == 0)
    }
}
