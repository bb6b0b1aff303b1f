import DisruptionCore
import Foundation
import Testing

@testable import ReferenceData

/// Runways from a file that a user names: the form of OurAirports, and whatever else may be in there.
@Suite struct RunwayFileTests {
    private static let header = "id,airport_ident,length_ft,closed,le_ident,le_heading_degT,he_ident,he_heading_degT"

    /// Reads a file with these lines.
    private func read(_ bytes: some Sequence<UInt8>) throws -> RunwayFile {
        let path = NSTemporaryDirectory() + "runways-\(UUID().uuidString).csv"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try RunwayFile(path: path)
    }

    private func read(_ lines: String...) throws -> RunwayFile {
        try read(([Self.header] + lines).joined(separator: "\n").utf8)
    }

    private func told(_ file: RunwayFile, _ station: String) -> [String] {
        guard let code = AirportCode(station) else { return [] }
        return file.directory.runways(of: code).map { runway in
            var name = ""
            runway.name.forEachByte { name.append(Character(Unicode.Scalar($0))) }
            return "\(name) \(runway.headingDeg)\(runway.isHeadingMagnetic ? "m" : "") \(runway.lengthFt)"
        }
    }

    @Test func bothDirectionsOfEveryRunwayAreRead() throws {
        let file = try read(
            "1,\"KJFK\",12079,0,\"04L\",31,\"22R\",211.4", "2,KJFK,8400,0,13L,,31R,301", "3,EGLL,,0,9,,27,", "",
            "4,KJFK,5000,1,07,70,25,250", "5,00A,80,0,H1,,,", "6,EDDF,1000,0,N,,S,", "7,EDDM,9999,0,08,363,26,262\r")
        #expect(told(file, "KJFK") == ["04L 31 12079", "22R 211 12079", "13L 121 8400", "31R 301 8400"])
        #expect(
            told(file, "EGLL") == ["09 90m 0", "27 270m 0"] && told(file, "EDDM") == ["08 82 9999", "26 262 9999"])
        #expect(file.rowsLeftOut == 3 && file.directions == 8 && file.directory.count == 3)
    }

    @Test(arguments: [
        ("1,KJFK", ":2: 2 cells"), ("1,KJFK,x,0,04L,31,22R,211", ":2: length_ft is no number"),
        ("1,KJFK,99999,0,04L,31,22R,211", ":2: length_ft is 99999; allowed"),
        ("1,\"KJFK,1,0,04L,31,22R,211", ":2: a quote is not closed"),
        ("1,KJFK,1,0,04L,nan,22R,211", ":2: heading is no number"),
        ("1,KJFK,1,0,04L,1e30,22R,2", ":2: heading is no number"),
        (String(repeating: "1", count: 5_000), ":2: the line is too long"),
    ])
    func damagedRowsAreToldByLine(_ row: String, _ message: String) {
        let error = #expect(throws: ReferenceFileError.self) { try read(row) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func filesThatAreNone() {
        #expect(throws: ReferenceFileError.self) { try read([]) }
        #expect(throws: ReferenceFileError.self) { try read("a,b,c".utf8) }
        #expect(throws: ReferenceFileError.self) { try read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x55, 0xAA]) }
        #expect(throws: ReferenceFileError.self) { try read([UInt8](repeating: 0, count: 9_000)) }
        let error = #expect(throws: ReferenceFileError.self) { try RunwayFile(path: "/nonexistent.csv") }
        #expect(error?.description == "/nonexistent.csv: No such file or directory")
    }
}
