import DisruptionCore
import Testing

@testable import Simulator

/// Fronts come from the west and take their weather along.
@Suite struct FrontTests {
    private let winter = WeatherNetwork.day(2025, 11, 1)

    /// Minute at which a front passes an airport.
    private func passage(_ front: Front, _ name: String, near minute: Int) -> Int {
        let place = WeatherSite(WeatherNetwork.stations[WeatherNetwork.index(name)]).place
        return Int(Double(minute) - front.age(at: place, Double(minute)))
    }

    /// The fronts of a winter.
    private func fronts() -> [(Front, Int)] {
        let start = Weather.minute(winter) / Front.slot
        return (start..<(start + 50)).map { number in
            let winter = Season(minute: number * Front.slot).winter
            return (Front(number, Draw(seed: 1), winter: winter), number * Front.slot)
        }
    }

    @Test func aFrontReachesTheAirportsFromWestToEast() {
        for (front, minute) in fronts() {
            let west = ["DUB", "MAN", "LHR"].map { passage(front, $0, near: minute) }
            #expect(west == west.sorted())
            let east = ["CDG", "FRA", "MUC"].map { passage(front, $0, near: minute) }
            #expect(east == east.sorted())
            let amsterdam = passage(front, "AMS", near: minute)
            #expect(west[2] < amsterdam && west[2] < east[0] && amsterdam < east[1])
            // 1,250 km at 20 to 35 kt.
            #expect((15 * 60...38 * 60).contains(east[2] - west[0]))
        }
    }

    @Test func pressureFallsBeforeAndRisesBehindAndTheWindVeers() {
        let weather = WeatherNetwork.weather(from: winter)
        var cases = 0
        var veers = 0
        var troughs = 0
        var wet = 0
        var colder = 0
        for (front, minute) in fronts() where front.strength > 0.5 {
            for name in ["DUB", "MAN", "LHR", "AMS", "FRA", "MUC"] {
                let station = WeatherNetwork.index(name)
                let passage = passage(front, name, near: minute)
                func at(_ minutes: Int) -> Conditions { weather.conditions(at: station, minute: passage + minutes) }
                cases += 1
                let turn = (at(45).windFrom - at(-45).windFrom + 540) % 360 - 180
                if turn >= 50 { veers += 1 }
                if at(-360).pressure > at(0).pressure, at(360).pressure > at(0).pressure { troughs += 1 }
                if (-4...2).contains(where: { at($0 * 15).precipitation != nil }) { wet += 1 }
                if at(0).temperature > at(1_440).temperature - 2 { colder += 1 }
            }
        }
        print(
            "of \(cases) passages: veer \(veers), trough \(troughs), wet \(wet), not warmer a day later \(colder)"
        )
        #expect(cases > 60)
        #expect(veers * 100 >= cases * 85)
        #expect(troughs * 100 >= cases * 85)
        #expect(wet * 100 >= cases * 90)
        #expect(colder * 100 >= cases * 60)
    }

    @Test func sinesAreRight() {
        #expect(RunwayWind.sine(0) == 0)
        for (degrees, value) in [(30, 0.5), (90, 1), (150, 0.5), (210, -0.5), (270, -1), (-90, -1), (450, 1)] {
            #expect(abs(RunwayWind.sine(degrees) - value) < 5e-6)
        }
    }
}
