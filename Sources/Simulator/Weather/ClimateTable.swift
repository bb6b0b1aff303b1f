/// Twelve monthly normals per climate.
///
/// Source: rounded by hand after what the national services publish as 1991-2020 normals of London, Frankfurt,
/// Barcelona, Madrid, Stockholm and Las Palmas (temperature, wind, days with fog and thunder); spread, showers and
/// cloud are set so that the frequencies of the reports come out like those cities'.
struct ClimateTable: Sendable {
    /// Where the temperatures hold, degrees north.
    let latitude: Double
    /// Height that they hold at, ft.
    let elevationFt: Double
    /// Where the wind comes from when nothing disturbs it, degrees.
    let windFrom: Double
    let temperature, range, spread, wind, fog, thunder, showers, cloud: [Double]

    @inline(__always) static func of(_ climate: Climate) -> ClimateTable { all[climate.rawValue] }

    /// In the order of `Climate`.
    private static let all: [ClimateTable] = [
        ClimateTable(
            latitude: 51.5, elevationFt: 80, windFrom: 240,
            temperature: [5.5, 5.8, 7.8, 10.2, 13.4, 16.5, 18.7, 18.4, 15.7, 12.1, 8.3, 5.9],
            range: [5, 6, 7.5, 9, 9.5, 10, 10, 9.5, 8.5, 7, 5.5, 5],
            spread: [2.6, 3, 4, 5, 5.2, 5.5, 5.8, 5.4, 4.4, 3.4, 2.8, 2.4],
            wind: [10, 10, 10, 9.5, 9, 8.5, 8.5, 8.5, 8.5, 9, 9.5, 10],
            fog: [12, 10, 8, 6, 4, 3, 2.5, 4, 8, 11, 12, 13],
            thunder: [0.5, 0.5, 1, 2, 5, 6, 7, 6, 4, 2, 1, 0.5],
            showers: [5, 5, 5, 5, 4, 4, 4, 4, 4, 5, 6, 6],
            cloud: [0.62, 0.6, 0.56, 0.52, 0.5, 0.5, 0.48, 0.48, 0.5, 0.55, 0.6, 0.62]),
        ClimateTable(
            latitude: 50, elevationFt: 360, windFrom: 235,
            temperature: [1.6, 2.6, 6.4, 10.8, 15, 18.4, 20.3, 19.9, 15.4, 10.3, 5.6, 2.5],
            range: [5, 7, 9, 11, 11, 11, 12, 12, 10, 8, 5, 4.5],
            spread: [2.3, 3, 4.4, 6, 6, 6.2, 6.8, 6.2, 4.6, 3, 2.3, 2],
            wind: [8, 8, 8, 7.5, 7, 6.5, 6.5, 6, 6.5, 6.5, 7, 8],
            fog: [22, 17, 10, 5, 3, 2.5, 2.5, 5, 16, 27, 27, 25],
            thunder: [0.5, 0.5, 1, 4, 12, 15, 16, 13, 5, 1, 0.5, 0.5],
            showers: [4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 4, 5],
            cloud: [0.64, 0.6, 0.54, 0.48, 0.46, 0.45, 0.42, 0.42, 0.46, 0.55, 0.65, 0.68]),
        ClimateTable(
            latitude: 41.5, elevationFt: 15, windFrom: 260,
            temperature: [9.2, 9.6, 11.6, 13.8, 17.2, 21.2, 24.2, 24.5, 21.2, 17.4, 12.8, 9.8],
            range: [8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8, 8, 8, 8, 8.5],
            spread: [5.5, 5.5, 6, 6, 6, 6, 6.2, 6, 5.5, 5, 5.2, 5.5],
            wind: [7.5, 7.5, 8, 8.5, 8, 7.5, 7.5, 7.5, 7.5, 7, 7.5, 7.5],
            fog: [1.5, 1.5, 1, 0.6, 0.3, 0.2, 0.1, 0.1, 0.2, 0.6, 1, 1.5],
            thunder: [1.5, 1.5, 2, 3, 4, 4, 3, 7, 11, 9, 5, 3],
            showers: [3, 3, 3, 3, 2, 1, 0.5, 1, 3, 4, 4, 4],
            cloud: [0.4, 0.4, 0.4, 0.4, 0.36, 0.28, 0.2, 0.26, 0.36, 0.42, 0.42, 0.42]),
        ClimateTable(
            latitude: 40.5, elevationFt: 2000, windFrom: 230,
            temperature: [6.3, 7.6, 10.8, 12.9, 17, 22.5, 25.9, 25.4, 21, 15.3, 9.8, 6.7],
            range: [9, 10, 12, 12, 13, 15, 16, 15.5, 13, 11, 9.5, 8.5],
            spread: [4, 5.5, 8, 8.5, 10, 14, 17, 16, 11, 6.5, 4.5, 3.6],
            wind: [6, 6.5, 7.5, 8, 7.5, 7, 7, 7, 6, 6, 6, 6],
            fog: [14, 7, 2, 1, 0.5, 0, 0, 0, 0.5, 3, 9, 14],
            thunder: [0.3, 0.3, 1, 3, 7, 7, 4, 5, 6, 3, 0.5, 0.3],
            showers: [2, 2, 3, 4, 3, 1, 0.5, 0.5, 1, 3, 3, 3],
            cloud: [0.42, 0.4, 0.38, 0.4, 0.36, 0.25, 0.14, 0.17, 0.28, 0.4, 0.42, 0.45]),
        ClimateTable(
            latitude: 59.5, elevationFt: 120, windFrom: 220,
            temperature: [-2.5, -2.5, 0.6, 5.2, 10.8, 15.4, 18, 16.8, 12.2, 6.8, 2.4, -0.8],
            range: [5, 6, 8, 10, 11, 10.5, 10, 9.5, 8.5, 6, 4, 4.5],
            spread: [2, 2.4, 3.6, 5, 6.5, 6.5, 6, 5.2, 4, 2.8, 2, 1.9],
            wind: [8, 8, 8, 8, 7.5, 7.5, 7, 7, 7.5, 8, 8, 8],
            fog: [14, 13, 11, 6, 3, 2, 3, 6, 12, 16, 16, 15],
            thunder: [0.1, 0.1, 0.2, 1, 3, 6, 9, 7, 2, 0.4, 0.1, 0.1],
            showers: [4, 4, 4, 3, 3, 4, 4, 4, 4, 4, 5, 5],
            cloud: [0.66, 0.62, 0.56, 0.52, 0.48, 0.48, 0.48, 0.5, 0.54, 0.62, 0.7, 0.7]),
        ClimateTable(
            latitude: 28, elevationFt: 80, windFrom: 30,
            temperature: [18, 18, 18.6, 19.2, 20.4, 22, 23.6, 24.6, 24.4, 23, 21, 19],
            range: [6, 6, 6, 6, 6, 5.5, 5.5, 5.5, 5.5, 6, 6, 6],
            spread: [6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6],
            wind: [11, 11, 12, 13, 14, 15, 17, 15, 12, 11, 11, 11],
            fog: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            thunder: [0.7, 0.7, 0.6, 0.3, 0.1, 0, 0, 0, 0.4, 0.9, 1, 0.9],
            showers: [2, 2, 2, 1, 0.5, 0.2, 0.1, 0.1, 0.5, 1.5, 2, 2],
            cloud: [0.36, 0.36, 0.36, 0.38, 0.38, 0.36, 0.32, 0.3, 0.32, 0.36, 0.38, 0.38]),
    ]
}
