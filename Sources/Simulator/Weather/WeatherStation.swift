package import DisruptionCore

/// An airport as its weather sees it.
package struct WeatherStation: Sendable {
    package let iata: AirportCode
    package let icao: AirportCode
    /// Degrees, north and east positive.
    package let latitude: Double
    package let longitude: Double
    package let elevationFt: Int
    /// True headings in degrees, one per direction that is landed in, e.g. 90 and 270; twice for two parallel runways.
    package let runways: [Int]
    package let climate: Climate

    package init(
        iata: AirportCode, icao: AirportCode, latitude: Double, longitude: Double, elevationFt: Int, runways: [Int],
        climate: Climate
    ) {
        self.iata = iata
        self.icao = icao
        self.latitude = latitude
        self.longitude = longitude
        self.elevationFt = elevationFt
        self.runways = runways
        self.climate = climate
    }
}
