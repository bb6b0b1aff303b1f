import DisruptionCore
import Glibc
import Harness
import Simulator

/// What the weather part reads: real METARs from a file, and reports of simulated days.
enum WeatherReports {
    /// 2014-12-18T08:00:00Z, of which the real reports are.
    static let reference = Instant(ms: 1_418_889_600_000)
    /// 2025-01-14T00:00:00Z.
    static let simulatedFrom = Instant(ms: 1_736_812_800_000)

    /// The first column of a CSV whose other columns have no line ends, without its header.
    static func read(_ path: String) throws -> [[UInt8]] {
        guard !path.contains("'"), access(path, R_OK) == 0, let pipe = popen("gzip -dcf '\(path)'", "r") else {
            throw HarnessError("no reports at \(path)")
        }
        defer { pclose(pipe) }
        var text: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&block, 1, block.count, pipe)
            if count == 0 { break }
            text += block[..<count]
        }
        let lines = text.split(separator: 0x0A).dropFirst()
        return lines.map { Array($0.prefix { $0 != 0x2C }) }.filter { !$0.isEmpty }
    }

    static func simulated(_ kind: WeatherReport.Kind) -> [[UInt8]] {
        let places: [(String, String, Double, Double, Climate)] = [
            ("LHR", "EGLL", 51.47, -0.45, .maritime), ("FRA", "EDDF", 50.03, 8.57, .continental),
            ("MAD", "LEMD", 40.47, -3.56, .meseta), ("FCO", "LIRF", 41.80, 12.25, .mediterranean),
        ]
        let stations = places.compactMap { iata, icao, latitude, longitude, climate in
            guard let iata = AirportCode(iata), let icao = AirportCode(icao) else { return nil as WeatherStation? }
            return WeatherStation(
                iata: iata, icao: icao, latitude: latitude, longitude: longitude, elevationFt: 300,
                runways: [70, 250], climate: climate)
        }
        var weather = Weather(stations: stations, seed: 1, from: simulatedFrom, isCalm: false)
        var reports: [[UInt8]] = []
        for minute in 0..<Int64(10 * 1_440) {
            weather.reports(at: simulatedFrom.adding(minutes: minute)) { report in
                if report.kind == kind { reports.append(Array(report.raw.utf8)) }
            }
        }
        return reports
    }
}
