import DisruptionCore
import Testing

@testable import Simulator

/// Weather that is ordered shows in the truth, the reports, the forecasts and the capacity.
@Suite struct OrderedWeatherTests {
    private let day = WeatherNetwork.day(2025, 1, 14)
    private let frankfurt = WeatherNetwork.index("FRA")

    private func least(_ weather: Weather, _ from: Int, _ to: Int) -> Int {
        (from..<to).map { weather.capacityPermille(at: frankfurt, day.adding(minutes: Int64($0))) }.min() ?? 0
    }

    @Test(arguments: WeatherKind.allCases) func eachKindLeavesItsCapacity(_ kind: WeatherKind) {
        var weather = WeatherNetwork.weather(from: day, isCalm: true)
        weather.impose(kind, at: frankfurt, from: day.adding(minutes: 600), minutes: 240)
        #expect(least(weather, 0, 600) == 1_000)
        #expect(least(weather, 842, 1_440) == 1_000)
        let heart = least(weather, 700, 740)
        let wanted =
            switch kind {
            case .snow: 400...400
            case .blizzard: 0...100
            case .ice, .storm, .wind: 300...300
            case .fog: 500...500
            case .rain: 800...800
            }
        #expect(wanted.contains(heart), "\(kind): \(heart)")
        // It has begun and not yet ended within a few minutes of what was ordered.
        #expect(least(weather, 600, 608) < 1_000)
        #expect(least(weather, 832, 840) < 1_000)
        // The others do not notice.
        for station in WeatherNetwork.stations.indices where station != frankfurt {
            #expect(weather.capacityPermille(at: station, day.adding(minutes: 720)) == 1_000)
        }
    }

    @Test(arguments: WeatherKind.allCases) func eachKindShowsInItsReports(_ kind: WeatherKind) throws {
        var weather = WeatherNetwork.weather(from: day, isCalm: true)
        weather.impose(kind, at: frankfurt, from: day.adding(minutes: 600), minutes: 240)
        let reports = WeatherNetwork.reports(&weather, from: day, minutes: 1_440).filter { $0.station == frankfurt }
        let sign =
            switch kind {
            case .snow: " +SN "
            case .blizzard: " +SN BLSN "
            case .ice: "FZRA "
            case .fog: "FG VV00"
            case .storm: " +TSRA "
            case .wind: "G5"
            case .rain: " +RA "
            }
        let metars = reports.filter { $0.kind == .metar }
        let heart = metars.last { $0.issued <= day.adding(minutes: 720) }
        #expect(heart?.raw.contains(sign) == true, "\(heart?.raw ?? "none")")
        let specials = metars.filter { $0.raw.hasPrefix("SPECI") }
        #expect(!specials.isEmpty && specials.count < 16)
        for report in metars {
            _ = try MetarGrammar(report.raw, icao: "EDDF", runways: WeatherNetwork.stations[frankfurt].runways)
        }
        // Known before: every forecast has it, and none is amended.
        let forecasts = reports.filter { $0.kind == .taf }
        #expect(forecasts.count == 4 && !forecasts.contains { $0.raw.hasPrefix("TAF AMD") })
        let words = [
            "snow": "SN", "blizzard": "SN", "ice": "FZRA", "fog": "FG", "storm": "TSRA", "wind": "G", "rain": "RA",
        ]
        let word = try #require(words[kind.rawValue])
        let morning = try #require(forecasts.first)
        _ = try TafGrammar(morning.raw, icao: "EDDF")
        #expect(morning.raw.dropFirst(12).contains(word), "\(morning.raw)")
    }

    @Test func whatIsOrderedLateAmendsTheForecastWithinHalfAnHour() throws {
        var weather = WeatherNetwork.weather(from: day, isCalm: true)
        let before = WeatherNetwork.reports(&weather, from: day, minutes: 600)
        #expect(!before.contains { $0.raw.hasPrefix("TAF AMD") })
        weather.impose(.snow, at: frankfurt, from: day.adding(minutes: 600), minutes: 180)
        let after = WeatherNetwork.reports(&weather, from: day.adding(minutes: 600), minutes: 31)
        let amended = after.filter { $0.raw.hasPrefix("TAF AMD") }
        #expect(amended.count == 1)
        let report = try #require(amended.first)
        #expect(report.station == frankfurt)
        let read = try TafGrammar(report.raw, icao: "EDDF")
        #expect(read.isAmended)
        #expect(report.raw.contains("SN"), "\(report.raw)")
        let routine = after.first { $0.station == frankfurt && $0.kind == .metar }
        #expect(routine?.raw.contains("SN") == true, "\(routine?.raw ?? "none")")
    }

    @Test(arguments: WeatherKind.allCases, [20, 60, 110]) func briefWeatherIsForecastToo(
        _ kind: WeatherKind, _ minutes: Int
    ) throws {
        var weather = WeatherNetwork.weather(from: day)
        let bare = WeatherNetwork.reports(&weather, from: day, minutes: 400).filter { $0.station == frankfurt }
        weather = WeatherNetwork.weather(from: day)
        weather.impose(kind, at: frankfurt, from: day.adding(minutes: 500), minutes: minutes)
        let told = WeatherNetwork.reports(&weather, from: day, minutes: 400).filter { $0.station == frankfurt }
        let before = try #require(bare.last { $0.kind == .taf })
        let with = try #require(told.last { $0.kind == .taf })
        _ = try TafGrammar(with.raw, icao: "EDDF")
        #expect(with.raw != before.raw)
        #expect(with.raw.contains("TEMPO 1408/14"), "\(with.raw)")
    }

    @Test func theWorstOfSeveralHolds() {
        var weather = WeatherNetwork.weather(from: day, isCalm: true)
        weather.impose(.rain, at: frankfurt, from: day, minutes: 600)
        weather.impose(.ice, at: frankfurt, from: day.adding(minutes: 120), minutes: 240)
        #expect(weather.capacityPermille(at: frankfurt, day.adding(minutes: 100)) == 800)
        #expect(weather.capacityPermille(at: frankfurt, day.adding(minutes: 240)) == 300)
        #expect(weather.capacityPermille(at: frankfurt, day.adding(minutes: 450)) == 800)
    }
}
