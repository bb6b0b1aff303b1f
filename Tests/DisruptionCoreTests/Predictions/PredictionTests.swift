import DisruptionCore
import Testing

/// What is predicted of legs as their rotation becomes known: three legs of one aircraft, with turns of 45 minutes
/// where nothing was learned but that 40 are needed.
@Suite struct PredictionTests {
    private let line = LateLine()

    @Test func eachMovementMakesTheLegsBehindItPredictable() throws {
        let scene = PredictionScene()
        try scene.send(line.legs.map(\.scheduled) + [line.legs[0].departed(late: 90), line.legs[0].arrived(late: 90)])
        try scene.run(to: at(13))
        // Scheduled at 8:00, 9:45 and 11:30; the schedule came six hours before.
        #expect(scene.said(of: line.legs[0].key) == ["t-4h 4:0", "t-2h 6:0"])
        #expect(
            scene.said(of: line.legs[1].key) == ["t-4h 5:45", "t-2h 7:45", "prev_departure 9:30", "prev_arrival 10:30"])
        #expect(scene.said(of: line.legs[2].key) == ["t-4h 7:30", "t-2h 9:30", "two_legs_ahead 9:30"])
        let arrived = try #require(scene.predictions(of: line.legs[1].key).last)
        // Ready 85 minutes late: the unlearned curve has a chance of .788 and takes 20.5 minutes off.
        #expect(arrived.lateAircraftDecimes == 645)
        #expect(arrived.late15Permille == 998 && arrived.departureDelayMinutes == 86)
    }

    @Test func anAircraftThatIsInTimeIsNoReason() throws {
        let scene = PredictionScene()
        try scene.send(line.legs.map(\.scheduled) + [line.legs[0].departed(late: 0), line.legs[0].arrived(late: 0)])
        let last = try #require(scene.predictions(of: line.legs[1].key).last)
        #expect(last.horizon == .previousArrival && last.lateAircraftDecimes == 0 && last.late15Permille < 250)
    }

    @Test func nothingIsSaidTwiceOrBehindTheDeparture() throws {
        let scene = PredictionScene()
        var again = line.legs[0].departed(late: 90)
        (again.id, again.at) = ("again", again.at.adding(minutes: 5))
        again.fields = [(.actualDeparture, again.at.ms)]
        try scene.send(
            line.legs.map(\.scheduled) + [line.legs[0].departed(late: 90), again]
                + [line.legs[1].departed(late: 0), line.legs[0].arrived(late: 90)])
        #expect(scene.said(of: line.legs[1].key) == ["t-4h 5:45", "t-2h 7:45", "prev_departure 9:30"])
    }

    @Test func aCancelledLegIsPassedOver() throws {
        let scene = PredictionScene()
        let (first, second) = (line.legs[0], line.legs[1])
        let back = TestLeg("AA4", "N801AA", "DFW", "ORD", at(10, 30), 60)
        try scene.send(
            [first, second, back].map(\.scheduled) + [second.cancelled(at: at(5)), first.departed(late: 90)])
        #expect(scene.said(of: second.key).isEmpty)
        #expect(scene.said(of: back.key) == ["t-4h 6:30", "t-2h 8:30", "prev_departure 9:30"])
    }

    @Test func theHourBeforeAtItsAirportsCounts() throws {
        // Others' flights to DFW take half an hour longer than planned.
        let others = (0..<8).map { TestLeg("UA\($0 + 1)", "N\($0)UA", "JFK", "DFW", at(7), 60) }
        let mine = line.legs.map(\.scheduled) + [line.legs[0].departed(late: 5)]
        let (calm, busy) = (PredictionScene(), PredictionScene())
        try calm.send(mine)
        try busy.send(mine + others.flatMap { [$0.scheduled, $0.departed(late: 30), $0.arrived(late: 60)] })
        let before = try #require(calm.predictions(of: line.legs[1].key).last)
        let after = try #require(busy.predictions(of: line.legs[1].key).last)
        #expect(before.horizon == .previousDeparture && after.horizon == .previousDeparture)
        // Those came in at 9:00, this one left at 8:05.
        #expect(after == before)
        let late = TestLeg("AA9", "N802AA", "ORD", "DFW", at(9), 60)
        let onward = TestLeg("AA10", "N802AA", "DFW", "LAX", at(10, 45), 60)
        let own = [late.scheduled, onward.scheduled, late.departed(late: 5)]
        try calm.send(own)
        try busy.send(own)
        let calmer = try #require(calm.predictions(of: onward.key).last)
        let busier = try #require(busy.predictions(of: onward.key).last)
        #expect(calmer.madeAt == busier.madeAt && calmer.late15Permille + 50 < busier.late15Permille)
    }

    @Test func aTimeThatHasGoneByIsNotMadeUpFor() throws {
        let scene = PredictionScene()
        var late = line.legs[1].scheduled
        late.at = at(7)
        try scene.send([late])
        try scene.run(to: at(12))
        // 9:45 less four hours has passed by then.
        #expect(scene.said(of: line.legs[1].key) == ["t-2h 7:45"])
    }

    @Test func switchedOffNothingIsPredicted() throws {
        let scene = PredictionScene([("rotation.predictions", 0)])
        try scene.send(line.legs.map(\.scheduled) + [line.legs[0].departed(late: 90)])
        try scene.run(to: at(13))
        #expect(scene.runtime.predictions.isEmpty)
    }

    @Test func theLegsStateCarriesTheLastOne() throws {
        let scene = PredictionScene()
        try scene.send(line.legs.map(\.scheduled) + [line.legs[0].departed(late: 90), line.legs[0].arrived(late: 90)])
        var held: [LegKey: RotationPrediction] = [:]
        scene.runtime.takeStates {
            held[$0.key] = $0.prediction
        } forgotten: { _ in
        }
        #expect(held[line.legs[1].key] == scene.predictions(of: line.legs[1].key).last)
        #expect(held[line.legs[2].key]?.horizon == .twoLegsAhead)
    }
}
