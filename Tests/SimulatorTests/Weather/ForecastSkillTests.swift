import DisruptionCore
import Testing

@testable import Simulator

/// Forecasts know the simulation's future, but not all of it.
@Suite struct ForecastSkillTests {
    /// Visibility and ceiling as the groups of a forecast build on each other.
    private struct State {
        var visibility = 10_000
        var ceiling: Int?

        /// What is not written stays as it was.
        func changed(by groups: WeatherGroups) -> State {
            var next = self
            if groups.isCavok { return State() }
            if groups.visibility != 10_000 { next.visibility = groups.visibility }
            if groups.hasSkyGroup { next.ceiling = groups.ceiling }
            return next
        }

        var category: FlightCategory {
            let height = ceiling ?? 999
            if height < 5 || visibility < 1_600 { return .low }
            if height < 10 || visibility < 4_800 { return .instrument }
            return height <= 30 || visibility <= 8_000 ? .marginal : .visual
        }
    }

    /// Worst category that a forecast allows for an hour of its period.
    private func worst(_ read: TafGrammar, hour: Int) -> FlightCategory {
        var state = State().changed(by: read.first)
        var worst = FlightCategory.visual
        for change in read.changes where change.from <= hour {
            let next = state.changed(by: change.groups)
            if change.kind != "FM", change.to > hour { worst = max(worst, next.category) }
            if change.kind == "FM" || (change.kind == "BECMG" && change.to <= hour) { state = next }
        }
        return max(worst, state.category)
    }

    @Test func mostBadHoursAreForecastAndNotAll() throws {
        let from = WeatherNetwork.day(2025, 10, 20)
        var weather = WeatherNetwork.weather(from: from)
        var hits = 0
        var misses = 0
        var alarms = 0
        for report in WeatherNetwork.reports(&weather, from: from, minutes: 25 * 1_440) where report.kind == .taf {
            let read = try TafGrammar(report.raw, icao: WeatherNetwork.stations[report.station].icao.description)
            let begin = Instant(ms: (report.issued.ms / 21_600_000 + 1) * 21_600_000)
            for hour in 0..<12 {
                let truth = (0..<4).map { quarter in
                    weather.conditions(at: report.station, begin.adding(minutes: Int64(hour * 60 + quarter * 15)))
                        .category
                }
                let isBad = truth.contains { $0 >= .instrument }
                let isForecast = worst(read, hour: hour) >= .instrument
                if isBad && isForecast { hits += 1 }
                if isBad && !isForecast { misses += 1 }
                if !isBad && isForecast { alarms += 1 }
            }
        }
        let found = Double(hits) / Double(hits + misses)
        let wrong = Double(alarms) / Double(hits + alarms)
        print("instrument hours of the first twelve: \(hits) forecast, \(misses) missed, \(alarms) false alarms")
        #expect((0.5...0.95).contains(found))
        #expect((0.05...0.6).contains(wrong))
    }
}
