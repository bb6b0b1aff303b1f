import DisruptionCore
import Testing

@testable import Simulator

/// What is ordered happens, to what was named and to what hangs on it alone.
@Suite struct OrderedTests {
    private static func day(_ orders: (at: String, what: String)...) throws -> SimulatedDay {
        try SimulatedDay(SimulatedDay.options(orders, background: .calm))
    }

    @Test func aDelayMovesNothingElse() throws {
        let calm = try Self.day()
        let late = try Self.day(("06:40", "delay ZF112 90"))
        let leg = "ZF112/2026-03-17/FRA"
        let delays = late.events(of: leg).filter { $0.type == "FLIGHT_DELAY" }
        #expect((delays.first?.payload["delay_minutes"] as? Int ?? 0) >= 90)
        let before = Dictionary(uniqueKeysWithValues: calm.legs.map { ($0.leg, $0.departureDelay) })
        let touched = late.legs.filter { before[$0.leg] != $0.departureDelay }
        #expect(touched.count >= 2)
        for other in touched where other.leg != leg {
            let isDownstream = other.causes.contains { $0.root == leg }
            let isQueued = abs(other.departureDelay - (before[other.leg] ?? 0)) <= 15
            #expect(isDownstream || isQueued, "\(other.leg) moved by \(other.causes)")
        }
    }

    @Test func aCancellationTakesTheWayBackAlong() throws {
        let day = try Self.day(("06:40", "cancel ZF112"))
        let cancelled = day.legs.filter(\.isCancelled).map(\.leg)
        #expect(cancelled == ["ZF112/2026-03-17/FRA", "ZF113/2026-03-17/LHR"])
        #expect(day.events(of: "ZF112/2026-03-17/FRA").last?.type == "FLIGHT_CANCELLED")
    }

    @Test func aGateMovesWithItsTerminal() throws {
        let day = try Self.day(("06:40", "gate ZF112 A5 D15"))
        let change = try wanted(day.flights.first { $0.type == "GATE_CHANGE" }, "a change of gate")
        #expect(change.leg == "ZF112/2026-03-17/FRA")
        #expect(change.text("old_gate") == "A5" && change.text("new_gate") == "D15")
        #expect(change.payload["terminal_change"] as? Bool == true)
        #expect(day.flights.count { $0.type == "GATE_CHANGE" } == 1)
    }

    @Test func aGroundedFleetDoesNotLeave() throws {
        let day = try Self.day(("06:00", "ground ZF A320 4h"))
        let types = Dictionary(
            day.flights.filter { $0.type == "FLIGHT_SCHEDULED" }.map { ($0.leg, $0.text("aircraft_type")) },
            uniquingKeysWith: { first, _ in first })
        let swapped = Set(day.flights.filter { $0.type == "AIRCRAFT_CHANGE" }.map(\.leg))
        let from = minutes("2026-03-17T06:00:00Z")
        for event in day.flights where event.type == "FLIGHT_DEPARTED" && event.text("airline") == "ZF" {
            guard types[event.leg] == "A320", !swapped.contains(event.leg) else { continue }
            let out = minutes(event.text("actual_departure"))
            #expect(out < from || out >= from + 240, "\(event.leg) left although its type is grounded")
        }
        #expect(day.legs.filter(\.isCancelled).count > 5)
    }

    @Test func badWeatherLeavesItsMark() throws {
        let day = try SimulatedDay(
            SimulatedDay.options([("05:00", "weather FRA blizzard 5h")], background: .calm, date: "2026-01-14"))
        let blamed = day.legs.filter { $0.causes.contains { $0.cause == "weather" } }
        #expect(blamed.count > 60)
        #expect(day.legs.filter(\.isCancelled).count > 15)
    }

    @Test func whatIsOrderedWhileItRunsWorksFromThen() throws {
        var simulation = try Simulation(SimulatedDay.options(background: .calm), airports: SimulatedDay.airports)
        let noon = try #require(CalendarDate(year: 2026, month: 3, day: 17)).startUTC.adding(minutes: 360)
        while let time = simulation.nextTime(), time < noon { _ = simulation.next() }
        let done = try simulation.inject(Injection("delay ZF112 45"), at: noon)
        #expect(done == "ZF112/2026-03-17/FRA is delayed by 45 min")
        let record = try wanted(simulation.next(), "a record")
        #expect(record.time >= noon.adding(minutes: -1))
        #expect(throws: SimulationError(place: "", reason: "no flight ZF9999 is in the timetable; did you mean ZF199?"))
        {
            _ = try simulation.inject(Injection("cancel ZF9999"), at: noon)
        }
        #expect(throws: SimulationError.self) { _ = try simulation.inject(Injection("cancel ZF100"), at: noon) }
    }

    @Test(arguments: [
        ("", "nothing is ordered"), ("dely ZF112 30", "did you mean delay?"), ("delay ZF112", "too few words"),
        ("delay ZF112 0", "1 to 1440 minutes"), ("delay 12 30", "is not a flight number"),
        ("weather FRA sunshine 3h", "snow"), ("weather FRA snow 3d", "like 90m or 3h"),
        ("weather FRA snow 3", "like 90m or 3h"), ("weather FRA sonw 3h", "did you mean snow?"),
        ("ground Rhenu 2h", "ZF Rhenus"),
        ("capacity CDG 101 2h", "0 to 100 percent"), ("ground ZF A380 2h", "a type that is flown"),
        ("gate ZF112 5A", "a gate like A5"), ("delay ZF112 30 now", "too many words"),
    ])
    func ordersThatCannotBeReadSayWhy(text: String, expected: String) {
        do {
            _ = try Injection(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.reason.contains(expected), "\(error.reason)")
        }
    }

    @Test func delaysOfOneLegHaveALimit() throws {
        var simulation = try Simulation(SimulatedDay.options(background: .calm), airports: SimulatedDay.airports)
        let noon = try #require(CalendarDate(year: 2026, month: 3, day: 17)).startUTC.adding(minutes: 300)
        while let time = simulation.nextTime(), time < noon { _ = simulation.next() }
        _ = try simulation.inject(Injection("delay ZF112 1440"), at: noon)
        #expect(throws: SimulationError.self) { _ = try simulation.inject(Injection("delay ZF112 1"), at: noon) }
    }

    @Test func airlinesGoByNameToo() throws {
        #expect(try Injection("ground rhenus A320 2h") == Injection("ground ZF A320 120m"))
    }

    @Test func aFlightThatThereIsNotIsAnsweredWithThoseThereAre() throws {
        var simulation = try Simulation(SimulatedDay.options(background: .calm), airports: SimulatedDay.airports)
        for (order, expected) in [
            ("cancel SU123", "its airlines are ZA Albion"), ("cancel ZA5", "ZA flies ZA100 to"),
        ] {
            do {
                _ = try simulation.inject(Injection(order), at: Instant(ms: 0))
                Issue.record("\(order) was taken")
            } catch {
                #expect(error.reason.contains(expected), "\(error.reason)")
            }
        }
    }

    @Test func whatBecomesOfStepsIsTold() throws {
        var simulation = try Simulation(
            SimulatedDay.options([("06:40", "delay ZF112 25"), ("25:30", "cancel ZA100")], background: .calm),
            airports: SimulatedDay.airports)
        while simulation.next() != nil {}
        var notes: [String] = []
        simulation.takeNotes { _, text in notes.append(text) }
        #expect(notes.count == 2)
        #expect(notes.first == "ZF112/2026-03-17/FRA is delayed by 25 min")
        #expect(notes.last?.contains("not done: no leg of ZA100 is left") == true)
    }

    @Test func aStepThatNamesWhatThereIsNotIsRefusedBeforeAnything() throws {
        #expect(throws: SimulationError.self) {
            _ = try Simulation(
                SimulatedDay.options([("06:00", "weather JFK snow 2h")]), airports: SimulatedDay.airports)
        }
    }
}
