import DisruptionCore
import Testing

@testable import ReferenceData

@Suite struct ReferenceAirportsTests {
    static let loaded = Result { try ReferenceAirports.load() }

    static func code(_ text: String) throws -> AirportCode { try #require(AirportCode(text)) }

    @Test func everyRowOfTheTableIsRead() throws {
        let reference = try Self.loaded.get()
        var rows = 0
        AirportRows.airports.forEachLine { _ in rows += 1 }
        #expect(rows > 7800)
        #expect(reference.directory.airports.count == rows)
        #expect(reference.failures.isEmpty, "\(reference.failures)")
        for airport in reference.directory.airports {
            #expect(abs(airport.latitude) <= 90 && abs(airport.longitude) <= 180)
            #expect(reference.directory.row(airport.iata) != nil)
            #expect(reference.directory.zone(of: airport.iata) != nil)
        }
    }

    @Test(arguments: [
        ("LHR", "EGLL", "Europe/London", 51.47, -0.46, "LON"), ("ORD", "KORD", "America/Chicago", 41.98, -87.91, "CHI"),
        ("PFN", "KPFN", "America/Chicago", 30.21, -85.68, "PFN"),
        ("SJU", "TJSJ", "America/Puerto_Rico", 18.44, -66, "SJU"),
        ("NRT", "RJAA", "Asia/Tokyo", 35.76, 140.39, "TYO"), ("TXL", "EDDT", "Europe/Berlin", 52.56, 13.29, "TXL"),
    ])
    func knownAirports(iata: String, icao: String, zone: String, north: Double, east: Double, city: String) throws {
        let directory = try Self.loaded.get().directory
        let row = try #require(directory.row(try Self.code(iata)))
        #expect(directory.row(try Self.code(icao)) == row)
        #expect(directory.canonical(try Self.code(icao)) == AirportCode(iata))
        #expect(directory.zone(ofRow: row)?.name == zone)
        #expect(abs(directory.airports[row].latitude - north) < 0.01)
        #expect(abs(directory.airports[row].longitude - east) < 0.01)
        #expect(directory.airports[row].city == AirportCode(city))
    }

    @Test func unknownCodesStandForThemselves() throws {
        let directory = try Self.loaded.get().directory
        #expect(directory.row(try Self.code("QQQ")) == nil)
        #expect(directory.row(try Self.code("Q0Q0")) == nil)
        #expect(directory.row(.none) == nil)
        #expect(directory.canonical(try Self.code("QQQ")) == AirportCode("QQQ"))
        #expect(AirportDirectory.empty.row(try Self.code("LHR")) == nil)
    }

    @Test func aMachineWithoutTimeZonesIsTold() {
        let error = #expect(throws: ZoneFileError.self) {
            try ReferenceAirports.load(zoneFiles: ZoneFiles(directory: "/nonexistent"))
        }
        #expect(error?.description.contains("install the package tzdata") == true)
    }

    @Test(arguments: ["", "../etc/passwd", "/etc/passwd", "Europe//Berlin", "a\u{0}b", "Europe/."])
    func refusesNamesThatAreNone(name: String) {
        #expect(throws: ZoneFileError.self) { try ZoneFiles().load(name) }
    }
}
