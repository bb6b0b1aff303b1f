import DisruptionCore
import Testing

@testable import ReferenceData

@Suite struct TZifTests {
    /// A version 2 file of one data block: the version 1 block is empty but for the one type that RFC 8536 asks for.
    static func file(
        times: [Int64], indices: [UInt8], types: [(offset: Int32, daylight: UInt8, name: UInt8)], names: [UInt8],
        footer: String, typeCount: Int? = nil, transitionCount: Int? = nil
    ) -> [UInt8] {
        func be32(_ value: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        func be64(_ value: Int64) -> [UInt8] { (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        func header(_ counts: [Int]) -> [UInt8] {
            Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts.flatMap(be32)
        }
        var bytes = header([0, 0, 0, 0, 1, 1]) + [0, 0, 0, 0, 0, 0] + [0]
        bytes += header([0, 0, 0, transitionCount ?? times.count, typeCount ?? types.count, names.count])
        bytes += times.flatMap(be64) + indices
        for type in types { bytes += be32(Int(type.offset)) + [type.daylight, type.name] }
        return bytes + names + Array("\n\(footer)\n".utf8)
    }

    static let names: [UInt8] = Array("CST\0CDT\0".utf8)
    static let central: [(offset: Int32, daylight: UInt8, name: UInt8)] = [(-21_600, 0, 0), (-18_000, 1, 4)]

    @Test func readsTransitionsAndSpellsOutTheRule() throws {
        let bytes = Self.file(
            times: [1_173_600_000, 1_194_159_600], indices: [1, 0], types: Self.central, names: Self.names,
            footer: "CST6CDT,M3.2.0,M11.1.0")
        let zone = try TZif.parse(bytes, name: "America/Chicago")
        #expect(zone.offset(at: Instant(ms: 1_173_599_999_999)) == -21_600)
        #expect(zone.offset(at: Instant(ms: 1_173_600_000_000)) == -18_000)
        #expect(zone.abbreviation(at: Instant(ms: 1_173_600_000_000)) == "CDT")
        // 2008-03-09T08:00:00Z and 2008-11-02T07:00:00Z, by the rule.
        #expect(zone.offset(at: Instant(ms: 1_205_049_599_000)) == -21_600)
        #expect(zone.offset(at: Instant(ms: 1_205_049_600_000)) == -18_000)
        #expect(zone.offset(at: Instant(ms: 1_225_609_199_000)) == -18_000)
        #expect(zone.offset(at: Instant(ms: 1_225_609_200_000)) == -21_600)
        // 2149-07-01, the far end of what a packed date holds.
        #expect(zone.offset(at: Instant(ms: 5_664_211_200_000)) == -18_000)
    }

    @Test(arguments: [
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_200_000_000, 0, "GMT"),  // Dublin's summer time is its standard time
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_215_000_000, 3600, "IST"),
        ("<+0330>-3:30", 1_215_000_000, 12_600, "+0330"),
        ("XXX3EDT4,0/0,J365/23", 1_230_768_000, -14_400, "EDT"),  // daylight-saving time all year, RFC 8536 3.3.1
        ("XXX3EDT4,0/0,J365/23", 1_230_780_000, -14_400, "EDT"),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_215_000_000, -3600, "-01"),  // Nuuk: a time before the day begins
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_199_145_600, 39_600, "AEDT"),  // southern summer
        ("EET-2EEST,J60/0,J300/0", 1_204_333_200, 10_800, "EEST"),  // day 60 is 1 March in a leap year too
    ])
    func evaluatesFooters(footer: String, second: Int64, offset: Int32, name: String) throws {
        let bytes = Self.file(times: [], indices: [], types: [(0, 0, 0)], names: Array("LMT\0".utf8), footer: footer)
        let zone = try TZif.parse(bytes, name: "T")
        #expect(zone.offset(at: Instant(ms: second * 1000)) == offset)
        #expect(zone.abbreviation(at: Instant(ms: second * 1000)) == name)
    }

    @Test(arguments: [
        "CST", "CST6CDT,M13.1.0,M11.1.0", "CST6CDT,M3.6.0,M11.1.0", "CST6CDT,M3.2.7,M11.1.0", "CST6CDT,M3.2.0",
        "CS6", "CST6CDT,M3.2.0,M11.1.0/168", "CST25", "<CST6", "CST6CDT,J0,J1", "CST6CDT,366,1", "CST6x", "6",
    ])
    func refusesFooters(footer: String) {
        let bytes = Self.file(times: [], indices: [], types: [(0, 0, 0)], names: Array("LMT\0".utf8), footer: footer)
        #expect(throws: TZifError.badFooter) { try TZif.parse(bytes, name: "T") }
    }

    @Test func refusesEveryTruncation() throws {
        let bytes = Self.file(
            times: [1_173_600_000, 1_194_159_600], indices: [1, 0], types: Self.central, names: Self.names,
            footer: "CST6CDT,M3.2.0,M11.1.0")
        for count in 0..<bytes.count {
            #expect(throws: TZifError.self) { try TZif.parse(Array(bytes[..<count]), name: "T") }
        }
    }

    @Test func neverTrapsOnChangedBytes() {
        let bytes = Self.file(
            times: [1_173_600_000, 1_194_159_600], indices: [1, 0], types: Self.central, names: Self.names,
            footer: "CST6CDT,M3.2.0,M11.1.0")
        var refused = 0
        for at in bytes.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var changed = bytes
                changed[at] = value
                if (try? TZif.parse(changed, name: "T")) == nil { refused += 1 }
            }
        }
        #expect(refused > 100)
    }

    @Test func namesWhatIsWrong() {
        func parse(
            _ times: [Int64] = [1, 2], indices: [UInt8] = [0, 1], names: [UInt8] = TZifTests.names,
            typeCount: Int? = nil,
            transitionCount: Int? = nil,
            types: [(offset: Int32, daylight: UInt8, name: UInt8)] = TZifTests.central
        ) throws -> ZoneTable {
            try TZif.parse(
                Self.file(
                    times: times, indices: indices, types: types, names: names, footer: "", typeCount: typeCount,
                    transitionCount: transitionCount), name: "T")
        }
        #expect(throws: TZifError.badTransition) { try parse([2, 2]) }
        #expect(throws: TZifError.badTransition) { try parse(indices: [0, 2]) }
        #expect(throws: TZifError.badCount) { try parse(typeCount: 0) }
        #expect(throws: TZifError.badCount) { try parse(transitionCount: 0x7FFF_FFFF) }
        #expect(throws: TZifError.notTZif) { try parse(transitionCount: 5000) }
        #expect(throws: TZifError.badType) { try parse(types: [(-21_600, 0, 0), (200_000, 1, 4)]) }
        #expect(throws: TZifError.badType) { try parse(types: [(-21_600, 0, 0), (0, 1, 9)]) }
        #expect(throws: TZifError.badType) { try parse(names: Array("CST\0CDTx".utf8)) }
        #expect(throws: TZifError.notTZif) { try TZif.parse(Array("GIF89a".utf8), name: "T") }
        #expect(throws: TZifError.notTZif) { try TZif.parse([], name: "T") }
    }
}
