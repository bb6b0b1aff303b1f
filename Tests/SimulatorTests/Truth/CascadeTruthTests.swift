import DisruptionCore
import Testing
import WireFormat

@testable import Simulator

/// What the daemon's engine says of simulated days, beside what really happened.
@Suite struct CascadeTruthTests {
    private struct Scored {
        /// Minutes that came to flown legs by their aircraft, and those of them that confirmed cascades name.
        var reactionary = 0
        var explained = 0
        var claimed = 0
        var cascades = 0
        /// Cascades of which no leg was late by its aircraft.
        var falseCascades = 0
        var congestions = 0

        static func + (a: Scored, b: Scored) -> Scored {
            Scored(
                reactionary: a.reactionary + b.reactionary, explained: a.explained + b.explained,
                claimed: a.claimed + b.claimed, cascades: a.cascades + b.cascades,
                falseCascades: a.falseCascades + b.falseCascades, congestions: a.congestions + b.congestions)
        }
    }

    /// Runs a day straight into the engine in memory and compares.
    private static func score(_ options: SimulationOptions) throws -> (Scored, [DisruptionVersion]) {
        let runtime = LocalRuntime(settings: EngineSettings(), reference: SimulatedDay.airports)
        var decoder = EventDecoder()
        var last = Instant.distantPast
        var fed = 0
        try runtime.pump()
        let day = try SimulatedDay(options) { record in
            last = record.time
            guard record.topic != .passengerEvents else { return }
            let topic: InputTopic = record.topic == .flightEvents ? .flightEvents : .externalData
            let decoded = decoder.decode(record.value, from: topic)
            runtime.accept(record.topic.rawValue, at: record.time) { $0.send(decoded, recordedAt: record.time) }
            fed += 1
            if fed % 64 == 0 {
                runtime.accept(2, at: record.time) { _ in }
                try runtime.pump(tickGranularityMs: 30_000)
            }
        }
        runtime.mark(last.adding(minutes: 5 * 1440))
        try runtime.pump()
        #expect(runtime.refused.isEmpty)
        var scored = Scored()
        var truth: [String: Int] = [:]
        for leg in day.legs where !leg.isCancelled {
            truth[leg.leg] = leg.minutes(by: "aircraft")
            scored.reactionary += leg.minutes(by: "aircraft")
        }
        for fact in runtime.finalFacts {
            if fact.finding.pattern == .airportCongestion { scored.congestions += 1 }
            guard fact.finding.pattern == .cascadingDelay else { continue }
            scored.cascades += 1
            var cameTrue = 0
            for leg in fact.finding.legs {
                let minutes = truth["\(leg.leg)"] ?? 0
                cameTrue += minutes
                scored.claimed += Int(leg.reactionaryMinutes)
                scored.explained += min(minutes, Int(leg.reactionaryMinutes))
            }
            if cameTrue == 0 { scored.falseCascades += 1 }
        }
        return (scored, runtime.finalFacts)
    }

    private static func percent(_ part: Int, _ whole: Int) -> String { "\(part * 100 / max(1, whole)) %" }

    @Test func cascadesOfOrdinaryDaysAreTrue() throws {
        var all = Scored()
        for seed in 1...3 as ClosedRange<UInt64> {
            all = all + (try Self.score(SimulatedDay.options(seed: seed, date: "2026-04-15")).0)
        }
        print("ordinary operations, 3 days: \(all.cascades) cascades, false \(all.falseCascades) in 3 days")
        print("  of \(all.reactionary) minutes by aircraft explained: \(Self.percent(all.explained, all.reactionary))")
        print("  of \(all.claimed) minutes claimed true: \(Self.percent(all.explained, all.claimed))")
        print("  alarms of congested airports: \(all.congestions) in 3 days")
        #expect(all.cascades > 20)
        #expect(all.falseCascades == 0)
        #expect(all.explained * 100 >= all.reactionary * 35)
        #expect(all.explained * 100 >= all.claimed * 90)
        #expect(all.congestions <= 3)
    }

    @Test func cascadesOfADisruptedDayAreTrue() throws {
        let orders = [
            ("04:30", "weather FRA snow 9h"), ("07:00", "weather FRA blizzard 3h"), ("09:00", "trouble ZJ 30 5h"),
        ]
        let options = try SimulatedDay.options(orders.map { (at: $0.0, what: $0.1) }, date: "2026-01-14")
        let (scored, facts) = try Self.score(options)
        print("snow and faults: \(scored.cascades) cascades, false \(scored.falseCascades)")
        print(
            "  of \(scored.reactionary) minutes by aircraft explained: "
                + Self.percent(scored.explained, scored.reactionary))
        #expect(scored.explained * 100 >= scored.reactionary * 50)
        #expect(scored.explained * 100 >= scored.claimed * 90)
        #expect(scored.falseCascades * 20 <= scored.cascades)
        let congested = facts.filter { $0.finding.pattern == .airportCongestion }.map(\.finding.subject.id)
        #expect(congested.contains("FRA"))
    }

    /// On a calm day one order is seen as what it is.
    @Test(arguments: [
        ("delay ZF112 25", Pattern.flightDelay), ("delay ZF112 90", .flightDelay), ("cancel ZF112", .flightCancelled),
        ("gate ZF112 A5 D15", .gateChange),
    ])
    func singleEventsAreSeen(order: String, pattern: Pattern) throws {
        let (_, facts) = try Self.score(SimulatedDay.options([("06:40", order)], background: .calm))
        let found = facts.first { $0.finding.pattern == pattern && $0.finding.subject.id == "ZF112/2026-03-17/FRA" }
        #expect(found != nil)
        #expect(facts.count < 25)
    }
}
