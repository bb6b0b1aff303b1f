import DisruptionCore
import Testing

@testable import ReferenceData

@Suite struct ZoneTableTests {
    static func day(_ year: Int, _ month: Int, _ day: Int) throws -> CalendarDate {
        try #require(CalendarDate(year: year, month: month, day: day))
    }

    @Test func aSkippedReadingMovesForwardAndAShownTwiceOneIsTheFirst() throws {
        let zone = try ZoneFiles().load("America/Chicago")
        let spring = try Self.day(2008, 3, 9)
        // 01:59 CST, 02:30 (skipped: 03:30 CDT), 03:00 CDT
        #expect(zone.instant(spring, minute: 119) == Instant(ms: 1_205_049_540_000))
        #expect(zone.instant(spring, minute: 150) == Instant(ms: 1_205_051_400_000))
        #expect(zone.instant(spring, minute: 180) == Instant(ms: 1_205_049_600_000))
        let autumn = try Self.day(2008, 11, 2)
        let twice = zone.instants(autumn, minute: 90)
        #expect(twice.earlier == Instant(ms: 1_225_607_400_000))
        #expect(twice.later == Instant(ms: 1_225_611_000_000))
        #expect(zone.instant(autumn, minute: 90) == twice.earlier)
        let once = zone.instants(autumn, minute: 121)
        #expect(once.earlier == once.later)
    }

    @Test func midnightAs2400IsTheNextDay() throws {
        let zone = try ZoneFiles().load("America/New_York")
        #expect(
            zone.instant(try Self.day(2008, 1, 1), minute: 1440) == zone.instant(try Self.day(2008, 1, 2), minute: 0))
    }

    @Test func localReadingsComeBack() throws {
        for name in ["America/Chicago", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe", "Europe/Dublin"] {
            let zone = try ZoneFiles().load(name)
            var instant = Instant(ms: 1_199_145_600_000)
            for _ in 0..<2000 {
                let (date, minute) = zone.local(instant)
                let (earlier, later) = zone.instants(date, minute: minute)
                #expect(earlier == instant || later == instant, "\(name) \(instant.ms)")
                instant = instant.adding(minutes: 263)
            }
        }
    }

    @Test func refusesWhatIsNoTable() {
        func period(_ start: Int64, _ offset: Int32 = 0) -> ZoneTable.Period {
            ZoneTable.Period(start: start, offset: offset, isDaylight: false, abbreviation: 0)
        }
        #expect(ZoneTable(name: "x", periods: []) == nil)
        #expect(ZoneTable(name: "x", periods: [period(1), period(1)]) == nil)
        #expect(ZoneTable(name: "x", periods: [period(1, 100_000)]) == nil)
        #expect(ZoneTable.utc.offset(at: .distantPast) == 0)
        #expect(ZoneTable.utc.abbreviation(at: .distantFuture) == "UTC")
    }
}
