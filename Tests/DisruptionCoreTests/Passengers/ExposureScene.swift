@testable import DisruptionCore

/// Airports of three states, and one band of 250 from 180 minutes for journeys from Germany.
enum ExposureScene {
    private static func airport(_ code: String, _ country: String, _ latitude: Double, _ longitude: Double) -> Airport {
        let letters = Array(country.utf8)
        return Airport(
            iata: AirportCode(code) ?? .none, icao: .none, latitude: latitude, longitude: longitude,
            country: UInt16(letters[0]) << 8 | UInt16(letters[1]), city: AirportCode(code) ?? .none, zone: -1)
    }

    static let frankfurt = airport("FRA", "DE", 50.0333, 8.5706)
    static let munich = airport("MUC", "DE", 48.3538, 11.7861)
    static let newYork = airport("JFK", "US", 40.6398, -73.7789)
    static let sydney = airport("SYD", "AU", -33.9461, 151.1772)
    static let quito = airport("UIO", "EC", -0.1292, -78.3575)

    static let directory = AirportDirectory(
        airports: [frankfurt, munich, newYork, sydney, quito], zones: [])

    static let rules = PassengerRules(
        compensation: CompensationTable([
            CompensationRules(
                regime: .eu261, version: "EU261/TEST", from: CalendarDate(days: 0), currency: "EUR",
                states: Countries([0x4445]), arrivals: [], delayMinutes: 180,
                bands: [
                    .init(toKm: 1_500, amount: 250, halvedToMinutes: 120, careFromMinutes: 120),
                    .init(toKm: nil, amount: 600, halvedToMinutes: 240, careFromMinutes: 240),
                ], notices: [.init(fromDays: 14, earlierMinutes: nil)], refundFromMinutes: 300)
        ]))

    static func runtime() -> LocalRuntime { LocalRuntime(reference: directory, passengerRules: rules) }
}
