import Simulator
import DisruptionCore
import Glibc
import Simulator

/// Reports of weather from text, one after the other on one core, and what follows from them.
struct WeatherBenchmark {
    private static let microsecondsGoal = 2.0
    /// Reports of one run, so that it takes a good second.
    private static let reportsPerRun = 500_000

    /// Runs and prints.
    static func report(_ options: BenchmarkOptions) throws {
        let metars =
            options.reports.isEmpty ? WeatherReports.simulated(.metar) : try WeatherReports.read(options.reports)
        let tafs = WeatherReports.simulated(.taf)
        let at = WeatherReports.reference
        let source = options.reports.isEmpty ? "simulated" : "real"
        say(options, "METAR, \(source)", metars) { UInt64(Metar($0, near: at).conditions.clouds.count) }
        say(options, "METAR with all that follows, \(source)", metars) { bytes in
            let metar = Metar(bytes, near: at)
            return UInt64(StationWeather(metar, observedAt: at)?.kappa ?? 0)
        }
        say(options, "TAF, simulated", tafs) { UInt64(Taf($0, near: WeatherReports.simulatedFrom).groups.count) }
        say(options, "TAF with an outlook of 24 h, simulated", tafs, hasGoal: false) { bytes in
            let taf = Taf(bytes, near: WeatherReports.simulatedFrom)
            return UInt64(TafOutlook(taf, from: taf.validFrom ?? at, bins: 96).bins.last?.worst ?? 0)
        }
    }

    private static func say(
        _ options: BenchmarkOptions, _ name: String, _ reports: [[UInt8]], hasGoal: Bool = true,
        _ read: (UnsafeRawBufferPointer) -> UInt64
    ) {
        guard !reports.isEmpty else { return }
        let rounds = max(1, reportsPerRun / reports.count)
        var micros: [Double] = []
        var kept: UInt64 = 0
        for _ in 0..<options.runs {
            let seconds = ContinuousClock().measure {
                for _ in 0..<rounds {
                    for report in reports { report.withUnsafeBytes { kept &+= read($0) } }
                }
            }.seconds
            micros.append(seconds * 1e6 / Double(rounds * reports.count))
        }
        let median = Figure.median(micros)
        let verdict = hasGoal ? "; \(References.verdict(median, atMost: microsecondsGoal, "µs"))" : ""
        let bytes = reports.reduce(0) { $0 + $1.count } / reports.count
        Console.say(
            "weather, one core: \(name): \(Figure.decimal(median * 1000, 0)) ns each, \(Figure.grouped(reports.count)) "
                + "different ones of \(bytes) bytes (\(kept % 10) kept)\(verdict)")
    }
}
