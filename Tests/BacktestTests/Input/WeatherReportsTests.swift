import DisruptionCore
import History
import Testing
import WireFormat

@testable import Backtest

@Suite struct WeatherReportsTests {
    private let always = Instant(ms: 0)...Instant(ms: 4_000_000_000_000)

    private func read(_ text: String) throws -> (WeatherReports, [String]) {
        let scratch = try Scratch()
        let reports = try WeatherReports(
            paths: [try scratch.write("weather", text)], airports: airports, span: always)
        let told = reports.reports.map { report in
            let raw = reports.text[report.start..<report.start + Int(report.length)]
            return "\(report.time.rfc3339) \(report.airport) \(report.isForecast ? "TAF" : "METAR"): "
                + String(decoding: raw, as: UTF8.self)
        }
        return (reports, told)
    }

    @Test func tableOfTheEnvironmentalMesonet() throws {
        let (reports, told) = try read(
            """
            #DEBUG: made for a test
            station,valid,metar
            ORD,2008-02-06 12:51,KORD 061251Z 02015G22KT 1/2SM SN FZFG VV004 M01/M02 A2971
            ATL,2008-02-06 12:52,"KATL 061252Z 20008KT 10SM CLR 18/12 A3001, ESTIMATED"
            ORD,2008-02-06 11:51,KORD 061151Z 02012KT 1SM -SN OVC008 M01/M02 A2972
            ORD,yesterday,KORD
            """)
        #expect(
            told == [
                "2008-02-06T11:51:00Z ORD METAR: KORD 061151Z 02012KT 1SM -SN OVC008 M01/M02 A2972",
                "2008-02-06T12:51:00Z ORD METAR: KORD 061251Z 02015G22KT 1/2SM SN FZFG VV004 M01/M02 A2971",
                "2008-02-06T12:52:00Z ATL METAR: KATL 061252Z 20008KT 10SM CLR 18/12 A3001, ESTIMATED",
            ])
        #expect(reports.badLines == 1 && reports.named.first?.hasSuffix("weather:6") == true)
    }

    @Test func linesOfInstantAndReport() throws {
        let (reports, told) = try read(
            """
            2008-02-06T05:30:00Z TAF AMD KORD 060530Z 060606 02012KT 1SM -SN OVC008
            2008-02-06T05:51:12Z SPECI KORD 060551Z 02012KT 1SM -SN OVC008 M01/M02 A2972
            not a line
            2008-02-06T05:51:12Z
            2008-02-06T05:51:12Z TAF AMD COR
            """)
        #expect(
            told == [
                "2008-02-06T05:30:00Z ORD TAF: TAF AMD KORD 060530Z 060606 02012KT 1SM -SN OVC008",
                "2008-02-06T05:51:12Z ORD METAR: SPECI KORD 060551Z 02012KT 1SM -SN OVC008 M01/M02 A2972",
            ])
        #expect(reports.badLines == 3)
    }

    @Test(arguments: [
        "", "\n\n", "station,valid,metar", "station,valid,metar\nORD", "station,valid,metar\n,,\n,,,,,",
        "metar,valid,station\n\"", "2008-02-06T05:51:12Z  ", "2008-02-06T05:51:12Z \u{1}\u{2}", "\u{0}\u{0}\u{0}",
        "station,valid,metar\nORD,2008-13-40 99:99,KORD", "valid,station,metar\n2008-02-06 12,ORD,KORD",
    ])
    func hostileTextIsNoReport(_ text: String) throws {
        #expect(try read(text).1.isEmpty)
    }

    @Test func reportsGoInAtTheirTimes() throws {
        let scratch = try Scratch()
        let first = snowStart.adding(minutes: 600)
        let path = try scratch.write(
            "weather", "\(first.rfc3339) EDDF 201000Z 02012KT 0500 SN VV002 M01/M02 Q0990\n")
        let reports = try WeatherReports(paths: [path], airports: airports, span: always)
        var reader = SliceReader(EventStream(LegSource(snowLegs)), weather: reports, partitions: 1)
        var plain = SliceReader(EventStream(LegSource(snowLegs)), weather: WeatherReports(), partitions: 1)
        var differing: [Instant] = []
        while let slice = try reader.next() {
            let other = try #require(try plain.next())
            #expect(slice.end == other.end)
            if slice.events != other.events { differing.append(slice.end) }
        }
        #expect(try plain.next() == nil)
        #expect(differing == [first])
    }
}
