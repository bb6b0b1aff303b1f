import DisruptionCore
import Testing

/// Each kind of break: when it is told, how severe, and what settles it or takes it back.
@Suite struct RotationBreakTests {
    /// ORD 08:00 → DFW 09:00, DFW 09:45 → LAX 10:45; the least turn is 40 minutes.
    private static let inbound = TestLeg("AA1", "N1AA", "ORD", "DFW", at(8), 60)
    private static let leg = TestLeg("AA2", "N1AA", "DFW", "LAX", at(9, 45), 60)

    @Test func aLateInboundIsToldAndConfirmedByALateDeparture() throws {
        let scene = BreakScene()
        try scene.send(Self.inbound.scheduled, Self.leg.scheduled, Self.inbound.departed(late: 60))
        let told = try #require(scene.breaks(of: Self.leg.key)[.lateInbound])
        #expect(told.lifecycle == .opened && !told.confirmed && told.finding.severity == .low)
        // 60 late, slack 5: ready 55 minutes after scheduled departure.
        #expect(told.finding.metrics.contains(Metric("ready_minutes", .count(55))))
        #expect(told.finding.root == Root(.leg(Self.inbound.key), cause: "late_arrival"))
        #expect(told.finding.firstEffectAt == Self.leg.departure)
        try scene.send(Self.inbound.arrived(late: 60), Self.leg.departed(late: 50))
        let last = try #require(scene.breaks(of: Self.leg.key)[.lateInbound])
        #expect(last.lifecycle == .resolved && last.confirmed && last.finding.severity == .medium)
        #expect(last.finding.figure == 50)
    }

    @Test func aLateInboundThatIsMadeUpIsTakenBack() throws {
        let scene = BreakScene()
        try scene.send(
            Self.inbound.scheduled, Self.leg.scheduled, Self.inbound.departed(late: 40), Self.leg.departed(late: 14))
        #expect(scene.told(of: Self.leg.key) == ["LATE_INBOUND opened low", "LATE_INBOUND retracted by left_in_time"])
    }

    /// Opens above 15 minutes, closes at 10.
    @Test(arguments: [(20, 0), (21, 1)]) func theThresholdIsThatOfADelay(late: Int64, told: Int) throws {
        let scene = BreakScene()
        try scene.send(Self.inbound.scheduled, Self.leg.scheduled, Self.inbound.departed(late: late))
        #expect(scene.told(of: Self.leg.key).count == told)
        try scene.send(Self.inbound.arrived(late: 17))
        #expect(scene.told(of: Self.leg.key).count == told)
        try scene.send(Self.leg.departed(late: 0))
        #expect(scene.breaks(of: Self.leg.key)[.lateInbound]?.lifecycle == (told == 0 ? nil : .retracted))
    }

    @Test func theSizeOfTheDelayBoundsItsSeverity() throws {
        for (late, severity) in [(184, Severity.low), (185, .medium), (305, .high)] as [(Int64, Severity)] {
            let scene = BreakScene()
            try scene.send(Self.inbound.scheduled, Self.leg.scheduled, Self.inbound.departed(late: late))
            #expect(scene.breaks(of: Self.leg.key)[.lateInbound]?.finding.severity == severity)
        }
    }

    @Test func aCascadeTellsItsLateInbounds() throws {
        let scene = BreakScene()
        let line = LateLine()
        try scene.send(line.legs.map(\.scheduled) + [line.legs[0].departed(late: 200)])
        let cascade = try #require(scene.runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        for leg in line.legs.dropFirst() {
            let told = try #require(scene.breaks(of: leg.key)[.lateInbound])
            #expect(told.finding.parent == cascade.id && told.finding.severity == .low)
        }
        // The last leg gets another aircraft: one leg is no cascade.
        try scene.send(line.legs[2].swapped(to: "N9ZZ", at: at(11, 30)))
        let alone = try #require(scene.breaks(of: line.legs[1].key)[.lateInbound])
        #expect(alone.finding.parent == nil && alone.finding.severity == .medium && alone.lifecycle == .updated)
        #expect(scene.breaks(of: line.legs[2].key)[.lateInbound]?.finding.avertedBy == StaticName("swap"))
    }

    @Test func aCancelledInboundLeavesNoAircraft() throws {
        let scene = BreakScene()
        try scene.send(Self.inbound.scheduled, Self.leg.scheduled, Self.inbound.cancelled(at: at(7)))
        let told = try #require(scene.breaks(of: Self.leg.key)[.inboundCancelled])
        #expect(told.lifecycle == .opened && told.finding.severity == .medium)
        #expect(told.finding.root == Root(.leg(Self.inbound.key), cause: "cancellation"))
        #expect(told.finding.metrics.contains(Metric("aircraft_at", .codes([AirportCode("ORD") ?? .none]))))
        try scene.run(to: at(7, 45))
        #expect(scene.breaks(of: Self.leg.key)[.inboundCancelled]?.finding.severity == .high)
        try scene.send(Self.inbound.reinstated(at: at(7, 50)))
        #expect(
            scene.told(of: Self.leg.key) == [
                "INBOUND_CANCELLED opened medium", "INBOUND_CANCELLED updated high",
                "INBOUND_CANCELLED retracted by reinstated",
            ])
    }

    /// Out and back both cancelled: the aircraft is where it was.
    @Test func aCancelledPairBreaksNothing() throws {
        let scene = BreakScene()
        let back = TestLeg("AA2", "N1AA", "DFW", "ORD", at(9, 45), 60)
        let next = TestLeg("AA3", "N1AA", "ORD", "LAX", at(11, 30), 60)
        try scene.send(Self.inbound.scheduled, back.scheduled, next.scheduled, Self.inbound.cancelled(at: at(7)))
        #expect(scene.breaks(of: back.key)[.inboundCancelled]?.lifecycle == .opened)
        try scene.send(back.cancelled(at: at(7, 1)))
        let last = try #require(scene.breaks(of: back.key)[.inboundCancelled])
        let cancelled = scene.runtime.latest.first {
            $0.finding.pattern == .flightCancelled && $0.finding.subject == .leg(back.key)
        }
        #expect(last.lifecycle == .superseded && last.finding.supersededBy == cancelled?.id && cancelled != nil)
        #expect(scene.told(of: next.key).isEmpty)
    }

    @Test func anInboundThatComesDownElsewhereLeavesNoAircraft() throws {
        let scene = BreakScene()
        try scene.send(
            Self.inbound.scheduled, Self.leg.scheduled, Self.inbound.departed(late: 0),
            Self.inbound.diverted(to: "OKC", at: at(8, 50)))
        #expect(scene.told(of: Self.leg.key) == ["INBOUND_DIVERTED opened high"])
        // It goes on to where it is wanted, under another number.
        let onward = TestLeg("AA9901", "N1AA", "OKC", "DFW", at(9, 15), 25)
        var appears = onward.scheduled
        appears.at = at(8, 58)
        try scene.send(appears)
        #expect(
            scene.told(of: Self.leg.key) == [
                "INBOUND_DIVERTED opened high", "INBOUND_DIVERTED retracted by positioning",
            ])
    }

    @Test func twoLegsOfOneAircraftAtOneTimeOverlap() throws {
        let scene = BreakScene()
        let other = TestLeg("AA2", "N1AA", "LAX", "SFO", at(8, 45), 60)
        try scene.send(Self.inbound.scheduled, other.scheduled)
        let told = try #require(scene.breaks(of: other.key)[.overlap])
        #expect(told.finding.metrics.contains(Metric("overlap_minutes", .count(15))))
        #expect(told.finding.severity == .low)
        try scene.send(
            Self.inbound.departed(late: 0), Self.inbound.arrived(late: -20), other.swapped(to: "N2AA", at: at(8, 42)))
        #expect(
            scene.told(of: other.key) == ["OVERLAP opened low", "OVERLAP updated high", "OVERLAP retracted by swap"])
    }

    /// Where there is time for a ferry flight nothing is said.
    @Test(arguments: [(11, true), (13, false)]) func anAircraftElsewhereIsToldWhereNoFlightFits(
        hour: Int, isTold: Bool
    ) throws {
        let scene = BreakScene()
        let other = TestLeg("AA2", "N1AA", "LAX", "SFO", at(hour), 60)
        try scene.send(Self.inbound.scheduled, other.scheduled)
        #expect(scene.breaks(of: other.key)[.position].map { $0.lifecycle } == (isTold ? .opened : nil))
        let ferry = TestLeg("AA9902", "N1AA", "DFW", "LAX", at(9, 20), 60)
        try scene.send(ferry.scheduled)
        #expect(scene.breaks(of: other.key)[.position]?.finding.avertedBy == (isTold ? StaticName("positioning") : nil))
    }

    /// A turn planned too short is told when its inbound has left and the turn alone makes the leg late.
    @Test func anImpossibleTurnIsToldOnceItMatters() throws {
        let scene = BreakScene()
        let leg = TestLeg("AA2", "N1AA", "DFW", "LAX", at(9, 15), 60)
        try scene.send(Self.inbound.scheduled, leg.scheduled)
        #expect(scene.told(of: leg.key).isEmpty)
        try scene.send(Self.inbound.departed(late: 0))
        #expect(scene.told(of: leg.key) == ["IMPOSSIBLE_TURN opened low"])
        try scene.send(Self.inbound.arrived(late: 0), leg.departed(late: 22))
        let last = try #require(scene.breaks(of: leg.key)[.impossibleTurn])
        #expect(last.confirmed && last.finding.severity == .low)
    }

    @Test func noAircraftIsNamedTwoHoursBefore() throws {
        let scene = BreakScene()
        try scene.send(Self.leg.scheduled(isNamed: false))
        try scene.run(to: at(7, 44))
        #expect(scene.told(of: Self.leg.key).isEmpty)
        try scene.run(to: at(7, 45))
        let told = try #require(scene.breaks(of: Self.leg.key)[.noTail])
        #expect(told.detectedAt == at(7, 45) && told.finding.severity == .low && told.triggerEventID.isEmpty)
        try scene.send(Self.leg.swapped(to: "N1AA", at: at(8)))
        #expect(scene.told(of: Self.leg.key) == ["NO_TAIL opened low", "NO_TAIL retracted by tail_named"])
    }

    @Test func aFeedThatNamesNoAircraftIsNotAskedForThem() throws {
        let scene = BreakScene([("rotation_break.no_tail_minutes", 0)])
        try scene.send(Self.leg.scheduled(isNamed: false))
        try scene.run(to: at(9, 40))
        #expect(scene.told(of: Self.leg.key).isEmpty)
    }

    @Test func fewerSeatsAreADowngauge() throws {
        let scene = BreakScene()
        try scene.send(Self.leg.scheduled(seats: 180), Self.leg.swapped(to: "N2AA", at: at(8), seats: 150))
        let told = try #require(scene.breaks(of: Self.leg.key)[.downgauge])
        #expect(told.lifecycle == .opened && told.finding.severity == .medium && told.finding.figure == 30)
        try scene.send(Self.leg.departed(late: 0))
        let last = try #require(scene.breaks(of: Self.leg.key)[.downgauge])
        #expect(last.confirmed && last.lifecycle == .resolved && last.finding.severity == .medium)
    }

    @Test func seatsThatComeBackAreNoDowngauge() throws {
        let scene = BreakScene()
        try scene.send(
            Self.leg.scheduled(seats: 180), Self.leg.swapped(to: "N2AA", at: at(8), seats: 150),
            Self.leg.swapped(to: "N3AA", at: at(8, 30), seats: 178))
        #expect(
            scene.told(of: Self.leg.key) == ["DOWNGAUGE opened medium", "DOWNGAUGE retracted by seats_restored"])
    }

    /// One break a leg: the most serious is told, and the other again once it has gone.
    @Test func theMostSeriousBreakIsTold() throws {
        let scene = BreakScene()
        try scene.send(
            Self.inbound.scheduled, Self.leg.scheduled(seats: 180), Self.leg.swapped(to: "N1AA", at: at(6), seats: 150),
            Self.inbound.cancelled(at: at(7)), Self.inbound.reinstated(at: at(7, 5)))
        #expect(
            scene.told(of: Self.leg.key) == [
                "DOWNGAUGE opened medium", "INBOUND_CANCELLED opened medium", "DOWNGAUGE superseded",
                "DOWNGAUGE opened medium", "INBOUND_CANCELLED retracted by reinstated",
            ])
    }

    /// The leg at risk never leaves, and nobody says that it is cancelled.
    @Test func aLegThatNeverLeavesConfirmsIt() throws {
        let scene = BreakScene()
        try scene.send(Self.inbound.scheduled, Self.leg.scheduled, Self.inbound.cancelled(at: at(7)))
        try scene.run(to: at(1, day: 7))
        let last = try #require(scene.breaks(of: Self.leg.key)[.inboundCancelled])
        #expect(last.confirmed && last.lifecycle == .resolved && last.finding.severity == .high)
    }

    @Test func nothingIsToldADayAhead() throws {
        let scene = BreakScene()
        let inbound = Self.inbound.scheduled(hoursBefore: 30)
        let leg = Self.leg.scheduled(hoursBefore: 31)
        try scene.send(inbound, leg, Self.inbound.cancelled(at: at(3, day: 4)))
        #expect(scene.told(of: Self.leg.key).isEmpty)
        try scene.run(to: at(9, 45, day: 4))
        let told = try #require(scene.breaks(of: Self.leg.key)[.inboundCancelled])
        #expect(told.detectedAt == at(9, 45, day: 4) && told.finding.severity == .low)
    }

    /// From one late aircraft to another late one the break goes on; the first word of the second settles it.
    @Test func aSwapToAnotherLateAircraftAvertsNothing() throws {
        let scene = BreakScene()
        let other = TestLeg("AA7", "N2AA", "SFO", "DFW", at(8), 60)
        try scene.send(
            Self.inbound.scheduled, Self.leg.scheduled, other.scheduled, Self.inbound.departed(late: 60),
            other.departed(late: 62), Self.leg.swapped(to: "N2AA", at: at(9, 10)))
        #expect(scene.told(of: Self.leg.key) == ["LATE_INBOUND opened low", "LATE_INBOUND updated low"])
        #expect(scene.breaks(of: Self.leg.key)[.lateInbound]?.finding.root?.subject == .leg(other.key))
        try scene.send(Self.leg.swapped(to: "N3AA", at: at(9, 20)))
        #expect(scene.breaks(of: Self.leg.key)[.lateInbound]?.finding.avertedBy == StaticName("swap"))
    }
}
