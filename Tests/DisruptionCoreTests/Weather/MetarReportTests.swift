import DisruptionCore
import Testing

/// Heads, what stands behind the pressure, and remarks.
@Suite struct MetarReportTests {
    @Test func heads() {
        let report = "COR LSZH 181150Z AUTO VRB02KT"
        for text in ["METAR " + report, "SPECI " + report, report, "speci cor lszh 181150z auto vrb02kt", report + "="]
        {
            let metar = Metar(text)
            #expect(metar.station == AirportCode("LSZH") && metar.isCorrection && metar.isAutomatic)
            #expect(metar.kind == (text.hasPrefix("SPECI") || text.hasPrefix("speci") ? .speci : .metar))
            #expect(metar.observedAt == instant("2014-12-18T11:50:00Z") && metar.issues.isEmpty)
        }
        #expect(Metar("CYYH 180700Z CCA 00000KT").isCorrection)
        let none = Metar("METAR NCMH 180700Z NIL=")
        #expect(none.isNil && none.issues.isEmpty && StationWeather(none, observedAt: .distantPast) == nil)
    }

    @Test func anotherReportInTheSameLineIsLeftToTheCaller() {
        let first = "EGLL 170550Z AUTO 09011KT 9999 NCD 10/05 Q1016 NOSIG "
        let metar = Metar(first + "EGLL 170520Z AUTO 01011KT 0100 NCD 10/05 Q1000")
        #expect(metar.conditions.told == "90/11 >9999m nothingDetected" && metar.altimeterTenths == 10_160)
        #expect(metar.issues.isEmpty && Int(metar.length) == first.utf8.count)
        let remarked = Metar("KJFK 170551Z 36007KT RMK AO2 SLP086 T01110072 KJFK 170451Z 35007KT RMK T01170072")
        #expect(remarked.temperatureTenths == 111 && remarked.conditions.wind?.directionDeg == 360)
        let closed = Metar("EGLL 170550Z 09011KT= METAR EGLL 170550Z 10012KT")
        #expect(closed.conditions.told == "90/11" && closed.length == 21)
    }

    @Test func trends() {
        let metar = Metar(
            "YBBN 180755Z 23021KT 9000 TSRA FEW008 BKN045CB 28/19 Q1008 FM0900 35010KT 9999 -SHRA SCT050 "
                + "TEMPO 0755/0930 VRB20G50KT 1000 +TSRAGR BKN015 BECMG FM1000 TL1130 NSW CAVOK")
        #expect(metar.conditions.told == "230/21 9000m TSRA few@800 broken@4500CB")
        #expect(metar.trends.map(\.kind) == [.from, .temporary, .becoming])
        #expect(
            metar.trends.map(\.conditions.told) == [
                "350/10 >9999m -SHRA scattered@5000", "VRB/20G50 1000m +TSRAGR broken@1500",
                ">9999m nothingSignificant cavok ends",
            ])
        #expect(
            metar.trends.map(\.fromMinute) == [540, 475, 600] && metar.trends.map(\.untilMinute) == [nil, 570, 690])
        #expect(metar.issues.isEmpty)
        let timed = Metar.body("9999 05/04 Q1010 BECMG AT1200 3000 BR INTER 0500 FG").trends
        #expect(timed.map(\.atMinute) == [720, nil] && timed.map(\.kind) == [.becoming, .intermittent])
    }

    @Test func militaryColours() {
        let metar = Metar(
            "EHWO 180725Z AUTO 23010KT 2500 DZ SCT003 OVC004 11/11 Q1009 YLO 23010KT 4000 BR BKN005 TEMPO 2000 AMB")
        #expect(metar.colour == ColourState(colour: .yellow))
        #expect(metar.trends.map(\.kind) == [.forecast, .temporary])
        #expect(metar.trends.last?.colour == ColourState(colour: .amber) && metar.issues.isEmpty)
        let two = Metar.body("9999 BKN010 06/05 Q1017 BLACKGRN WHT TEMPO GRN")
        #expect(two.colour == ColourState(colour: .green, isBlack: true))
        #expect(two.trends.map(\.colour) == [ColourState(colour: .white), ColourState(colour: .green)])
    }

    @Test func whatStandsBehindThePressure() {
        let metar = Metar.body(
            "9999 VCSH FEW018 05/04 Q1010 RETSRA REUP WS R27L WS ALL RWY W12/S4 R/SNOCLO NOSIG")
        #expect(metar.recent.map(\.text) == ["TSRA", "UP"])
        #expect(metar.windShear.map(\.told) == ["27L", "88"] && metar.seaTemperature == 12 && metar.seaState == 4)
        #expect(metar.isClosedBySnow && metar.expectsNoChange && metar.issues.isEmpty)
        let sea = Metar.body("9999 05/04 Q1010 WM01/H12 WS TKOF RWY09L")
        #expect(sea.seaTemperature == -1 && sea.waveDecimetres == 12 && sea.windShear.map(\.told) == ["09L"])
        let local = Metar("VTSF 180700Z 01004KT 9000 27/23 Q1011 A2986 INFO H / RWY 01")
        #expect(local.additions.count == 4 && local.issues.isEmpty)
        #expect(Metar("GMMN 180730Z 07004KT 7000 09/09 Q1027 VOSIG").expectsNoChange)
    }

    @Test func remarks() {
        let metar = Metar(
            "SPECI KBOS 181154Z 16018G32KT 1 1/2SM +TSRA BKN008 22/21 A2968 RMK AO2 PK WND 14030/1139 WSHFT 1130 FROPA "
                + "TWR VIS 1 1/2 SFC VIS 1/4 VIS 3/4V1 1/2 CIG 006V010 CIG 002 RWY11 RAB05E30SNB1120E55 TSB12 PRESFR "
                + "SLP951 P0012 60034 70125 T02220211 10233 21011 402391006 52032 4/012 98096 LTG DSNT W VIRGA FROIN "
                + "SNINCR 2/10 RVRNO PWINO FZRANO TSNO PNO SLPNO VISNO CHINO $")
        let told = metar.remarks
        #expect(told.stationType == .withPrecipitationSensor && metar.issues.isEmpty)
        #expect(told.peakWind?.directionDeg == 140 && told.peakWind?.speedKt == 30)
        #expect(told.peakWind?.at.hour == 11 && told.peakWind?.at.minute == 39)
        #expect(told.windShiftAt?.hour == 11 && told.windShiftAt?.minute == 30)
        #expect(told.towerVisibility?.told == "1.5SM" && told.surfaceVisibility?.told == "0.25SM")
        #expect(told.visibility?.least.told == "0.75SM" && told.visibility?.most.told == "1.5SM")
        #expect(told.ceilingFt?.least == 600 && told.ceilingFt?.most == 1000 && told.secondCeilingFt == 200)
        let timings = told.timings.map {
            "\($0.weather.text)\($0.isBegin ? "B" : "E")\($0.at.hour ?? 99):\($0.at.minute)"
        }
        #expect(timings == ["RAB99:5", "RAE99:30", "SNB11:20", "SNE99:55", "TSB99:12"])
        #expect(told.seaLevelPressureTenths == 9_951 && told.hourPrecipitation == 12)
        #expect(told.sixHourPrecipitation == 34 && told.dayPrecipitation == 125 && told.snowDepth == 12)
        #expect(told.sixHourHighTenths == 233 && told.sixHourLowTenths == -11)
        #expect(told.dayHighTenths == 239 && told.dayLowTenths == -6 && told.sunshineMinutes == 96)
        #expect(told.pressureTendency?.code == 2 && told.pressureTendency?.tenths == 32)
        #expect(told.flags.rawValue == (1 << 16) - 1 - MetarRemarks.Flags.pressureRises.rawValue)
        #expect(metar.temperatureTenths == 222 && metar.dewPointTenths == 211)
    }

    @Test func placesOfRemarks() {
        let report = "KJFK 181151Z 36007KT RMK AO1 VIS 2 1/2 RWY11 60///="
        let metar = Metar(report)
        #expect(metar.remarksPlace.map { text(report, $0.offset, $0.length) } == "AO1 VIS 2 1/2 RWY11 60///")
        #expect(metar.remarks.secondVisibility?.told == "2.5SM" && metar.remarks.sixHourPrecipitation == nil)
        #expect(Metar.body("9999 RMK/RWY03 INFO").remarksPlace != nil)
        #expect(Metar.body("9999 RMK 6//// SLP222").remarks.sixHourPrecipitation == -1)
    }
}
