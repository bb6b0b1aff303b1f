import Testing

@testable import DisruptionCore

/// A flight that returns to the gate and leaves again is one departure.
@Suite struct ReturnToGateTests {
    private static let due = QuarterHour(containing: at(12))

    /// The steps of a leg that was due at 12:00, by the bin that settles and how it stood then.
    private static func steps(_ moments: [(after: Int32, hasLeft: Bool, delay: Int16)]) -> [DepartureStep] {
        var demand = LegDemand()
        return moments.compactMap { moment in
            var movements = LegMovements()
            (movements.scheduled, movements.hasLeft) = (due, moment.hasLeft)
            movements.departure = due + moment.after
            movements.departureDelay = moment.delay
            return demand.settleDeparture(movements, in: due + moment.after)
        }
    }

    private static func sums(_ steps: [DepartureStep], through last: Int32) -> (departed: Int32, late: Int32) {
        var settled = SettledDemand()
        var carriers = CarrierDepartures()
        for var step in steps {
            step.carrier = CarrierCode("AA") ?? .none
            let isTaken = settled.count(step)
            #expect(isTaken)
            carriers.count(step)
        }
        var (departed, late): (Int32, Int32) = (0, 0)
        for after in 0...last {
            settled.settle(due + after)
            carriers.settle(due + after)
            departed += settled[due + after].departed
            late += settled[due + after].late
        }
        let row = carriers.window.first?.counts
        #expect(row?.due == 1 && row?.outbound.late == late, "what airlines are told of their peers says the same")
        return (departed, late)
    }

    @Test func itLeavesOnTimeAndThenLate() {
        let steps = Self.steps([(0, true, 5), (1, false, 0), (3, true, 50)])
        #expect(steps.map(\.to) == [.moved, .waiting, .moved] && steps.map(\.left) == [.no, .onTime, .onTime])
        #expect(Self.sums(steps, through: 5) == (1, 1))
    }

    @Test func itLeavesLateTwice() {
        let steps = Self.steps([(1, true, 20), (2, false, 0), (4, true, 65)])
        #expect(steps.map(\.left) == [.no, .late, .late])
        #expect(Self.sums(steps, through: 6) == (1, 1))
    }

    @Test func itLeavesLateAndIsCancelledThen() {
        var steps = Self.steps([(1, true, 20), (2, false, 0)])
        var cancelled = DepartureStep(from: .waiting, to: .cancelled, bin: Self.due + 3, due: Self.due)
        cancelled.left = .late
        steps.append(cancelled)
        var carriers = CarrierDepartures()
        for var step in steps {
            step.carrier = CarrierCode("AA") ?? .none
            carriers.count(step)
        }
        for after in 0...5 as ClosedRange<Int32> { carriers.settle(Self.due + after) }
        #expect(carriers.window.first?.counts.outbound == PeerFigures.Share(flights: 1, late: 0, cancelled: 1))
    }

    @Test("What the log holds of a step comes back", arguments: [LegDemand.Left.no, .onTime, .late])
    func message(left: LegDemand.Left) {
        var step = DepartureStep(from: .waiting, to: .moved, bin: Self.due + 3, due: Self.due)
        (step.left, step.delay, step.carrier) = (left, 50, CarrierCode("9E") ?? .none)
        var writer = ByteWriter()
        DemandSettled.departure(step).encode(into: &writer, eventTime: at(13))
        var reader = ByteReader(writer.bytes)
        guard case .departure(let read) = DemandSettled(eventTime: at(13), reading: &reader) else {
            Issue.record("no departure")
            return
        }
        #expect(read == step && reader.isAtEnd)
        writer.removeAll()
        let takeoff = TakeoffStep(bin: Self.due + 2, taxiMinutes: 31)
        DemandSettled.takeoff(takeoff).encode(into: &writer, eventTime: at(13))
        reader = ByteReader(writer.bytes)
        guard case .takeoff(let told) = DemandSettled(eventTime: at(13), reading: &reader) else {
            Issue.record("no take-off")
            return
        }
        #expect(told == takeoff)
    }
}
