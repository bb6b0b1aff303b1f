import DisruptionCore
import Foundation
import ReferenceData
import Testing

@Suite("A file of connecting times")
struct ConnectingTimesFileTests {
    private static let header =
        "airport,domestic_domestic,domestic_international,international_domestic,international_international\n"

    private func read(_ text: String) throws -> ConnectingTimesFile {
        let path = NSTemporaryDirectory() + "times-\(UUID().uuidString).csv"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try ConnectingTimesFile(path: path, reference: .empty)
    }

    @Test("Airports, and all others by a star; columns in any order")
    func read() throws {
        let file = try read(Self.header + "FRA,45,45,45,45\n*,40,50,60,70\n")
        let (fra, lhr) = try (#require(AirportCode("FRA")), #require(AirportCode("LHR")))
        #expect(file.airports == 1)
        #expect(file.times.minutes(at: fra, .internationalToInternational, changesTerminal: false) == 45)
        #expect(file.times.minutes(at: lhr, .internationalToDomestic, changesTerminal: false) == 60)
        let turned = try read(
            "note,international_international,airport,domestic_domestic,domestic_international,international_domestic\n"
                + "x,90,FRA,31,32,33\n")
        #expect(turned.times.minutes(at: fra, .domesticToInternational, changesTerminal: false) == 32)
    }

    @Test(
        "What is damaged is named with its line",
        arguments: [
            ("", "the file is empty"), ("airport,x\n", "there is no column domestic_domestic"),
            (header + "FRA,45,45,45\n", "4 cells"), (header + "FRA,45,45,45,soon\n", "'soon' is no time"),
            (header + "FRA,45,45,45,1441\n", "'1441' is no time"), (header + "F!,1,2,3,4\n", "'F!' is no code"),
        ])
    func damaged(text: String, reason: String) throws {
        let error = #expect(throws: ReferenceFileError.self) { try read(text) }
        #expect(try #require(error).description.contains(reason), "\(String(describing: error))")
    }
}
