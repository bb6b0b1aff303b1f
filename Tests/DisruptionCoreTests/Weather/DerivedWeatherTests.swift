import DisruptionCore
import Testing

/// What follows from a report, at the borders of every class.
@Suite struct DerivedWeatherTests {
    @Test(
        arguments: [
            ("10SM BKN031", "VFR"), ("10SM BKN030", "MVFR"), ("10SM OVC010", "MVFR"), ("10SM OVC009", "IFR"),
            ("10SM BKN005", "IFR"), ("10SM BKN004", "LIFR"), ("10SM FEW001 SCT002", "VFR"), ("6SM CLR", "VFR"),
            ("5SM CLR", "MVFR"), ("3SM CLR", "MVFR"), ("2 3/4SM CLR", "IFR"), ("1SM CLR", "IFR"), ("M1SM CLR", "LIFR"),
            ("3/4SM CLR", "LIFR"), ("M1/4SM CLR", "LIFR"), ("P6SM SKC", "VFR"), ("P5SM SKC", "VFR"),
            ("1600 NSC", "LIFR"), ("1700 NSC", "IFR"), ("4800 NSC", "IFR"), ("4900 NSC", "MVFR"),
            ("8000 NSC", "MVFR"), ("9000 NSC", "VFR"), ("9999 NSC", "VFR"), ("CAVOK", "VFR"),
            ("9999 SCT004 BKN008 OVC020", "IFR"), ("2SM VV007", "LIFR"), ("0600 FG VV///", "LIFR"),
            ("OVC002", "LIFR"), ("//// //////", nil), ("9999", "VFR"),
        ] as [(String, String?)])
    func flightCategory(_ body: String, name: String?) {
        #expect(Metar.body("24010KT " + body).conditions.category.map { "\($0.name)" } == name)
    }

    @Test(
        arguments: [
            ("", 0), ("DZ", 1), ("UP", 1), ("HZ", 1), ("PY", 1), ("-RA", 2), ("RA", 2), ("+RA", 3), ("BR", 2),
            ("FU", 2), ("DU", 2), ("SA", 2), ("SHRA", 2), ("-SN", 3), ("SG", 3), ("FG", 3), ("MIFG", 2), ("PRFG", 2),
            ("BCFG", 1), ("VCFG", 1), ("VCSH", 1), ("DRSN", 3), ("DRDU", 3), ("BLSA", 3), ("+DZ", 2), ("VCTS", 3),
            ("TSRA", 3), ("-FZDZ", 3), ("VA", 3), ("PO", 3), ("+FC", 3), ("DZ BR", 2), ("HZ -SN", 3), ("MIBR", 1),
        ])
    func severity(_ weather: String, level: UInt8) {
        #expect(WeatherSeverity.of(Metar.body("24010KT 3000 \(weather)").conditions.weather) == level)
    }

    @Test(
        arguments: [
            // visibility, wind, precipitation, freezing, dangerous
            ("24010KT 9999 FEW030 20/10", [0, 0, 0, 0, 0]), ("24015KT 0325 FG 20/19", [5, 0, 0, 0, 0]),
            ("24016KT 0330 FG 20/19", [4, 1, 0, 0, 0]), ("24020KT 0500 FG 20/19", [4, 1, 0, 0, 0]),
            ("24021KT 0510 FG 20/19", [2, 2, 0, 0, 0]), ("24030KT 0750 FG 20/19", [2, 2, 0, 0, 0]),
            ("24031KT 0800 FG 20/19", [0, 4, 0, 0, 0]), ("24031G45KT 9999 BKN000 20/19", [5, 5, 0, 0, 0]),
            ("24010G20KT 9999 BKN001 20/19", [4, 1, 0, 0, 0]), ("24010KT 9999 OVC002 20/19", [2, 0, 0, 0, 0]),
            ("24010KT 9999 OVC003 20/19", [0, 0, 0, 0, 0]), ("24010KT 2000 R09/0300 FG 20/19", [5, 0, 0, 0, 0]),
            ("24010KT 9999 -RA 20/19", [0, 0, 1, 0, 0]), ("24010KT 9999 +RA 20/19", [0, 0, 2, 0, 0]),
            ("24010KT 9999 -SN M01/M02", [0, 0, 2, 3, 0]), ("24010KT 9999 SN M01/M02", [0, 0, 3, 4, 0]),
            ("24010KT 9999 +SN 03/02", [0, 0, 3, 4, 0]), ("24010KT 9999 SN 04/02", [0, 0, 3, 0, 0]),
            ("24010KT 9999 RASN 02/01", [0, 0, 3, 3, 0]), ("24010KT 9999 -FZRA M01/M02", [0, 0, 3, 4, 0]),
            ("24010KT 0900 FZFG M02/M02", [0, 0, 3, 4, 0]), ("24010KT 0900 FG 02/02", [0, 0, 0, 1, 0]),
            ("24010KT 4000 BR 02/02", [0, 0, 0, 3, 0]), ("24010KT 9999 -RA 02/M05", [0, 0, 1, 1, 0]),
            ("24010KT 9999 -DZ M16/M18", [0, 0, 1, 4, 0]), ("24010KT 9999 02/00", [0, 0, 0, 1, 0]),
            ("24010KT 9999 02/M01", [0, 0, 0, 0, 0]), ("24010KT 9999 02/", [0, 0, 0, 0, 0]),
            ("24010KT 9999 +TSRA 20/19", [0, 0, 2, 0, 30]), ("24010KT 9999 -TSRA 20/19", [0, 0, 1, 0, 24]),
            ("24010KT 9999 VCTS 20/19", [0, 0, 0, 0, 0]), ("24010KT 9999 SHGS 20/19", [0, 0, 0, 0, 18]),
            ("24010KT 9999 PL 20/19", [0, 0, 0, 0, 24]), ("24010KT 9999 FEW020CB 20/19", [0, 0, 0, 0, 4]),
            ("24010KT 9999 SHRA OVC030CB 20/19", [0, 0, 1, 0, 24]),
            ("24010KT 9999 -SHRA OVC030CB 20/19", [0, 0, 1, 0, 18]),
            ("24010KT 9999 SHRA BKN030TCU 20/19", [0, 0, 1, 0, 15]),
            ("24010KT 9999 -SHRA FEW030TCU 20/19", [0, 0, 1, 0, 4]),
            ("24010KT 9999 VCSH FEW030CB 20/19", [0, 0, 0, 0, 4]),
            ("24010KT 9999 SHRA SCT030TCU 20/19", [0, 0, 1, 0, 12]),
        ])
    func atmap(_ body: String, points: [UInt8]) throws {
        let metar = Metar.body(body)
        let score = try #require(
            AtmapScore(
                metar.conditions, ranges: metar.runwayRanges, temperatureTenths: metar.temperatureTenths,
                dewPointTenths: metar.dewPointTenths))
        #expect([score.visibility, score.wind, score.precipitation, score.freezing, score.dangerous] == points)
        #expect(score.total == points.reduce(0, +))
    }

    @Test func withoutATemperatureThereIsNoScore() {
        let metar = Metar.body("24010KT 9999 SN OVC010")
        #expect(
            AtmapScore(metar.conditions, ranges: metar.runwayRanges, temperatureTenths: nil, dewPointTenths: nil) == nil
        )
    }

    @Test(
        arguments: [
            ("0600 R09/0550 FG", .none), ("0600 R09/0549 FG", .inForce), ("0600 R09/0350 R27/0600 FG", .inForce),
            ("0300 R09/M0350 FG", .categoryThree), ("9999 BKN002", .none), ("9999 BKN001", .inForce),
            ("0400 FG", .none), ("0350 FG", .inForce), ("0200 FG", .categoryThree), ("9999", .none),
            ("VV001", .inForce),
        ] as [(String, LowVisibility)])
    func lowVisibility(_ body: String, procedures: LowVisibility) {
        let metar = Metar.body("24010KT " + body)
        let range = metar.conditions.runwayRange(metar.runwayRanges)
        #expect(LowVisibility(rangeM: range, ceilingFt: metar.conditions.ceilingFt) == procedures)
    }
}
