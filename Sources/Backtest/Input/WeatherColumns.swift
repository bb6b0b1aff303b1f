import DisruptionCore
import WireFormat

/// How a line of a weather file is read.
struct WeatherColumns {
    /// A report that was found in a line; the views live as long as the line.
    struct Found {
        let time: Instant
        let station: AirportCode
        let isForecast: Bool
        let raw: UnsafeRawBufferPointer
    }

    private let station: Int
    private let valid: Int
    private let raw: Int

    /// - Returns: nil unless the line names the columns.
    init?(header line: UnsafeRawBufferPointer) {
        guard line.count < 4096 else { return nil }
        let names = line.split(separator: 0x2C, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self).lowercased() }
        guard let station = names.firstIndex(of: "station"), let valid = names.firstIndex(of: "valid"),
            let raw = names.firstIndex(of: "metar")
        else { return nil }
        self.station = station
        self.valid = valid
        self.raw = raw
    }

    /// A row under the header; `valid` is UTC, to the minute.
    func report(_ line: UnsafeRawBufferPointer) -> Found? {
        var cells: [UnsafeRawBufferPointer] = []
        var start = 0
        let last = max(station, valid, raw)
        // What stands in the last column may have commas of its own.
        while cells.count < last, let comma = line[start...].firstIndex(of: 0x2C) {
            cells.append(UnsafeRawBufferPointer(rebasing: line[start..<comma]))
            start = comma + 1
        }
        guard cells.count == last else { return nil }
        cells.append(UnsafeRawBufferPointer(rebasing: line[start...]))
        guard let time = WeatherColumns.minute(cells[valid]), let code = AirportCode(ascii: cells[station]) else {
            return nil
        }
        return WeatherColumns.found(time, code, WeatherColumns.unquoted(cells[raw]))
    }

    /// A line of an instant and a report; the station stands in the report.
    static func plain(_ line: UnsafeRawBufferPointer) -> Found? {
        guard let blank = line.firstIndex(of: 0x20),
            let time = RFC3339.instant(UnsafeRawBufferPointer(rebasing: line[..<blank]))
        else { return nil }
        let raw = UnsafeRawBufferPointer(rebasing: line[(blank + 1)...])
        for word in raw.split(separator: 0x20).prefix(4) where !isKind(word) {
            guard let code = AirportCode(ascii: UnsafeRawBufferPointer(rebasing: word)) else { return nil }
            return found(time, code, raw)
        }
        return nil
    }

    private static let kinds: [[UInt8]] = ["METAR", "SPECI", "TAF", "AMD", "COR"].map { Array($0.utf8) }

    private static func isKind(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
        kinds.contains { $0.elementsEqual(word) }
    }

    private static func found(_ time: Instant, _ station: AirportCode, _ raw: UnsafeRawBufferPointer) -> Found? {
        guard raw.count >= 1, raw.count <= Limits.reportBytes, time.isPlausible,
            raw.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { return nil }
        return Found(time: time, station: station, isForecast: raw.starts(with: kinds[2]), raw: raw)
    }

    private static func unquoted(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard cell.count >= 2, cell[0] == 0x22, cell[cell.count - 1] == 0x22 else { return cell }
        return UnsafeRawBufferPointer(rebasing: cell[1..<cell.count - 1])
    }

    /// `2008-01-01 00:53`.
    private static func minute(_ cell: UnsafeRawBufferPointer) -> Instant? {
        func digits(_ at: Int) -> Int64? {
            let (high, low) = (cell[at] &- 0x30, cell[at + 1] &- 0x30)
            return high < 10 && low < 10 ? Int64(high) * 10 + Int64(low) : nil
        }
        guard cell.count >= 16, let date = RFC3339.date(UnsafeRawBufferPointer(rebasing: cell[..<10])),
            cell[10] == 0x20 || cell[10] == 0x54, cell[13] == 0x3A, let hour = digits(11), let minute = digits(14),
            hour < 24, minute < 60
        else { return nil }
        return date.startUTC.adding(minutes: hour * 60 + minute)
    }
}
