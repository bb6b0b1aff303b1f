import DisruptionCore
import Foundation
import Testing
import WireFormat

@Suite struct JSONWriterTests {
    func text(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter(capacity: 64)
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func putsCommasWhereTheyAreDue() {
        let written = text { json in
            json.beginObject()
            json.field("a", 1)
            json.key("list")
            json.beginArray()
            json.value(1)
            json.value("x")
            json.beginObject()
            json.endObject()
            json.beginArray()
            json.value(Int?.none)
            json.endArray()
            json.endArray()
            json.field("absent", ifPresent: Int?.none)
            json.field("present", ifPresent: Optional(7))
            json.field("no", false)
            json.field("yes", true)
            json.key("raw")
            json.value(raw: UnsafeRawBufferPointer(start: nil, count: 0))
            json.endObject()
        }
        #expect(written == #"{"a":1,"list":[1,"x",{},[null]],"present":7,"no":false,"yes":true,"raw":}"#)
    }

    @Test func truncatesToAnEarlierMember() {
        let written = text { json in
            json.beginObject()
            json.field("a", 1)
            let mark = json.count
            json.field("b", 2)
            json.truncate(to: mark)
            json.field("c", 3)
            json.endObject()
        }
        #expect(written == #"{"a":1,"c":3}"#)
    }

    @Test func integersOfEveryLength() {
        var values: [Int64] = [0, .min, .max, -1, 9, 10, 99, 100, 12_345_678, 99_999_999, 100_000_000, 100_000_001]
        var power: Int64 = 1
        for _ in 0..<18 {
            power *= 10
            values += [power, power - 1, power + 1, -power, power * 7 / 3]
        }
        for value in values { #expect(text { $0.value(value) } == String(value)) }
    }

    @Test func thousandths() {
        let expected: [(Int64, String)] = [
            (0, "0"), (1000, "1"), (870, "0.87"), (5, "0.005"), (50, "0.05"), (500, "0.5"), (505, "0.505"),
            (-12_340, "-12.34"), (-5, "-0.005"), (1_000_001, "1000.001"),
        ]
        for (permille, json) in expected { #expect(text { $0.value(permille: permille) } == json) }
    }

    @Test func instantsAndDates() throws {
        let moment = Instant(ms: 1_199_536_200_000)
        #expect(text { $0.value(moment) } == #""2008-01-05T12:30:00Z""#)
        #expect(text { $0.value(moment.adding(ms: 7)) } == #""2008-01-05T12:30:00.007Z""#)
        #expect(text { $0.value(Instant(ms: -1)) } == #""1969-12-31T23:59:59.999Z""#)
        #expect(text { $0.value(Instant.distantPast) } == #""0001-01-01T00:00:00Z""#)
        #expect(text { $0.value(Instant.distantFuture) } == #""9999-12-31T23:59:59.999Z""#)
        let date = try #require(CalendarDate(year: 2024, month: 2, day: 29))
        #expect(text { $0.value(date) } == #""2024-02-29""#)
    }

    /// From 1583 on: before it Foundation goes by the Julian calendar.
    @Test func everyDayOfManyYearsAsFoundationWritesIt() throws {
        let style = Date.ISO8601FormatStyle()
        for days in stride(from: -141_000, through: 1_000_000, by: 997) {
            let seconds = Int64(days) * 86_400 + Int64(abs(days) % 86_400)
            let ours = text { $0.value(Instant(ms: seconds * 1000)) }
            #expect(ours == "\"\(Date(timeIntervalSince1970: Double(seconds)).formatted(style))\"")
        }
    }

    @Test func identifiers() throws {
        let flight = try #require(FlightNumber("U21234A"))
        let origin = try #require(AirportCode("LTN"))
        let date = try #require(CalendarDate(year: 2008, month: 1, day: 5))
        for attempt in [1, 2, 12] {
            let leg = LegKey(flight: flight, date: date, origin: origin, attempt: attempt)
            #expect(text { $0.value(leg) } == "\"\(leg)\"")
        }
        #expect(text { $0.value(flight) } == #""U21234A""#)
        #expect(text { $0.value(Tail("D-AIZZ") ?? .none) } == #""D-AIZZ""#)
    }

    @Test func everyScalarSurvivesARoundTrip() throws {
        for first in stride(from: 0, to: 0x11_0000, by: 251) {
            let scalars = (first..<first + 40).compactMap { Unicode.Scalar(UInt32($0)) }
            var string = ""
            string.unicodeScalars.append(contentsOf: scalars)
            let written = text { $0.value(string) }
            let decoded = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed)
            let back = try #require(decoded as? String)
            #expect(Array(back.unicodeScalars) == scalars)
        }
    }

    @Test func escapesAtEveryOffset() throws {
        for special in ["\"", "\\", "\u{0}", "\n", "\u{1F}", "é", "✈", "😀", "\u{7F}"] {
            for before in 0..<18 {
                let string = String(repeating: "a", count: before) + special + "tail of it"
                let written = text { $0.value(string) }
                let decoded = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed)
                #expect(decoded as? String == string)
            }
        }
    }

    /// Swift's own decoding replaces maximal parts too.
    @Test func replacesWhatIsNotUTF8() {
        var random = SplitMix(seed: 20_080_105)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ -> UInt8 in
                switch Int.random(in: 0..<4, using: &random) {
                case 0: UInt8.random(in: 0x20...0x21, using: &random)
                case 1: UInt8.random(in: 0x80...0xBF, using: &random)
                default:
                    [0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xC0, 0x9F, 0xFF].randomElement(using: &random) ?? 0
                }
            }
            let written = bytes.withUnsafeBytes { raw in text { $0.value(utf8: raw) } }
            #expect(written == "\"\(String(decoding: bytes, as: UTF8.self))\"", "bytes \(bytes)")
        }
    }
}
