import DisruptionCore
import Foundation

/// Real data, where the machine has it: `DATA`, or a folder `shared/data` above the package.
enum RealReports {
    /// The folder with METARs and TAFs; nil where there is none.
    static let folder: String? = {
        var places: [String] = []
        if let data = ProcessInfo.processInfo.environment["DATA"] { places.append(data) }
        var above = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        for _ in 0..<6 {
            above.deleteLastPathComponent()
            places.append(above.appendingPathComponent("shared/data").path)
        }
        return places.map { $0 + "/metar" }.first { FileManager.default.fileExists(atPath: $0) }
    }()

    static let absence = "no real reports: neither DATA nor ../shared/data holds metar"

    /// The text of a file, unpacked where it is compressed.
    static func text(_ path: String) throws -> String {
        guard path.hasSuffix(".gz") else { return try String(contentsOfFile: path, encoding: .utf8) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Rows of a CSV by the names of its header; quotes stand around whole cells.
    static func rows(_ path: String) throws -> [[String: String]] {
        let lines = try text(path).utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map(cells)
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }

    private static func cells(_ line: Substring.UTF8View) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        for byte in line {
            if byte == 0x22 {
                isQuoted.toggle()
            } else if byte == 0x2C, !isQuoted {
                cells.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll()
            } else {
                cell.append(byte)
            }
        }
        return cells + [String(decoding: cell, as: UTF8.self)]
    }
}

/// 2008-01-05T12:30:00Z, from text.
func instant(_ text: String) -> Instant {
    guard let date = ISO8601DateFormatter().date(from: text) else { return .distantPast }
    return Instant(ms: Int64(date.timeIntervalSince1970) * 1000)
}

extension Instant {
    /// As `instant(_:)` reads it.
    var text: String { Date(timeIntervalSince1970: Double(ms) / 1000).ISO8601Format() }
}

/// The text of a place in a report.
func text(_ report: String, _ offset: Int32, _ length: Int32) -> String {
    String(decoding: Array(report.utf8)[Int(offset)..<Int(offset + length)], as: UTF8.self)
}
