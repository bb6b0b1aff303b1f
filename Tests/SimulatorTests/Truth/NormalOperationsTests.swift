import DisruptionCore
import Testing

@testable import Simulator

/// Ordinary days look like the world.
@Suite struct NormalOperationsTests {
    private struct Figures {
        var legs = 0
        var cancelled = 0
        var flown = 0
        var onTime = 0
        var delay = 0
        var minutes: [String: Int] = [:]
        var boarding: [String: Int] = [:]
        var connecting: [String: Int] = [:]

        mutating func add(_ leg: SimulatedDay.LegTruth) {
            guard !leg.isFerry else { return }
            legs += 1
            boarding[leg.origin, default: 0] += leg.passengers
            connecting[leg.origin, default: 0] += leg.connecting
            guard !leg.isCancelled else { return cancelled += 1 }
            flown += 1
            if leg.departureDelay < 15 { onTime += 1 }
            delay += max(0, leg.departureDelay)
            for cause in leg.causes { minutes[cause.path, default: 0] += cause.minutes }
        }

        var reactionary: Double {
            let all = minutes.values.reduce(0, +)
            return Double(all - (minutes["own"] ?? 0)) / Double(max(1, all))
        }
    }

    /// One day of every second month, each with a seed of its own.
    @Test func punctualityReactionaryShareAndCancellations() throws {
        var all = Figures()
        for month in stride(from: 1, to: 12, by: 2) {
            let date = "2026-\(month < 10 ? "0" : "")\(month)-14"
            for leg in try SimulatedDay(SimulatedDay.options(seed: UInt64(month), date: date)).legs { all.add(leg) }
        }
        let onTime = Double(all.onTime) / Double(all.flown)
        let cancelled = Double(all.cancelled) / Double(all.legs)
        func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
        print("ordinary days, \(all.legs) legs: simulated (the world)")
        print("  departures less than 15 min late: \(percent(onTime)) (66-80; EUROCONTROL 2024: 66.2 %)")
        print("  reactionary share of delay: \(percent(all.reactionary)) (EUROCONTROL 2024: 45.7 %)")
        print("  delay a departure: \(Double(all.delay * 10 / all.flown) / 10) min (EUROCONTROL 2024: 17.5)")
        print("  cancelled: \(percent(cancelled)) (EUROCONTROL 2013-19: 1.5-2.0 %)")
        for hub in all.boarding.keys.sorted() {
            let share = Double(all.connecting[hub] ?? 0) / Double(all.boarding[hub] ?? 1)
            print("  came by another flight, of those who board at \(hub): \(percent(share))")
        }
        #expect((0.65...0.80).contains(onTime))
        #expect((0.40...0.50).contains(all.reactionary))
        #expect((0.01...0.02).contains(cancelled))
        // The hubs in the middle of the network; Madrid and Rome lie at its edge, where few ways lead through them, and
        // Munich half-way there.
        for hub in ["AMS", "CDG", "FRA", "LHR"] {
            let share = Double(all.connecting[hub] ?? 0) / Double(all.boarding[hub] ?? 1)
            #expect((0.30...0.60).contains(share), "\(hub)")
        }
    }
}
