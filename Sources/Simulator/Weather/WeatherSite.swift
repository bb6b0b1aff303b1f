import DisruptionCore

/// A station with what never changes about its weather worked out.
struct WeatherSite: Sendable {
    let station: WeatherStation
    let subject: UInt64
    let place: MapPlace
    /// Latitude band of 6 degrees that its air comes along in, and how far into it, 0…1.
    let band: UInt64
    let bandPart: Double
    /// Minutes that air of the map's middle needs to get here.
    let lag: Int
    /// Minutes that the sun is ahead of UTC.
    let solarOffset: Int
    /// K by which its latitude and height make it warmer than its climate's normal.
    let warmer: Double
    /// Where its undisturbed wind comes from, degrees.
    let windFrom: Double
    /// Minute of the half hour that its routine reports are made at: 20 in Europe, 0 elsewhere.
    let reportMinute: Int
    /// Where nobody observes in the night.
    let isUnmannedAtNight: Bool

    init(_ station: WeatherStation) {
        self.station = station
        subject = station.iata.packed
        place = MapPlace(latitude: station.latitude, longitude: station.longitude)
        let south = Int((station.latitude + 90) / 6)
        band = UInt64(south) &+ 1 << 40
        bandPart = (station.latitude + 90) / 6 - Double(south)
        lag = Int(place.east / 40.7 * 60)
        solarOffset = Int(station.longitude * 4)
        let table = ClimateTable.of(station.climate)
        windFrom = table.windFrom
        switch station.icao.description.utf8.first {
        case UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "B"): reportMinute = 20
        default: reportMinute = 0
        }
        isUnmannedAtNight = Hash64.mix(subject) % 3 == 0
        // 0.0065 K/m is the standard atmosphere's; half a degree per degree of latitude is Europe's mean.
        warmer =
            (table.elevationFt - Double(station.elevationFt)) * 0.3048 * 0.0065
            + (table.latitude - station.latitude) * 0.5
    }

    /// Hour of the sun, 0..<24.
    func solarHour(_ minute: Int) -> Double {
        let local = minute + solarOffset
        return Double(local - floorDivide(local, 1_440) * 1_440) / 60
    }
}
