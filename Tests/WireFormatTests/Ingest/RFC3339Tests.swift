import DisruptionCore
import Foundation
import Testing
import WireFormat

@Suite struct RFC3339Tests {
    func parse(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { RFC3339.instant($0)?.ms }
    }

    func day(_ text: String) -> Int32? {
        Array(text.utf8).withUnsafeBytes { RFC3339.date($0)?.days }
    }

    /// The examples of RFC 3339, section 5.8, and what follows from its grammar.
    @Test(arguments: [
        ("1985-04-12T23:20:50.52Z", 482_196_050_520), ("1996-12-19T16:39:57-08:00", 851_042_397_000),
        ("1990-12-31T23:59:60Z", 662_688_000_000), ("1990-12-31T15:59:60-08:00", 662_688_000_000),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130), ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01t00:00:00z", 0), ("1970-01-01 00:00:00Z", 0), ("1970-01-01T00:00:00.0009Z", 0),
        ("1970-01-01T00:00:00.0019999999999999999999Z", 1), ("1970-01-01T00:00:00-00:00", 0),
        ("1970-01-01T23:59:00+23:59", 0), ("1969-12-31T23:59:59.999Z", -1), ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("1990-12-31T23:59:60.5Z", 662_688_000_500),
    ])
    func takes(_ text: String, _ ms: Int64) {
        #expect(parse(text) == ms, "\(text)")
    }

    @Test(arguments: [
        "", "Z", "2008-01-05", "2008-01-05T12:30Z", "2008-01-05T12:30:00", "2008-01-05T12:30:00.Z",
        "2008-01-05T12:30:00.", "2008-01-05T12:30:00.5", "2008-01-05T24:00:00Z", "2008-01-05T12:60:00Z",
        "2008-01-05T12:30:61Z", "2008-01-05T12:30:60Z", "2008-12-31T23:59:60+01:00", "2008-02-30T12:30:00Z",
        "2007-02-29T12:30:00Z", "1900-02-29T00:00:00Z", "2008-00-05T12:30:00Z", "2008-13-05T12:30:00Z",
        "2008-01-00T12:30:00Z", "2008-01-32T12:30:00Z", "2008-04-31T12:30:00Z", "0000-01-01T00:00:00Z",
        "2008-01-05T12:30:00+24:00", "2008-01-05T12:30:00+01:60", "2008-01-05T12:30:00+0100",
        "2008-01-05T12:30:00+01", "2008-01-05T12:30:00+01:0", "2008-01-05T12:30:00+01:000", "2008-01-05T12:30:00Z ",
        "2008-01-05T12:30:00ZZ", " 2008-01-05T12:30:00Z", "2008/01/05T12:30:00Z", "2008-01-05_12:30:00Z",
        "2008-01-05T12-30-00Z", "2008-1-05T12:30:00Z", "+008-01-05T12:30:00Z", "200a-01-05T12:30:00Z",
        "2008-0:-05T12:30:00Z", "2008-01-05T1:30:00:Z", "2008-01-05T12:30:0:Z", "２００８-01-05T12:30:00Z",
        "2008-01-05T12:30:00\u{0}Z", "20080105T123000Z0000",
    ])
    func refuses(_ text: String) {
        #expect(parse(text) == nil, "\(text)")
    }

    @Test func everyByteThatIsNotInTheFormIsRefused() {
        let good = Array("2008-01-05T12:30:45Z".utf8)
        for place in good.indices {
            for byte in UInt8.min...UInt8.max {
                var bytes = good
                bytes[place] = byte
                let text = String(decoding: bytes, as: UTF8.self)
                let isDigit = (0x30...0x39).contains(byte)
                let isSame = byte == good[place] || (byte | 0x20 == good[place] | 0x20 && (place == 10 || place == 19))
                if !isDigit, !isSame, !(place == 10 && byte == 0x20) { #expect(parse(text) == nil, "\(bytes)") }
            }
        }
    }

    @Test func agreesWithFoundationAndWithTheWriter() throws {
        let formatter = ISO8601DateFormatter()
        var random = SplitMix(seed: 3339)
        for _ in 0..<2000 {
            // 1600 to 2399; Foundation goes by the Julian calendar before 1582.
            let seconds = Int64.random(in: -11_676_096_000..<13_569_465_600, using: &random)
            let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(parse(text) == seconds * 1000, "\(text)")
            var writer = ByteWriter(capacity: 64)
            let ms = seconds * 1000 + Int64.random(in: 0...999, using: &random)
            writer.put(instant: Instant(ms: ms))
            #expect(RFC3339.instant(writer.bytes)?.ms == ms)
        }
    }

    @Test func dates() {
        #expect(day("1970-01-01") == 0)
        #expect(day("2008-02-29") == 13_938)
        for bad in ["2008-02-30", "2008-2-09", "08-02-2009", "2008-02-29T", "2008-02-2", "", "2008-02-29Z"] {
            #expect(day(bad) == nil, "\(bad)")
        }
    }
}
