import DisruptionCore

@testable import Simulator

/// The eleven airports of the simulated network, about where they are.
enum WeatherNetwork {
    static let names = ["LHR", "LGW", "MAN", "DUB", "AMS", "CDG", "FRA", "MUC", "MAD", "BCN", "FCO"]

    static let stations: [WeatherStation] = [
        station("LHR", "EGLL", 51.47, -0.45, 83, [90, 90, 270, 270], .maritime),
        station("LGW", "EGKK", 51.15, -0.19, 202, [78, 258], .maritime),
        station("MAN", "EGCC", 53.35, -2.28, 257, [51, 51, 231, 231], .maritime),
        station("DUB", "EIDW", 53.42, -6.27, 242, [95, 95, 275, 275], .maritime),
        station("AMS", "EHAM", 52.31, 4.76, -11, [3, 183, 58, 238, 87, 267], .maritime),
        station("CDG", "LFPG", 49.01, 2.55, 392, [85, 85, 265, 265], .continental),
        station("FRA", "EDDF", 50.03, 8.57, 364, [70, 70, 250, 250, 180], .continental),
        station("MUC", "EDDM", 48.35, 11.79, 1_487, [83, 83, 263, 263], .continental),
        station("MAD", "LEMD", 40.47, -3.56, 1_998, [323, 323, 143, 143, 0, 180], .meseta),
        station("BCN", "LEBL", 41.30, 2.08, 14, [66, 66, 246, 246, 20, 200], .mediterranean),
        station("FCO", "LIRF", 41.80, 12.25, 15, [163, 163, 343, 343, 73, 253], .mediterranean),
    ]

    static func index(_ name: String) -> Int { names.firstIndex(of: name) ?? 0 }

    static func weather(seed: UInt64 = 1, from: Instant, isCalm: Bool = false) -> Weather {
        Weather(stations: stations, seed: seed, from: from, isCalm: isCalm)
    }

    static func day(_ year: Int, _ month: Int, _ day: Int) -> Instant {
        CalendarDate(year: year, month: month, day: day)?.startUTC ?? Instant(ms: 0)
    }

    /// Every report of some minutes.
    static func reports(_ weather: inout Weather, from: Instant, minutes: Int) -> [WeatherReport] {
        var reports: [WeatherReport] = []
        for minute in 0..<minutes {
            weather.reports(at: from.adding(minutes: Int64(minute))) { reports.append($0) }
        }
        return reports
    }

    private static func station(
        _ iata: String, _ icao: String, _ latitude: Double, _ longitude: Double, _ elevationFt: Int, _ runways: [Int],
        _ climate: Climate
    ) -> WeatherStation {
        WeatherStation(
            iata: AirportCode(iata) ?? AirportCode(packed: 0), icao: AirportCode(icao) ?? AirportCode(packed: 0),
            latitude: latitude, longitude: longitude, elevationFt: elevationFt, runways: runways, climate: climate)
    }
}
