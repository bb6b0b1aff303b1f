/// The climate that an airport lies in; each has normals for every month.
package enum Climate: Int, Sendable, CaseIterable {
    /// Around the Irish Sea, the Channel and the North Sea: mild, windy, westerly (LHR LGW MAN DUB AMS).
    case maritime
    /// Inland: cold fog in autumn and winter, thunderstorms in summer (FRA MUC CDG).
    case continental
    /// Dry summers, storms in autumn, hardly any fog (BCN FCO).
    case mediterranean
    /// A dry high plain: hot days, cold nights (MAD).
    case meseta
    /// Scandinavia and the Baltic: snow from November to March (ARN OSL HEL).
    case nordic
    /// Trade wind islands: the same all year (LPA TFS FNC).
    case subtropical
}

/// What a climate is like on a day of the year, between the normals of two months.
struct ClimateNormals: Sendable {
    /// Mean of the day at the climate's reference height and latitude, °C.
    var temperature: Double
    /// From the night's lowest to the afternoon's highest, °C.
    var range: Double
    /// Mean of temperature less dew point, K.
    var spread: Double
    /// Mean wind, kt.
    var wind: Double
    /// Nights of 100 with a layer of fog somewhere near, if the air is calm.
    var fog: Double
    /// Days of 100 with a thunderstorm at the airport.
    var thunder: Double
    /// Two-hour slots of 100 with a shower, in middling air.
    var showers: Double
    /// Share of the sky that is cloudy in middling air, 0…1.
    var cloud: Double

    /// Of a day from 1 January, 0..<366.
    @inline(__always) static func of(_ climate: Climate, dayOfYear: Double) -> ClimateNormals {
        years[climate.rawValue * 366 + min(max(Int(dayOfYear), 0), 365)]
    }

    /// 366 days of each climate.
    private static let years = Climate.allCases.flatMap { climate in
        (0..<366).map { interpolated(climate, dayOfYear: Double($0)) }
    }

    /// Each month's normal stands in its middle.
    private static func interpolated(_ climate: Climate, dayOfYear: Double) -> ClimateNormals {
        let table = ClimateTable.of(climate)
        let place = dayOfYear / 30.4375 - 0.5
        let month = place < 0 ? 11 : min(Int(place), 11)
        let part = place < 0 ? place + 1 : place - Double(month)
        func value(_ list: [Double]) -> Double { list[month] + (list[(month + 1) % 12] - list[month]) * part }
        return ClimateNormals(
            temperature: value(table.temperature), range: value(table.range), spread: value(table.spread),
            wind: value(table.wind), fog: value(table.fog), thunder: value(table.thunder),
            showers: value(table.showers), cloud: value(table.cloud))
    }
}
