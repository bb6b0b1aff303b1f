import DisruptionCore
import Testing

/// 4,538 reports of the world from one hour, beside what the US Aviation Weather Center (AWC) made of them.
///
/// What is read without an issue stands in the first line; the other figures are shares of the rows in which the AWC
/// tells the element at all. All rows count; where they differ it is:
/// - temperature, 1: the AWC takes 0 °C from `R05/0500/`, where the group reads 07/07.
/// - ceiling, 1: the AWC drops `BKN040SC`, a layer with its genus.
/// - issue, 4: a buoy and a coastal station with text of another code (UTO8, KNMT), `A30332`, `BKNE019`.
@Suite(.enabled(if: RealReports.folder != nil, "\(RealReports.absence)"))
struct AwcReportTests {
    private static let least = [
        "read without an issue": 99.9, "time": 99.9, "temperature": 99.9, "dew point": 99.9, "altimeter": 99.9,
        "wind": 99.5, "visibility": 99.9, "ceiling": 99.5, "category": 99.9,
    ]

    @Test func reportsOfTheWorldAreReadAsTheWeatherCenterReadsThem() throws {
        let folder = try #require(RealReports.folder)
        let rows = try RealReports.rows(folder + "/awc_2014-12-18.csv.gz")
        try #require(rows.count == 4_538)
        let reference = instant("2014-12-18T08:00:00Z")
        var scores = AwcScores()
        for row in rows {
            let raw = row["raw_text"] ?? ""
            let metar = Metar(raw, near: reference)
            let issues = metar.issues.kept.map { "\($0.reason) \(text(raw, $0.offset, $0.length))" }
            scores.count("read without an issue", metar.issues.isEmpty, "\(issues): \(raw)")
            scores.compare(row, metar)
        }
        #expect(Set(scores.all.keys) == Set(Self.least.keys))
        for (name, least) in Self.least.sorted(by: { $0.key < $1.key }) {
            let percent = scores.percent(name)
            print("AWC, \(name): \(scores.same[name] ?? 0) of \(scores.all[name] ?? 0)")
            #expect(percent >= least, "\(name): \(percent) %")
        }
        for difference in scores.differences { print(difference) }
    }
}
