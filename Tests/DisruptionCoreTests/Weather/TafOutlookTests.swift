import DisruptionCore
import Testing

/// What a forecast leaves of capacity, by quarter of an hour.
@Suite struct TafOutlookTests {
    private static func taf(_ groups: String) -> Taf {
        Taf("TAF EDDF 181100Z 1812/1918 " + groups, near: instant("2014-12-18T11:10:00Z"))
    }

    /// `at: expected worst`, where it changes, in hours from 12:00.
    private static func told(_ groups: String) -> [String] {
        let outlook = TafOutlook(taf(groups), from: instant("2014-12-18T12:00:00Z"), bins: 120)
        return outlook.bins.indices.compactMap { at in
            let bin = outlook.bins[at]
            guard at == 0 || outlook.bins[at - 1] != bin else { return nil }
            return "\(Double(at) / 4): \(bin.weighted) \(bin.worst) \(bin.element)"
        }
    }

    @Test(
        arguments: [
            ("24010KT CAVOK", ["0.0: 1000 100 none"]),
            ("24010KT 9999 BKN008 FM181800 24010KT CAVOK", ["0.0: 800 80 ceiling", "6.0: 1000 100 none"]),
            // Worse from the begin of the change, better from its end.
            ("24010KT CAVOK BECMG 1814/1816 3000 BR", ["0.0: 1000 100 none", "2.0: 800 80 visibility"]),
            ("24010KT 3000 BR BECMG 1814/1816 9999 NSW", ["0.0: 800 80 visibility", "4.0: 1000 100 none"]),
            (
                "24010KT CAVOK TEMPO 1818/1820 TSRA",
                ["0.0: 1000 100 none", "6.0: 750 50 thunderstorm", "8.0: 1000 100 none"]
            ),
            (
                "24010KT CAVOK PROB30 1818/1820 0300 FG",
                ["0.0: 1000 100 none", "6.0: 850 50 lowVisibility", "8.0: 1000 100 none"]
            ),
            (
                "24010KT CAVOK PROB40 1818/1820 0300 FG",
                ["0.0: 1000 100 none", "6.0: 800 50 lowVisibility", "8.0: 1000 100 none"]
            ),
            (
                "24010KT CAVOK PROB40 TEMPO 1818/1820 0300 FG",
                ["0.0: 1000 100 none", "6.0: 900 50 lowVisibility", "8.0: 1000 100 none"]
            ),
            (
                "24010KT CAVOK INTER 1818/1820 TSRA",
                ["0.0: 1000 100 none", "6.0: 875 50 thunderstorm", "8.0: 1000 100 none"]
            ),
            // A better spell raises what is expected, and not the worst.
            (
                "24010KT 9999 BKN003 TEMPO 1818/1820 BKN020",
                ["0.0: 600 60 ceiling", "6.0: 775 60 ceiling", "8.0: 600 60 ceiling"]
            ),
            // Two groups of one time come in one after the other: 1000, then 750, then 0.7 · 750 + 0.3 · 800.
            (
                "24010KT CAVOK TEMPO 1818/1820 TSRA PROB30 1818/1820 3000",
                [
                    "0.0: 1000 100 none", "6.0: 765 50 thunderstorm", "8.0: 1000 100 none",
                ]
            ),
            // The wind of the change, and the sky before it.
            ("24010KT 9999 BKN008 BECMG 1814/1816 24035KT", ["0.0: 800 80 ceiling", "2.0: 700 70 strongWind"]),
            // A passing group over a change keeps what each state says.
            (
                "24010KT CAVOK TEMPO 1816/1820 24035KT FM181800 24010KT 9999 BKN003",
                [
                    "0.0: 1000 100 none", "4.0: 850 70 strongWind", "6.0: 600 60 ceiling",
                ]
            ),
            // Half past: the quarter in which it begins has the state of its begin, and the worst of both.
            (
                "24010KT CAVOK FM181410 24010KT 9999 BKN003",
                ["0.0: 1000 100 none", "2.0: 1000 60 ceiling", "2.25: 600 60 ceiling"]
            ),
        ])
    func quarters(_ groups: String, told: [String]) {
        #expect(Self.told(groups) == told)
    }

    @Test func binsOutsideOfTheForecastTellNothing() {
        let taf = Self.taf("24010KT 9999 BKN003")
        let outlook = TafOutlook(taf, from: instant("2014-12-18T11:00:00Z"), bins: 10_000)
        #expect(outlook.bins.count == WeatherLimits.outlookBins)
        #expect(outlook.bins.filter(\.isForecast).count == 120)
        #expect(outlook.bins.prefix(4).allSatisfy { !$0.isForecast && $0.worst == 100 } && outlook.bins[4].worst == 60)
        for forecast in [Taf("TAF EDDF 181100Z NIL", near: taf.validFrom ?? .distantPast), Self.taf("CNL"), Taf()] {
            #expect(TafOutlook(forecast, from: outlook.start, bins: 8).bins.allSatisfy { !$0.isForecast })
        }
        for start in [Instant.distantPast, .distantFuture, Instant(ms: 1 << 51)] {
            #expect(TafOutlook(taf, from: start, bins: 8).bins.allSatisfy { !$0.isForecast })
        }
        #expect(TafOutlook(taf, from: outlook.start, bins: -1).bins.isEmpty)
    }

    @Test func groupsOutOfOrderAreTakenByTheirBegin() {
        let sorted = Self.told("24010KT CAVOK FM181400 24010KT 9999 BKN003 FM181600 24010KT 9999 BKN008")
        let mixed = Self.told("24010KT CAVOK FM181600 24010KT 9999 BKN008 FM181400 24010KT 9999 BKN003")
        #expect(sorted == ["0.0: 1000 100 none", "2.0: 600 60 ceiling", "4.0: 800 80 ceiling"] && mixed == sorted)
    }
}
