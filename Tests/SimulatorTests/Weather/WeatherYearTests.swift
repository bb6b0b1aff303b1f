import DisruptionCore
import Foundation
import Testing

@testable import Simulator

/// A year of reports at eleven airports, read as strictly as the code is written.
@Suite struct WeatherYearTests {
    /// Every third day, which takes half a minute; all of them with WEATHER_YEAR=1.
    private let step = ProcessInfo.processInfo.environment["WEATHER_YEAR"] == "1" ? 1 : 3

    @Test func everyReportIsWellFormedAndTheClimateIsRight() {
        let year = WeatherNetwork.day(2025, 1, 1)
        let names = WeatherNetwork.stations.map(\.icao.description)
        var counted = ClimateCount()
        var wrong: [String] = []
        for day in stride(from: 0, to: 365, by: step) {
            let from = year.adding(minutes: Int64(day) * 1_440)
            var weather = WeatherNetwork.weather(from: from)
            counted.days += 1
            for minute in 0..<Int64(1_440) {
                weather.reports(at: from.adding(minutes: minute)) { report in
                    let name = names[report.station]
                    do throws(GrammarError) {
                        switch report.kind {
                        case .metar:
                            let runways = WeatherNetwork.stations[report.station].runways
                            let read = try MetarGrammar(report.raw, icao: name, runways: runways)
                            counted.count(read, report.station, month: day * 12 / 365)
                        case .taf:
                            counted.count(try TafGrammar(report.raw, icao: name), report.station)
                        }
                    } catch {
                        wrong.append("\(error): \(report.raw)")
                    }
                }
            }
        }
        print(counted.table)
        let examples = wrong.prefix(5).joined(separator: "\n")
        #expect(wrong.count == 0, "\(examples)")
        counted.expectClimate()
    }
}
