import DisruptionCore
import Testing

@testable import Simulator

/// What the simulated offices write is read without an issue, and says what the weather is.
@Suite struct DecodedReportTests {
    private struct Count {
        var metars = 0
        var tafs = 0
        var wrong: [String] = []

        mutating func expect(_ isSo: Bool, _ what: String, _ report: WeatherReport) {
            if !isSo { wrong.append("\(what): \(report.raw)") }
        }
    }

    /// Every eleventh day of a year at eleven airports; of them the reports of six hours.
    @Test func aYearsReportsAreReadBack() {
        var count = Count()
        for day in stride(from: 0, to: 365, by: 11) {
            let from = WeatherNetwork.day(2025, 1, 1).adding(minutes: Int64(day) * 1_440 + Int64(day % 4) * 360)
            var weather = WeatherNetwork.weather(from: from)
            for report in WeatherNetwork.reports(&weather, from: from, minutes: 360) {
                switch report.kind {
                case .metar: Self.compare(report, weather, &count)
                case .taf: Self.compareForecast(report, &count)
                }
            }
        }
        #expect(count.metars > 4_000 && count.tafs > 300)
        let examples = count.wrong.prefix(5).joined(separator: "\n")
        #expect(count.wrong.isEmpty, "\(count.wrong.count) of \(count.metars): \(examples)")
    }

    private static func compare(_ report: WeatherReport, _ weather: Weather, _ count: inout Count) {
        count.metars += 1
        let metar = DisruptionCore.Metar(report.raw, near: report.issued)
        let site = WeatherNetwork.stations[report.station]
        count.expect(metar.issues.isEmpty && metar.additions.isEmpty, "issues", report)
        count.expect(metar.station == site.icao, "station", report)
        guard let observed = metar.observedAt else { return count.expect(false, "time", report) }
        count.expect(abs(observed.minutes(since: report.issued)) <= 10, "time", report)
        // The slip of one that is corrected later is in the pressure.
        let truth = weather.conditions(at: report.station, observed)
        let now = metar.conditions
        count.expect(Int(now.wind?.speedKt ?? -1) == truth.wind, "wind", report)
        count.expect(Int(now.wind?.gustKt ?? 0) == truth.gust, "gust", report)
        count.expect(now.wind?.isVariable == truth.isWindVariable, "variable wind", report)
        count.expect(
            truth.isWindVariable || Int(now.wind?.directionDeg ?? -1) == truth.windFrom, "direction", report)
        count.expect(Int(now.visibility?.metres ?? -1) == min(truth.visibility, 9_999), "visibility", report)
        let temperature = metar.temperatureTenths.map { Double($0) / 10 } ?? 99
        count.expect(abs(temperature - truth.temperature) <= 0.51, "temperature", report)
        count.expect(now.weather.contains { $0.isThunderstorm } == truth.isThunderstorm, "thunder", report)
        count.expect(now.weather.contains { $0.has(.fog) } == truth.isFog, "fog", report)
        let falls = now.weather.contains { $0.isPrecipitation && $0.descriptor != .blowing }
        count.expect(falls == (truth.precipitation != nil), "precipitation", report)
        // Cloud of no operational significance is not told.
        let ceiling = truth.ceiling.flatMap { $0 < 5_000 ? Int32($0) : nil }
        count.expect(now.ceilingFt == ceiling || (now.ceilingFt ?? 0) >= 5_000, "ceiling", report)
        // At 1,600 and 4,800 m the observer's mile and that of the report's reader differ.
        if truth.visibility != 1_600, truth.visibility != 4_800 {
            count.expect(now.category == truth.category, "category", report)
            compareCapacity(metar, truth, site, report, &count)
        }
    }

    private static func compareCapacity(
        _ metar: DisruptionCore.Metar, _ truth: Conditions, _ site: WeatherStation, _ report: WeatherReport,
        _ count: inout Count
    ) {
        let runways = site.runways.map {
            Runway(name: RunwayName(number: UInt8(max($0 / 10, 1))), headingDeg: Int16($0), lengthFt: 9_000)
        }
        let factor = CapacityFactor(metar.conditions, ranges: metar.runwayRanges, runways: runways)
        // Snow that drifts so that nothing moves is more than a report alone says.
        guard !truth.hasBlowingSnow else { return }
        count.expect(
            Int(factor.hundredths) * 10 == truth.capacityPermille, "capacity \(truth.capacityPermille)", report)
    }

    private static func compareForecast(_ report: WeatherReport, _ count: inout Count) {
        count.tafs += 1
        let taf = DisruptionCore.Taf(report.raw, near: report.issued)
        count.expect(
            taf.issues.isEmpty && taf.station == WeatherNetwork.stations[report.station].icao, "issues", report)
        guard let from = taf.validFrom, let until = taf.validUntil else { return count.expect(false, "period", report) }
        count.expect(abs(from.minutes(since: report.issued)) <= 120, "begin", report)
        count.expect((1_380...1_800).contains(until.minutes(since: from)), "length", report)
        for group in taf.groups {
            guard let begin = group.from, let end = group.until else { return count.expect(false, "group", report) }
            count.expect(begin >= from && end <= until && begin < end, "group", report)
        }
    }
}
