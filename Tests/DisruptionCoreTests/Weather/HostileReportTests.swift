import DisruptionCore
import Foundation
import Testing

/// Reports of any content: read without a trap, within all bounds, and the same each time.
///
/// `WEATHER_SEED` begins elsewhere and `WEATHER_CASES` tries more of them.
@Suite struct HostileReportTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["WEATHER_SEED"].flatMap { UInt64($0) } ?? 20_141_218
    private static let cases = environment["WEATHER_CASES"].flatMap { Int($0) } ?? 20_000

    private static let reports = [
        "METAR COR KJFK 312351Z 16018G32KT 120V200 1 1/2SM R04R/M0600V2000FT/D +TSRA BR BKN008 "
            + "OVC020CB 22/21 A2968 RMK AO2 "
            + "PK WND 14030/2339 WSHFT 2330 FROPA CIG 006V010 VIS 3/4V1 1/2 TWR VIS 1 1/2 TSB12E30 SLP051 P0012 60034 "
            + "T02220211 402391006 52032 $",
        "YBBN 180755Z AUTO 23021MPS 5000 1000NE R27L/0550V0800U VCTS FEW008 ///015CB M05/M07 Q1008 RERA WS R27 W12/S4 "
            + "R88/290195 YLO FM0900 35010KT TEMPO 0755/0930 VRB20G50KT BECMG AT1200 NSW CAVOK",
        "TAF AMD EDDF 311100Z 3112/0118 24012KT 9999 SCT030 TX25/3114Z TNM02/0104Z BECMG 3122/3124 "
            + "3000 BR BKN004 PROB30 "
            + "3118/3122 0500 FG TEMPO 0100/0102 VRB20G40KT PROB40 TEMPO 0102/0106 FZFG VV001 "
            + "FM010730 31015G25KT P6SM SKC",
        "TAF KADW 181100Z 1811/1917 24012KT 1 1/2SM -SN OVC008 620304 540009 QNH2992INS "
            + "WS010/31045KT BECMG 1813/1814 CAVOK "
            + "AMD NOT SKED",
        "UTO8 M M M 143/-16/-18/3508/M/ SOG 07 2014 99MM", "",
    ]

    @Test func mutatedReports() {
        var mutator = ReportMutator(seed: Self.seed, reports: Self.reports)
        let runways = [Runway(name: RunwayName(number: 9), headingDeg: 95, lengthFt: 9_000)]
        let references = [
            instant("2014-12-31T23:30:00Z"), instant("2016-02-29T00:00:00Z"), .distantPast, Instant(ms: 0),
        ]
        print("mutated reports: WEATHER_SEED=\(Self.seed) WEATHER_CASES=\(Self.cases)")
        for at in 0..<Self.cases {
            let bytes = mutator.next()
            let reference = references[at % references.count]
            bytes.withUnsafeBytes { report in
                let metar = Metar(report, near: reference)
                let taf = Taf(report, near: reference)
                Self.check(metar.issues, report, length: metar.length, at)
                Self.check(taf.issues, report, length: taf.length, at)
                if at.isMultiple(of: 16) { #expect(metar == Metar(report, near: reference), "case \(at)") }
                let weather = StationWeather(metar, observedAt: Instant(ms: 0), runways: runways)
                let outlook = TafOutlook(taf, from: reference, bins: 96, runways: runways)
                let score = AtmapScore(
                    metar.conditions, ranges: metar.runwayRanges, temperatureTenths: metar.temperatureTenths,
                    dewPointTenths: metar.dewPointTenths)
                let isWithin =
                    (weather?.kappa ?? 0) <= 100 && (score?.total ?? 0) <= 47 && taf.groups.count <= 25
                    && outlook.bins.allSatisfy { $0.weighted <= 1_000 && UInt16($0.worst) * 10 <= $0.weighted + 5 }
                    && (weather.map(Self.comesBack) ?? true)
                if !isWithin { Issue.record("case \(at): \(String(decoding: bytes, as: UTF8.self))") }
            }
        }
    }

    /// What an airport keeps is what a snapshot gives back.
    private static func comesBack(_ weather: StationWeather) -> Bool {
        var writer = ByteWriter()
        weather.encode(into: &writer)
        var reader = ByteReader(writer.bytes)
        return StationWeather(decoding: &reader) == weather && reader.isAtEnd
    }

    private static func check(_ issues: GroupIssues, _ report: UnsafeRawBufferPointer, length: Int32, _ at: Int) {
        var isWithin = length >= 0 && Int(length) <= min(report.count, WeatherLimits.reportBytes)
        for issue in issues.kept {
            let end = Int(issue.offset) + Int(issue.length)
            if issue.offset < 0 || issue.length < 0 || end > report.count { isWithin = false }
        }
        if !isWithin { Issue.record("case \(at): \(String(decoding: report, as: UTF8.self))") }
    }
}
