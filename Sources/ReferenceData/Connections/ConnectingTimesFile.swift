public import DisruptionCore

/// Minimum connecting times read from a file of comma-separated cells, plain or compressed by gzip.
///
/// The header names the columns, in any order: airport (IATA or ICAO code, `*` for all others), and minutes
/// domestic_domestic, domestic_international, international_domestic, international_international. Others are passed
/// over.
public struct ConnectingTimesFile: Sendable {
    public let times: ConnectingTimes
    /// Airports with times of their own.
    public let airports: Int

    /// Minutes: nobody changes within no time, and beyond a day it is no connection.
    private static let minutes: ClosedRange<Int32> = 0...1_440
    /// Rows: more than the world has airports.
    private static let rowsMax = 100_000
    private static let columns = [
        "airport", "domestic_domestic", "domestic_international", "international_domestic",
        "international_international",
    ]

    /// - Parameter reference: for the one code by which an airport is known.
    /// - Throws: `ReferenceFileError`, with path and line, at the first row that is damaged.
    public init(path: String, reference: AirportDirectory) throws(ReferenceFileError) {
        var lines = try ReferenceLines(path: path)
        guard let header = try lines.next() else { throw lines.error("the file is empty") }
        var places: [Int] = []
        for name in Self.columns {
            guard let place = header.firstIndex(of: name) else { throw lines.error("there is no column \(name)") }
            places.append(place)
        }
        var found: [AirportCode: ConnectingTimes.Minutes] = [:]
        var others: ConnectingTimes.Minutes?
        while let cells = try lines.next() {
            guard cells.count > places.max() ?? 0 else {
                throw lines.error("\(cells.count) cells, where the header has \(header.count)")
            }
            guard found.count < Self.rowsMax else { throw lines.error("more than \(Self.rowsMax) rows") }
            let minutes = try Self.minutes(cells, places, lines)
            let name = cells[places[0]]
            if name == "*" {
                others = minutes
            } else if let airport = AirportCode(name) {
                found[reference.canonical(airport)] = minutes
            } else {
                throw lines.error("'\(name.prefix(20))' is no code of an airport")
            }
        }
        times = others.map { ConnectingTimes(defaults: $0, airports: found) } ?? ConnectingTimes(airports: found)
        airports = found.count
    }

    private static func minutes(
        _ cells: [String], _ places: [Int], _ lines: borrowing ReferenceLines
    ) throws(ReferenceFileError) -> ConnectingTimes.Minutes {
        var minutes: [Int32] = []
        for place in places.dropFirst() {
            guard let value = Int32(cells[place]), Self.minutes.contains(value) else {
                throw lines.error("'\(cells[place].prefix(20))' is no time of 0 to 1440 minutes")
            }
            minutes.append(value)
        }
        return ConnectingTimes.Minutes(minutes)
    }
}
