import DisruptionCore
import Testing

/// Wind, visibility, weather and sky: every form that codes and national practice have.
@Suite struct MetarConditionTests {
    @Test(
        arguments: [
            ("00000KT", "0/0"), ("VRB03KT", "VRB/3"), ("24012G25KT 200V280", "240/12G25(200-280)"),
            ("05MPS", ""), ("23005MPS", "230/10"), ("22004G13MPS", "220/8G25"), ("09036KMH", "90/19"),
            ("/////KT", "?/?"), ("///05KT", "?/5"), ("280//KT", "280/?"), ("240P99KT", "240/>99"),
            ("VRB05G15KT", "VRB/5G15"), ("360100G120KT", "360/100G120"), ("31503KT", "315/3"), ("18010G//KT", "180/10"),
            ("18010KTS", "180/10"),
        ])
    func winds(_ group: String, told: String) {
        #expect(Metar.body(group).conditions.told == told)
    }

    @Test(
        arguments: [
            ("9999", ">9999m"), ("0350", "350m"), ("CAVOK", ">9999m nothingSignificant cavok"),
            ("9999NDV", ">9999m NDV"), ("5000 1000E", "5000m(1000 east)"), ("3000 1100NW", "3000m(1100 northWest)"),
            ("4000 2000", "4000m(2000)"), ("0000", "0m"), ("////", ""), ("15KM", "15000m"), ("P6000", ">6000m"),
            ("M0400", "<400m"), ("1800HZ", "1800m HZ"), ("2200M", "2200m"), ("10SM", "10.0SM"), ("1/4SM", "0.25SM"),
            ("M1/4SM", "<0.25SM"), ("1 1/2SM", "1.5SM"), ("2 3/4SM", "2.75SM"), ("P6SM", ">6.0SM"),
            ("11/2SM", "1.5SM"), ("3/16SM", "0.1875SM"), ("15SM", "15.0SM"), ("0SM", "0.0SM"), ("2.5SM", "2.5SM"),
            ("1 SM", ""), ("7000 9999NE", "7000m"), ("CQVOK", ">9999m nothingSignificant cavok"),
        ])
    func visibilities(_ group: String, told: String) {
        #expect(Metar.body(group).conditions.told == told)
    }

    @Test(
        arguments: [
            "-RA", "+TSRAGR", "VCSH", "VCTS", "BCFG", "MIFG", "PRFG", "DRSN", "BLSN", "FZFG", "-FZRA", "FZDZ", "RASN",
            "-SHSNRA", "UP", "+FC", "TS", "VCFG", "IC", "SHGS", "PO", "SQ", "SS", "DS", "FU", "VA", "DU", "SA", "HZ",
            "PY", "SG", "PL", "-DZRA", "VCBLSN", "VCFZFG", "SHRASNPL",
        ])
    func weather(_ group: String) {
        let metar = Metar.body("24010KT 9999 \(group) OVC010 05/04 Q1010")
        #expect(metar.conditions.weather.map(\.text) == [group])
        #expect(metar.issues.isEmpty)
    }

    @Test(
        arguments: [
            ("BKN008", "broken@800"), ("FEW030CB SCT040TCU", "few@3000CB scattered@4000TCU"), ("VV002", "hidden@200"),
            ("VV///", "hidden@?"), ("OVC///", "overcast@?"), ("SCT020///", "scattered@2000?"),
            ("///015", "notKnown@1500"),
            ("//////CB", "notKnown@?CB"), ("//////", "notObserved"), ("/////////", "notObserved"),
            ("NSC", "nothingSignificant"),
            ("NCD", "nothingDetected"), ("SKC", "clear"), ("CLR", "clearBelow"), ("/CLR", "clearBelow"),
            ("FEW010ST BKN040SC", "few@1000 broken@4000"), ("VV000", "hidden@0"), ("OVC000", "overcast@0"),
            ("//", "missing"),
        ])
    func skies(_ group: String, told: String) {
        let metar = Metar.body(group)
        #expect(metar.conditions.told == told)
        #expect(metar.issues.isEmpty)
    }

    @Test(
        arguments: [
            ("R27L/0550V0800U", "27L:550-800 rising"), ("R09/M0050", "09:<50"), ("R27/P2000", "27:>2000"),
            ("R26/P6000FT/D", "26:>1829 falling"), ("R02/2800V5500FT/N", "02:853-1676 steady"), ("R34/900", "34:900"),
            ("R05/0500/", "05:500"), ("R06/////", "06:?"), ("R15/4500VP6000FT", "15:1372->1829"),
            ("R27/M0050V0075N", "27:<50-75 steady"), ("R10C/0600D", "10C:600 falling"),
        ])
    func runwayRanges(_ group: String, told: String) {
        let metar = Metar.body("24010KT 0500 \(group) FG VV001 05/05 Q1010")
        #expect(metar.runwayRanges.map(\.told) == [told])
        #expect(metar.issues.isEmpty)
    }

    @Test(
        arguments: [
            ("R27/290195", "27:2,9,1,95"), ("R14L/29//95", "14L:2,9,?,95"), ("R88///////", "88:?,?,?,?"),
            ("R16/CLRD70", "16:cleared ?,?,?,70"), ("R16/CLRD//", "16:cleared ?,?,?,?"),
            ("88CLRD70", "88:cleared ?,?,?,70"),
            ("26290055", "26:2,9,0,55"), ("7629//40", "26R:2,9,?,40"), ("78//////", "28R:?,?,?,?"),
            ("R08/65D", "08:cleared ?,?,?,65"),
            ("15//99//", "15:?,?,99,?"),
        ])
    func runwayStates(_ group: String, told: String) {
        let metar = Metar.body("24010KT 9999 FEW010 05/04 Q1010 \(group) NOSIG")
        #expect(metar.runwayStates.map(\.told) == [told])
        #expect(metar.issues.isEmpty && metar.expectsNoChange)
    }

    @Test(
        arguments: [
            ("02/M06", 20, -60), ("M05/M07", -50, -70), ("M00/M01", 0, -10), ("11/", 110, nil), ("23///", 230, nil),
            ("/////", nil, nil), ("XX/XX", nil, nil), ("05/05 RMK T00561049", 56, -49), ("05/05 RMK T0056", 56, 50),
        ] as [(String, Int16?, Int16?)])
    func temperatures(_ group: String, temperature: Int16?, dewPoint: Int16?) {
        let metar = Metar.body(group)
        #expect(metar.temperatureTenths == temperature && metar.dewPointTenths == dewPoint)
        #expect(metar.issues.isEmpty)
    }

    @Test(
        arguments: [
            ("Q1011", 10_110), ("A3008", 10_186), ("A2992", 10_132), ("Q////", nil), ("A////", nil),
            ("Q1020.5", 10_205),
            ("Q.1020", 10_200), ("Q1021/A30.15", 10_210), ("QNH1013", 10_130), ("Q0998", 9_980), ("Q10 10", 10_100),
            ("1007", 10_070), ("Q1017 A3003", 10_170), ("30/26Q1007", 10_070),
        ] as [(String, Int32?)])
    func pressures(_ group: String, tenths: Int32?) {
        let metar = Metar.body("9999 05/04 " + group)
        #expect(metar.altimeterTenths == tenths)
        #expect(metar.issues.isEmpty)
    }
}
