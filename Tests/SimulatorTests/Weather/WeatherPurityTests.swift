import DisruptionCore
import Testing

@testable import Simulator

/// Same seed, same weather, however it is asked for.
@Suite struct WeatherPurityTests {
    private let day = WeatherNetwork.day(2025, 7, 3)

    @Test func theSameSeedGivesTheSameBytes() {
        func texts(_ seed: UInt64) -> [WeatherReport] {
            var weather = WeatherNetwork.weather(seed: seed, from: day)
            weather.impose(.storm, at: 6, from: day.adding(minutes: 300), minutes: 90)
            return WeatherNetwork.reports(&weather, from: day, minutes: 1_440)
        }
        let first = texts(7)
        #expect(first == texts(7))
        #expect(first != texts(8))
        #expect(first.count { $0.kind == .taf } >= 44)
        #expect(first.count { $0.kind == .metar } >= 11 * 48)
    }

    @Test func theOrderOfLookingDoesNotMatter() {
        let forwards = WeatherNetwork.weather(from: day)
        // Another beginning keeps other fronts at hand, and its reports have been asked for.
        var backwards = WeatherNetwork.weather(from: day.adding(minutes: -90 * 1_440))
        _ = WeatherNetwork.reports(&backwards, from: day.adding(minutes: -600), minutes: 400)
        let minutes = stride(from: 0, to: 4_320, by: 35).map { day.adding(minutes: Int64($0)) }
        let seen = minutes.map { time in WeatherNetwork.stations.indices.map { forwards.conditions(at: $0, time) } }
        for (time, conditions) in zip(minutes, seen).reversed() {
            for station in WeatherNetwork.stations.indices.reversed() {
                #expect(backwards.conditions(at: station, time) == conditions[station])
            }
        }
    }

    @Test func airportsDoNotMoveEachOther() {
        let all = WeatherNetwork.weather(from: day)
        let alone = Weather(stations: [WeatherNetwork.stations[7]], seed: 1, from: day, isCalm: false)
        for minute in stride(from: Int64(0), to: 2_880, by: 50) {
            let time = day.adding(minutes: minute)
            #expect(all.conditions(at: 7, time) == alone.conditions(at: 0, time))
        }
    }

    @Test func calmWeatherTakesNothing() {
        var weather = WeatherNetwork.weather(from: day, isCalm: true)
        let reports = WeatherNetwork.reports(&weather, from: day, minutes: 1_440)
        #expect(reports.allSatisfy { $0.raw.contains("CAVOK") || $0.raw.contains("9999 NCD") })
        #expect(!reports.contains { $0.raw.hasPrefix("SPECI") })
        for minute in stride(from: Int64(0), to: 1_440, by: 15) {
            for station in WeatherNetwork.stations.indices {
                #expect(weather.capacityPermille(at: station, day.adding(minutes: minute)) == 1_000)
            }
        }
    }
}
