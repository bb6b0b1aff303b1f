import DisruptionCore
import Foundation
import Testing

@testable import History

/// A folder of its own for the files of one test, removed when the test is over.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "iropsd-history-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }
}

/// A gzip member of stored blocks. Source: RFC 1951 3.2.4, RFC 1952 2.3.
func gzip(_ text: String) -> [UInt8] {
    let data = Array(text.utf8)
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var at = 0
    repeat {
        let count = min(65_535, data.count - at)
        out += [at + count == data.count ? 1 : 0] + little(count, 2) + little(~count & 0xFFFF, 2)
        out += data[at..<at + count]
        at += count
    } while at < data.count
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return out + little(Int(~crc), 4) + little(data.count, 4)
}

/// Six airports with the clock changes of 2008 of their zones.
let testAirports: AirportDirectory = {
    func zone(_ name: String, _ standard: Int32, spring: Int64?, autumn: Int64?) -> ZoneTable {
        func period(_ start: Int64, _ offset: Int32) -> ZoneTable.Period {
            ZoneTable.Period(start: start, offset: offset, isDaylight: offset != standard, abbreviation: 0)
        }
        var periods = [period(.min, standard)]
        if let spring, let autumn { periods += [period(spring, standard + 3600), period(autumn, standard)] }
        return ZoneTable(name: name, periods: periods) ?? .utc
    }
    // 2008-03-09 and 2008-11-02, 02:00 local; London 2008-03-30 and 2008-10-26, 01:00 UTC.
    let zones = [
        zone("America/Chicago", -21_600, spring: 1_205_049_600, autumn: 1_225_609_200),
        zone("America/New_York", -18_000, spring: 1_205_046_000, autumn: 1_225_605_600),
        zone("America/Phoenix", -25_200, spring: nil, autumn: nil),
        zone("Pacific/Honolulu", -36_000, spring: nil, autumn: nil),
        zone("Europe/London", 0, spring: 1_206_838_800, autumn: 1_224_982_800),
    ]
    let places: [(String, Int16)] = [
        ("ORD", 0), ("JFK", 1), ("PHX", 2), ("HNL", 3), ("LHR", 4), ("EWR", 1), ("MSN", 0),
    ]
    return AirportDirectory(
        airports: places.compactMap { name, zone in
            AirportCode(name).map {
                Airport(iata: $0, icao: .none, latitude: 0, longitude: 0, country: 0, city: $0, zone: zone)
            }
        }, zones: zones)
}()

/// `2008-01-05T12:30Z` or with seconds; far in the past where the text is no instant, so that a comparison fails.
func utc(_ text: String) -> Instant {
    let whole = text.count == 17 ? text.dropLast() + ":00Z" : Substring(text)
    guard let date = ISO8601DateFormatter().date(from: String(whole)) else { return .distantPast }
    return Instant(ms: Int64(date.timeIntervalSince1970) * 1000)
}

func leg(
    _ flight: String, _ date: String, _ from: String, _ to: String, tail: String = "N1AA", _ departure: String,
    minutes: Int64 = 120, out: Int64? = 0, arrival: Int64? = 0
) throws -> HistoricLeg {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    let day = try #require(CalendarDate(year: parts[0], month: parts[1], day: parts[2]))
    let start = utc(departure)
    var leg = HistoricLeg(
        key: LegKey(
            flight: try #require(FlightNumber(flight)), date: day, origin: try #require(AirportCode(from))),
        destination: try #require(AirportCode(to)), tail: Tail(tail) ?? .none, scheduledDeparture: start,
        scheduledArrival: start.adding(minutes: minutes))
    leg.out = out.map { start.adding(minutes: $0) }
    leg.arrival = out == nil ? nil : arrival.map { start.adding(minutes: minutes + $0) }
    return leg
}

/// Everything that a file gives.
func read(_ path: String) throws -> (legs: [HistoricLeg], bad: [BadRow]) {
    var reader = try LegReader(path: path, airports: testAirports)
    var (legs, bad): ([HistoricLeg], [BadRow]) = ([], [])
    while true {
        switch try reader.next() {
        case .leg(let leg): legs.append(leg)
        case .bad(let row): bad.append(row)
        case .end: return (legs, bad)
        }
    }
}

extension LegSource {
    mutating func all() throws -> [HistoricLeg] {
        var legs: [HistoricLeg] = []
        while let leg = try next() { legs.append(leg) }
        return legs
    }
}

extension EventStream {
    mutating func all() throws -> [HistoricEvent] {
        var events: [HistoricEvent] = []
        while let event = try next() { events.append(event) }
        return events
    }
}

/// Real data, where the machine has it: `DATA`, or a folder `shared/data` above the package.
let realData: String? = {
    let manager = FileManager.default
    if let path = ProcessInfo.processInfo.environment["DATA"], manager.fileExists(atPath: path + "/bts2008") {
        return path
    }
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("shared/data").path
        if manager.fileExists(atPath: candidate + "/bts2008") { return candidate }
    }
    return nil
}()
