import DisruptionCore
import Testing

/// Wind across and along runways, and what weather leaves of capacity.
@Suite struct RunwayWindTests {
    private static func runways(_ headings: Int16...) -> [Runway] {
        headings.enumerated().map {
            Runway(name: RunwayName(number: UInt8($1 / 10)), headingDeg: $1, lengthFt: Int32(8_000 + $0))
        }
    }

    private static func wind(_ group: String) throws -> Wind {
        try #require(Metar.body(group).conditions.wind)
    }

    @Test(
        arguments: [
            ("36020KT", 0.0, 20.0, 360, true), ("09020KT", 20.0, 0.0, 360, true), ("03020KT", 10.0, 17.32, 360, true),
            ("18012KT", 0.0, 12.0, 180, true), ("09031KT", 31.0, 0.0, 360, false), ("VRB15KT", 15.0, 0.0, 360, true),
            ("VRB35KT", 35.0, 0.0, 360, false), ("09010G31KT", 31.0, 0.0, 360, false), ("00000KT", 0.0, 0.0, 360, true),
            ("12030KT", 25.98, 15.0, 180, true),
        ])
    func theBestOfTwoDirections(_ group: String, cross: Double, head: Double, heading: Int16, isUsable: Bool) throws {
        let best = try #require(RunwayWind(try Self.wind(group), runways: Self.runways(360, 180), isWet: false))
        #expect(abs(best.crossKt - cross) < 0.01 && abs(best.headKt - head) < 0.01, "\(best)")
        #expect(best.isUsable == isUsable)
        if head != 0 { #expect(best.runway.headingDeg == heading) }
    }

    @Test func limitsAreOfDryAndWetRunwaysAndOfTailwind() throws {
        let one = Self.runways(360)
        #expect(RunwayWind(try Self.wind("09025KT"), runways: one, isWet: false)?.isUsable == true)
        #expect(RunwayWind(try Self.wind("09025KT"), runways: one, isWet: true)?.isUsable == false)
        #expect(RunwayWind(try Self.wind("18010KT"), runways: one, isWet: false)?.isUsable == true)
        #expect(RunwayWind(try Self.wind("18011KT"), runways: one, isWet: false)?.isUsable == false)
        // The one that may be used goes before the one with less wind across.
        let best = RunwayWind(try Self.wind("18015KT"), runways: Self.runways(360, 150), isWet: false)
        #expect(best?.runway.headingDeg == 150)
        #expect(RunwayWind(try Self.wind("18010KT"), runways: [], isWet: false) == nil)
        #expect(RunwayWind(try Self.wind("/////KT"), runways: one, isWet: false) == nil)
        #expect(RunwayWind(try Self.wind("///10KT"), runways: one, isWet: false) == nil)
    }

    @Test func headings() {
        let magnetic = Runway(name: RunwayName(number: 9, side: 0x4C), headingDeg: nil, lengthFt: -5)
        #expect(magnetic.headingDeg == 90 && magnetic.isHeadingMagnetic && magnetic.lengthFt == 0)
        #expect(Runway(name: RunwayName(number: 36), headingDeg: 0, lengthFt: 1).headingDeg == 360)
        #expect(Runway(name: RunwayName(number: 18), headingDeg: -180, lengthFt: 1).headingDeg == 180)
    }

    @Test func directory() throws {
        let names = ["EDDF", "KJFK", "EDDF", "RJTT"].compactMap { AirportCode($0) }
        let rows = names.enumerated().map { ($1, Self.runways(Int16($0 * 10 + 10))[0]) }
        let directory = RunwayDirectory(rows.map { (station: $0.0, runway: $0.1) })
        #expect(directory.count == 3 && directory.runways(of: names[0]).map(\.headingDeg) == [10, 30])
        #expect(directory.runways(of: names[3]).map(\.headingDeg) == [40])
        #expect(directory.runways(of: try #require(AirportCode("EGLL"))).isEmpty && RunwayDirectory.empty.count == 0)
        let many = RunwayDirectory((0..<99).map { _ in (station: names[0], runway: rows[0].1) })
        #expect(many.runways(of: names[0]).count == RunwayDirectory.runwaysPerStation)
    }

    @Test(
        arguments: [
            ("24010KT CAVOK", 100, .none), ("24010KT 9999 BKN020", 95, .ceiling), ("24010KT 7000 NSC", 95, .visibility),
            ("24010KT 9999 BKN008", 80, .ceiling), ("24010KT 3000 BR", 80, .visibility),
            ("24010KT 9999 BKN003", 60, .ceiling),
            ("24010KT 0800 FG", 60, .visibility), ("24010KT 0300 FG", 50, .lowVisibility),
            ("24010KT 9999 VV001", 50, .lowVisibility), ("24010KT 9999 VV020", 95, .ceiling),
            ("24010KT 9999 R/SNOCLO", 0, .closed), ("24010KT 0300 +SN R/SNOCLO", 0, .closed),
            ("24010KT 9999 TSRA", 50, .thunderstorm), ("24010KT 9999 +TSRA", 30, .thunderstorm),
            ("24010KT 9999 VCTS", 50, .thunderstorm), ("24010KT 9999 -FZRA", 30, .freezingPrecipitation),
            ("24010KT 9999 FZDZ", 30, .freezingPrecipitation), ("24010KT 9999 FZFG", 100, .none),
            ("24010KT 9999 -SN", 70, .snow), ("24010KT 9999 +SN", 40, .snow), ("24010KT 9999 RASN", 100, .none),
            ("24010KT 9999 BLSN", 100, .none), ("24031KT 9999", 70, .strongWind), ("24020G31KT 9999", 70, .strongWind),
            ("24030KT 9999", 100, .none), ("27022KT 9999 RA", 30, .runwayWind), ("27022KT 9999 -DZ", 100, .none),
            ("27031KT 9999", 30, .runwayWind), ("24010KT 0300 +TSRA FG", 30, .thunderstorm),
            ("//// //////", 100, .none),
        ] as [(String, UInt8, CapacityElement)])
    func capacity(_ body: String, hundredths: UInt8, element: CapacityElement) {
        let metar = Metar.body(body)
        let factor = CapacityFactor(metar, runways: Self.runways(360, 180))
        let isAcross = body.hasPrefix("27") || !body.hasPrefix("2403") && !body.hasPrefix("24020")
        let plain = isAcross ? factor : CapacityFactor(metar)
        #expect(plain.hundredths == hundredths && plain.element == element)
    }
}
