import DisruptionCore
import Testing

/// A day of the month is of the last month that had it, up to a day ahead of the reference.
@Suite struct ReportTimeTests {
    @Test(
        arguments: [
            ("311150Z", "2015-01-01T00:20:00Z", "2014-12-31T11:50:00Z"),
            ("010020Z", "2015-01-01T00:10:00Z", "2015-01-01T00:20:00Z"),
            ("281150Z", "2015-03-01T00:10:00Z", "2015-02-28T11:50:00Z"),
            ("291150Z", "2016-03-01T00:10:00Z", "2016-02-29T11:50:00Z"),
            ("291150Z", "2015-03-01T00:10:00Z", "2015-01-29T11:50:00Z"),
            ("311150Z", "2015-05-01T00:10:00Z", "2015-03-31T11:50:00Z"),
            ("180758Z", "2014-12-18T00:00:00Z", "2014-12-18T07:58:00Z"),
            ("182359Z", "2014-12-18T00:00:00Z", "2014-12-18T23:59:00Z"),
            ("200758Z", "2014-12-18T00:00:00Z", "2014-11-20T07:58:00Z"),
            ("301150Z", "1970-01-01T00:00:00Z", "1969-12-30T11:50:00Z"),
        ])
    func monthsAndYears(_ group: String, reference: String, at: String) {
        let metar = Metar("EDDF \(group) 24010KT", near: instant(reference))
        #expect(metar.observedAt?.text == at)
    }

    /// Every minute of a leap year and a bit, told within a day after it was observed.
    @Test func whatIsToldWithinADayIsReadBack() throws {
        var at = instant("2015-12-20T00:00:00Z")
        let end = instant("2017-01-10T00:00:00Z")
        var step: Int64 = 0
        while at < end {
            let (_, _, day) = CalendarDate(utc: at).civil
            let minute = Int(at.minutes(since: CalendarDate(utc: at).startUTC))
            let time = try #require(ReportTime(day: day, hour: minute / 60, minute: minute % 60))
            for delay in [Int64(-1_439), -1, 0, 7, 61, 1_440, 10_000] {
                #expect(time.last(before: at.adding(minutes: delay)) == at)
                #expect(time.nearest(to: at.adding(minutes: delay)) == at)
            }
            step = (step * 31 + 7) % 211
            at = at.adding(minutes: 180 + step)
        }
    }

    @Test func referencesThatAreNoneTellNothing() {
        for reference in [Instant.distantPast, .distantFuture, Instant(ms: -1), Instant(ms: 1 << 60)] {
            let metar = Metar("EDDF 181150Z 24010KT 9999", near: reference)
            #expect(metar.observedAt == nil && metar.time?.day == 18 && metar.issues.isEmpty)
            #expect(Taf("EDDF 181100Z 1812/1918 24010KT", near: reference).validFrom == nil)
        }
    }
}
