import DisruptionCore
import Testing

/// Forecasts: heads, periods over midnight and month's end, changes, and what military ones have besides.
@Suite struct TafTests {
    /// `18 12 - 19 18`, day and hour of both ends, with minutes where there are any.
    private static func period(_ from: Instant?, _ until: Instant?) -> String {
        func told(_ at: Instant?) -> String { at.map { String($0.text.dropFirst(8).prefix(8)) } ?? "?" }
        return "\(told(from))-\(told(until))"
    }

    private static func told(_ group: TafGroup) -> String {
        "\(group.kind)\(group.probability.map { " \($0)" } ?? "") \(period(group.from, group.until)) "
            + group.conditions.told
    }

    @Test func everyChangeHasItsPeriodAndItsMeaning() {
        let taf = Taf(
            "TAF AMD EDDF 311100Z 3112/0118 24012KT 9999 SCT030 TX25/3114Z TNM02/0104Z BECMG 3122/3124 3000 BR BKN004 "
                + "PROB30 3118/3122 0500 FG TEMPO 0100/0102 VRB20G40KT +TSRA BKN010CB PROB40 TEMPO "
                + "0102/0106 FZFG VV001 "
                + "INTER 0104/0106 SHRA FM010730 31015G25KT P6SM NSW SKC BECMG 0110/0112 CAVOK=",
            near: instant("2015-12-31T11:20:00Z"))
        #expect(taf.issues.isEmpty && taf.isAmendment && taf.station == AirportCode("EDDF"))
        #expect(taf.issuedAt?.text == "2015-12-31T11:00:00Z")
        #expect(taf.validFrom?.text == "2015-12-31T12:00:00Z" && taf.validUntil?.text == "2016-01-01T18:00:00Z")
        #expect(
            taf.groups.map(Self.told) == [
                "base 31T12:00-01T07:30 240/12 >9999m scattered@3000",
                "becoming 31T22:00-01T00:00 3000m BR broken@400",
                "probable 30 31T18:00-31T22:00 500m FG",
                "temporary 01T00:00-01T02:00 VRB/20G40 +TSRA broken@1000CB",
                "temporary 40 01T02:00-01T06:00 FZFG hidden@100",
                "intermittent 01T04:00-01T06:00 SHRA",
                "from 01T07:30-01T18:00 310/15G25 >6.0SM clear ends",
                "becoming 01T10:00-01T12:00 >9999m nothingSignificant cavok",
            ])
        #expect(
            taf.extremes.map { "\($0.isHigh) \($0.degrees) \($0.at?.text ?? "")" } == [
                "true 25 2015-12-31T14:00:00Z", "false -2 2016-01-01T04:00:00Z",
            ])
    }

    @Test(
        arguments: [
            ("TAF EGLL 181100Z NIL=", "", true, false, false),
            ("TAF EGLL 181100Z 1812/1918 CNL", "18T12:00-19T18:00", false, true, false),
            ("TAF AMD EGLL 181100Z CNL", "", false, true, true),
            ("TAF COR EGLL 181100Z 1812/1912 24010KT", "18T12:00-19T12:00", false, false, false),
            ("EGLL 181100Z 181206 24010KT", "18T12:00-19T06:00", false, false, false),
            ("EGLL 181100Z 181224 24010KT", "18T12:00-19T00:00", false, false, false),
        ])
    func heads(_ report: String, period: String, isNil: Bool, isCancelled: Bool, isAmended: Bool) {
        let taf = Taf(report, near: instant("2014-12-18T11:10:00Z"))
        #expect((taf.validFrom == nil ? "" : Self.period(taf.validFrom, taf.validUntil)) == period)
        #expect(taf.isNil == isNil && taf.isCancelled == isCancelled && taf.isAmendment == isAmended)
        #expect(taf.isCorrection == report.contains("COR"))
        #expect(taf.groups.count == (isNil || isCancelled ? 0 : 1))
    }

    @Test(arguments: [
        ("2015-02-28T23:10:00Z", "282300Z 0100/0206", "2015-03-01T00:00:00Z", "2015-03-02T06:00:00Z"),
        ("2016-02-29T23:10:00Z", "292300Z 2924/0206", "2016-03-01T00:00:00Z", "2016-03-02T06:00:00Z"),
        ("2015-12-31T17:10:00Z", "311700Z 3118/0124", "2015-12-31T18:00:00Z", "2016-01-02T00:00:00Z"),
        ("2015-01-01T00:10:00Z", "312300Z 0100/0206", "2015-01-01T00:00:00Z", "2015-01-02T06:00:00Z"),
    ])
    func periodsOverTheEndOfAMonth(reference: String, head: String, from: String, until: String) {
        let taf = Taf("TAF EDDM \(head) 24010KT CAVOK", near: instant(reference))
        #expect(taf.validFrom?.text == from && taf.validUntil?.text == until && taf.issues.isEmpty)
    }

    @Test func olderFormsOfChanges() {
        let taf = Taf(
            "EGLL 181100Z 181206 24010KT 9999 BECMG 1416 8000 TEMPO 2202 3000 FM0230 CAVOK FM 05 9000 BKN010",
            near: instant("2014-12-18T11:10:00Z"))
        #expect(taf.issues.isEmpty)
        #expect(
            taf.groups.map { Self.period($0.from, $0.until) } == [
                "18T12:00-19T02:30", "18T14:00-18T16:00", "18T22:00-19T02:00", "19T02:30-19T05:00", "19T05:00-19T06:00",
            ])
    }

    @Test func militaryGroups() throws {
        let report =
            "TAF KADW 181100Z 1811/1917 24012KT 1 1/2SM -SN OVC008 620304 540009 QNH2992INS "
            + "WS010/31045KT BECMG 1813/1814 "
            + "31015G25KT 9999 NSW FEW030 QNH3000INS TX05/1818Z TNM03/1910Z AMD NOT SKED AFT 1820"
        let taf = Taf(report, near: instant("2014-12-18T11:10:00Z"))
        #expect(taf.issues.isEmpty && taf.groups.count == 2)
        let first = try #require(taf.groups.first)
        #expect(first.icing.map { "\($0.code) \($0.baseFt) \($0.depthFt)" } == ["2 3000 4000"])
        #expect(first.turbulence.map { "\($0.code) \($0.baseFt) \($0.depthFt)" } == ["4 0 9000"])
        #expect(first.altimeterTenths == 10_132 && taf.groups.last?.altimeterTenths == 10_159)
        #expect(first.windShear?.topFt == 1_000 && first.windShear?.wind.speedKt == 45)
        #expect(taf.remarksPlace.map { text(report, $0.offset, $0.length) } == "AMD NOT SKED AFT 1820")
    }

    @Test(
        arguments: [
            ("XYZZY", ["unknownGroup XYZZY"]), ("TEMPO", ["incomplete TEMPO"]), ("PROB", ["incomplete PROB"]),
            ("BECMG 1899/1901 9999", ["impossible 1899/1901"]), ("BECMG 1914/1812 9999", ["impossible 1914/1812"]),
            ("FM189900 CAVOK", ["impossible FM189900"]), ("37010KT", ["impossible 37010KT"]),
            ("TX25/1899Z", ["impossible TX25/1899Z"]), ("BKNE10", ["unknownGroup BKNE10"]),
            ("PROB30 TEMPO", ["incomplete TEMPO"]),
        ])
    func whatCannotBeReadIsToldByGroup(_ groups: String, told: [String]) {
        let report = "TAF EGLL 181100Z 1812/1918 9999 SCT030 \(groups)"
        let taf = Taf(report, near: instant("2014-12-18T11:10:00Z"))
        #expect(taf.issues.told(report) == told)
        #expect(taf.groups.first?.conditions.told.contains("scattered@3000") == true)
    }

    @Test func heads() {
        #expect(
            Taf("TAF EGLL 181100Z 24010KT 9999", near: instant("2014-12-18T11:10:00Z")).issues.kept.map(\.reason) == [
                .noPeriod
            ])
        #expect(
            Taf("", near: instant("2014-12-18T11:10:00Z")).issues.kept.map(\.reason) == [
                .noStation, .noTime, .noPeriod,
            ])
        let many = "TAF EGLL 181100Z 1812/1918 9999" + String(repeating: " TEMPO 1812/1814 3000", count: 100)
        let taf = Taf(many, near: instant("2014-12-18T11:10:00Z"))
        #expect(taf.groups.count == WeatherLimits.changes + 1 && taf.issues.count == 76)
    }
}
