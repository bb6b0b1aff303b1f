import DisruptionCore

/// The eleven airports that every simulated network has.
///
/// Positions, elevations, runway directions (true, rounded to ten degrees) and night rules as their aeronautical
/// information publications give them, rounded and simplified by hand; taxi times after EUROCONTROL's taxi times of
/// summer 2023; minimum connecting times are those that the airports publish for their main terminal.
enum MajorAirports {
    static let all: [NetworkAirport] = [
        airport(
            "LHR", "EGLL", 51.47, -0.46, 83, [90, 270], .maritime, taxi: (19, 8), connecting: 75,
            curfew: (23 * 60 + 30, 4 * 60 + 45), "ABC"),
        airport(
            "CDG", "LFPG", 49.01, 2.55, 392, [90, 270], .continental, taxi: (15, 8), connecting: 60, curfew: nil,
            "ABCDE"),
        airport(
            "AMS", "EHAM", 52.31, 4.76, -11, [60, 240, 180, 360], .maritime, taxi: (14, 8), connecting: 50,
            curfew: nil, "BCDEFG"),
        airport(
            "FRA", "EDDF", 50.03, 8.57, 364, [70, 250, 180], .continental, taxi: (14, 8), connecting: 45,
            curfew: (23 * 60, 5 * 60), "ABCD"),
        airport(
            "MAD", "LEMD", 40.47, -3.56, 1998, [140, 320, 180, 360], .meseta, taxi: (16, 9), connecting: 60,
            curfew: nil, "ABCD"),
        airport(
            "MUC", "EDDM", 48.35, 11.79, 1487, [80, 260], .continental, taxi: (13, 6), connecting: 40,
            curfew: (0, 5 * 60), "ABCDG"),
        airport(
            "BCN", "LEBL", 41.30, 2.08, 14, [70, 250, 20, 200], .mediterranean, taxi: (14, 7), connecting: 50,
            curfew: nil, "ABCD"),
        airport(
            "FCO", "LIRF", 41.80, 12.25, 14, [160, 340, 70, 250], .mediterranean, taxi: (15, 7), connecting: 55,
            curfew: nil, "ABCD"),
        airport(
            "DUB", "EIDW", 53.42, -6.27, 242, [100, 280], .maritime, taxi: (14, 6), connecting: 60,
            curfew: nil, "ABCD"),
        airport(
            "LGW", "EGKK", 51.15, -0.19, 203, [80, 260], .maritime, taxi: (14, 6), connecting: 60, curfew: nil, "ABCD"),
        airport(
            "MAN", "EGCC", 53.35, -2.28, 257, [50, 230], .maritime, taxi: (13, 6), connecting: 60, curfew: nil, "ABCD"),
    ]

    private static func airport(
        _ iata: String, _ icao: String, _ latitude: Double, _ longitude: Double, _ elevation: Int, _ runways: [Int],
        _ climate: Climate, taxi: (out: Int, in: Int), connecting: Int, curfew: (from: Int, to: Int)?,
        _ piers: StaticString
    ) -> NetworkAirport {
        NetworkAirport(
            iata: AirportCode(iata) ?? .none, icao: AirportCode(icao) ?? .none, latitude: latitude,
            longitude: longitude, elevationFt: elevation, runways: runways, climate: climate, taxiOut: taxi.out,
            taxiIn: taxi.in, connecting: connecting, curfew: curfew, piers: piers)
    }
}
