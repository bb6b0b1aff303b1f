/// One airport of the directory.
public struct Airport: Sendable, Equatable {
    /// Three letters.
    public let iata: AirportCode
    /// Four letters or digits; `.none` where there is none.
    public let icao: AirportCode
    /// Degrees, north positive.
    public let latitude: Double
    /// Degrees, east positive.
    public let longitude: Double
    /// ISO 3166-1 alpha-2, first letter in the high byte.
    public let country: UInt16
    /// The metropolitan area it belongs to, e.g. LON for LHR; its own code where it stands alone.
    public let city: AirportCode
    /// Index into the directory's zones; negative where the zone is not known.
    public let zone: Int16

    public init(
        iata: AirportCode, icao: AirportCode, latitude: Double, longitude: Double, country: UInt16, city: AirportCode,
        zone: Int16
    ) {
        self.iata = iata
        self.icao = icao
        self.latitude = latitude
        self.longitude = longitude
        self.country = country
        self.city = city
        self.zone = zone
    }
}

/// Airports by code; IATA and ICAO code of one airport lead to the same row.
///
/// Immutable and shared by all lanes. A lookup by IATA code is one load, by ICAO code a binary search.
public struct AirportDirectory: Sendable {
    public let airports: [Airport]
    public let zones: [ZoneTable]
    /// Row + 1 by the three letters as a number in base 26; 0 is none.
    private let byLetters: [UInt16]
    /// Packed ICAO codes in rising order, with their rows.
    private let icaoCodes: [UInt32]
    private let icaoRows: [UInt16]

    /// - Parameters:
    ///   - airports: at most 65,534; where a code comes twice the first row has it.
    ///   - zones: what `Airport.zone` counts in.
    public init(airports: [Airport], zones: [ZoneTable]) {
        precondition(airports.count < 65_535, "an airport directory holds at most 65,534 airports")
        var letters = [UInt16](repeating: 0, count: 26 * 26 * 26)
        var icao: [(code: UInt32, row: UInt16)] = []
        icao.reserveCapacity(airports.count)
        for (row, airport) in airports.enumerated() {
            if let index = AirportDirectory.index(airport.iata), letters[index] == 0 {
                letters[index] = UInt16(row + 1)
            }
            if !airport.icao.isNone { icao.append((UInt32(airport.icao.packed), UInt16(row))) }
        }
        icao.sort { ($0.code, $0.row) < ($1.code, $1.row) }
        self.airports = airports
        self.zones = zones
        byLetters = letters
        icaoCodes = icao.map { $0.code }
        icaoRows = icao.map { $0.row }
    }

    /// No airport at all: codes stand for themselves and all times are shown in UTC.
    public static let empty = AirportDirectory(airports: [], zones: [])

    /// The row of an airport by its IATA or ICAO code.
    public func row(_ code: AirportCode) -> Int? {
        if let index = AirportDirectory.index(code) {
            let row = byLetters[index]
            return row == 0 ? nil : Int(row) - 1
        }
        let wanted = UInt32(code.packed)
        var low = 0
        var high = icaoCodes.count
        while low < high {
            let middle = (low + high) / 2
            if icaoCodes[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < icaoCodes.count && icaoCodes[low] == wanted ? Int(icaoRows[low]) : nil
    }

    public func airport(_ code: AirportCode) -> Airport? { row(code).map { airports[$0] } }

    /// The one code that stands for the airport everywhere: IATA where the directory knows it, else the code as given.
    public func canonical(_ code: AirportCode) -> AirportCode { row(code).map { airports[$0].iata } ?? code }

    /// The airport's time zone; nil for an airport that is not here or whose zone the machine does not know.
    public func zone(of code: AirportCode) -> ZoneTable? { row(code).flatMap { zone(ofRow: $0) } }

    /// The time zone of a row; nil where the machine does not know it.
    public func zone(ofRow row: Int) -> ZoneTable? {
        let index = Int(airports[row].zone)
        return zones.indices.contains(index) ? zones[index] : nil
    }

    /// The operating day of an instant at an airport; that of UTC where its zone is not known.
    public func operatingDay(_ instant: Instant, at code: AirportCode) -> CalendarDate {
        OperatingDay.of(instant, utcOffsetSeconds: zone(of: code)?.offset(at: instant) ?? 0)
    }

    /// Three letters as a number in base 26; nil for anything else.
    private static func index(_ code: AirportCode) -> Int? {
        guard code.packed & 63 == 0 else { return nil }
        let (a, b, c) = (code.packed >> 18 & 63, code.packed >> 12 & 63, code.packed >> 6 & 63)
        guard (1...26).contains(a), (1...26).contains(b), (1...26).contains(c) else { return nil }
        return Int((a - 1) * 676 + (b - 1) * 26 + c - 1)
    }
}
