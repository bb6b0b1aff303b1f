import DisruptionCore
import Testing

/// What cannot be read is told by group, and nothing else is lost.
@Suite struct MetarIssueTests {
    @Test(
        arguments: [
            ("XYZZY 9999 FEW010 05/04 Q1010", ["unknownGroup XYZZY"]),
            ("9999 BKNE019 05/04 Q1010", ["unknownGroup BKNE019"]),
            ("9999 05/04 A30332", ["unknownGroup A30332"]),
            ("9999 05/04 Q1010 ZZZ1", ["unknownGroup ZZZ1"]),
            ("9999 TEMPO 37010KT", ["impossible 37010KT"]), ("9999 TEMPO 240999KT", ["impossible 240999KT"]),
            ("9999 99/98 Q1010", ["impossible 99/98"]), ("9999 05/04 Q2000", ["impossible Q2000"]),
            ("9999 05/04 A0999", ["impossible A0999"]), ("9999 05/04 A9999", ["impossible A9999"]),
            ("9999 05/04 Q1010 BECMG FM2561 NSW", ["impossible FM2561"]),
            ("9999 WS", ["incomplete WS"]), ("1/3SM", ["unknownGroup 1/3SM"]), ("5/4SM", ["unknownGroup 5/4SM"]),
            ("9999 -", ["unknownGroup -"]), ("9999 RARASNGS", ["unknownGroup RARASNGS"]),
            ("9999 caf\u{E9} 05/04", ["notText caf\u{E9}"]),
        ])
    func groups(_ body: String, told: [String]) {
        let report = "EDDF 181150Z 24010KT " + body
        let metar = Metar(report)
        #expect(metar.issues.told(report) == told)
        #expect(metar.station == AirportCode("EDDF") && metar.conditions.wind?.speedKt == 10)
        if body.contains("Q1010") { #expect(metar.altimeterTenths == 10_100) }
    }

    @Test(
        arguments: [
            ("", ["noStation ", "noTime "]), ("   ", ["noStation ", "noTime "]), ("=", ["noStation ", "noTime "]),
            ("EDDF", ["noTime "]), ("EDDF 24010KT 9999", ["noTime "]), ("EDDF 321150Z 24010KT", ["impossible 321150Z"]),
            ("EDDF 182450Z 24010KT", ["impossible 182450Z"]), ("181150Z 24010KT", ["noStation "]),
            ("1DDF 181150Z 24010KT", ["noStation 1DDF", "noStation "]),
        ])
    func heads(_ report: String, told: [String]) {
        #expect(Metar(report).issues.told(report) == told)
        #expect(Metar(report).conditions.wind != nil || !report.contains("24010KT"))
    }

    @Test func moreThanThereIsRoomForIsCounted() {
        let many = { (group: String, count: Int) in Array(repeating: group, count: count).joined(separator: " ") }
        let report =
            "EDDF 181150Z 24010KT 9999 \(many("-RA", 9)) \(many("BKN010", 9)) \(many("R09/0500", 12)) 05/04 Q1010 "
            + "\(many("RERA", 5)) \(many("R09/290195", 9)) \(many("TEMPO 3000", 6)) \(many("Z9", 40)) NOSIG"
        let metar = Metar(report)
        #expect(metar.conditions.weather.count == 6 && metar.conditions.clouds.count == 6)
        #expect(metar.runwayRanges.count == 10 && metar.recent.count == 3 && metar.runwayStates.count == 6)
        #expect(metar.trends.count == 4 && metar.issues.kept.count == 16)
        #expect(metar.issues.count == 3 + 3 + 2 + 2 + 3 + 2 + 40)
        #expect(metar.altimeterTenths == 10_100)
    }

    @Test func longReportsAreCut() {
        let head = "EDDF 181150Z 24010KT 9999 FEW010 05/04 Q1010 RMK "
        let metar = Metar(head + String(repeating: "A ", count: 40_000))
        #expect(metar.issues.kept.map(\.reason) == [.tooLong] && metar.altimeterTenths == 10_100)
        #expect(Int(metar.length) == WeatherLimits.reportBytes)
        let one = Metar(String(repeating: "A", count: 65_536))
        #expect(one.issues.kept.map(\.reason).contains(.tooLong) && one.issues.count <= 4)
    }
}
