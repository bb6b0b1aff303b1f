public import DisruptionCore

/// The world's airports with an IATA code, and their time zones as this machine knows them.
public struct ReferenceAirports: Sendable {
    public let directory: AirportDirectory
    /// Zones that could not be read; their airports are in the directory, without a zone.
    public let failures: [ZoneFileError]

    /// Reads the built-in airport table and the system's time zone files: some 7,900 airports, 360 zones; a few
    /// milliseconds, once at start.
    /// - Throws: `ZoneFileError` when no zone at all can be read, which is a machine without tzdata.
    public static func load(zoneFiles: ZoneFiles = ZoneFiles()) throws(ZoneFileError) -> ReferenceAirports {
        var zones: [ZoneTable] = []
        var failures: [ZoneFileError] = []
        /// Place in `zones` by place in the built-in list.
        var places: [Int16] = []
        AirportRows.zones.forEachLine { line in
            let name = String(decoding: line, as: UTF8.self)
            do throws(ZoneFileError) {
                zones.append(try zoneFiles.load(name))
                places.append(Int16(zones.count - 1))
            } catch {
                failures.append(error)
                places.append(-1)
            }
        }
        if zones.isEmpty, let first = failures.first { throw first }
        var airports: [Airport] = []
        airports.reserveCapacity(8192)
        AirportRows.airports.forEachLine { line in
            if let airport = Airport(row: line, zonePlaces: places) { airports.append(airport) }
        }
        return ReferenceAirports(
            directory: AirportDirectory(airports: airports, zones: zones), failures: failures)
    }
}

extension StaticString {
    /// Calls `body` with each line, without its end.
    func forEachLine(_ body: (UnsafeRawBufferPointer) -> Void) {
        withUTF8Buffer { text in
            let text = UnsafeRawBufferPointer(text)
            var start = 0
            while start < text.count {
                var end = start
                while end < text.count, text[end] != 0x0A { end += 1 }
                body(UnsafeRawBufferPointer(rebasing: text[start..<end]))
                start = end + 1
            }
        }
    }
}

extension Airport {
    /// Reads one line of the built-in table; nil where it is none, which a test rules out.
    init?(row line: UnsafeRawBufferPointer, zonePlaces: [Int16]) {
        var fields: [UnsafeRawBufferPointer] = []
        var start = 0
        for at in 0...line.count where at == line.count || line[at] == 0x20 {
            fields.append(UnsafeRawBufferPointer(rebasing: line[start..<at]))
            start = at + 1
        }
        guard fields.count >= 6, let iata = AirportCode(ascii: fields[0]), fields[2].count == 2 else { return nil }
        guard let zone = Airport.integer(fields[3]), zonePlaces.indices.contains(zone) else { return nil }
        guard let north = Airport.integer(fields[4]), let east = Airport.integer(fields[5]) else { return nil }
        self.init(
            iata: iata,
            icao: AirportCode(ascii: fields[1]) ?? .none,
            latitude: Double(north) / 10_000,
            longitude: Double(east) / 10_000,
            country: UInt16(fields[2][0]) << 8 | UInt16(fields[2][1]),
            city: fields.count > 6 ? AirportCode(ascii: fields[6]) ?? iata : iata,
            zone: zonePlaces[zone])
    }

    /// A decimal integer with an optional minus sign.
    private static func integer(_ text: UnsafeRawBufferPointer) -> Int? {
        var value = 0
        var isNegative = false
        for (at, byte) in text.enumerated() {
            if at == 0, byte == 0x2D {
                isNegative = true
                continue
            }
            guard (0x30...0x39).contains(byte), value < 1_000_000_000 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return text.isEmpty ? nil : isNegative ? -value : value
    }
}
