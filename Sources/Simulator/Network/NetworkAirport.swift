package import DisruptionCore

/// An airport as the simulated network uses it.
package struct NetworkAirport: Sendable {
    package let iata: AirportCode
    package let icao: AirportCode
    /// Degrees, north and east positive.
    package let latitude: Double
    package let longitude: Double
    package let elevationFt: Int
    /// True headings in degrees, one for each direction of each runway that is used.
    package let runways: [Int]
    package let climate: Climate
    /// Minutes from off-block to take-off and from landing to in-block when nobody is in the way.
    package let taxiOut: Int
    package let taxiIn: Int
    /// Minimum connecting time in minutes.
    package let connecting: Int
    /// Local minutes of the day in which nothing takes off or lands: from its first to its second, over midnight; nil
    /// where it is open all night.
    package let curfew: (from: Int, to: Int)?
    /// Gate letters; each is a terminal of its own, 1 and on.
    package let piers: StaticString
}

extension NetworkAirport {
    /// Whether nothing moves at a local minute of the day, 0…1439.
    func isClosed(localMinute: Int) -> Bool {
        guard let curfew else { return false }
        return curfew.from > curfew.to
            ? localMinute >= curfew.from || localMinute < curfew.to : (curfew.from..<curfew.to).contains(localMinute)
    }
}

extension WeatherStation {
    init(_ airport: NetworkAirport) {
        self.init(
            iata: airport.iata, icao: airport.icao, latitude: airport.latitude, longitude: airport.longitude,
            elevationFt: airport.elevationFt, runways: airport.runways, climate: airport.climate)
    }
}
