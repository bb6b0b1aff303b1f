import DisruptionCore
import DisruptionService
import Simulator
import Testing

@testable import Demonstration

@Suite struct DemoTests {
    private func instant(_ day: Int, _ month: Int, hour: Int64) throws -> Instant {
        try #require(CalendarDate(year: 2008, month: month, day: day)).startUTC.adding(minutes: hour * 60)
    }

    @Test func theStormIsToldWhereTheFilesHaveIt() throws {
        let span = (first: try instant(1, 2, hour: 7), last: try instant(29, 2, hour: 23))
        #expect(DemoDay.day(in: span) == CalendarDate(year: 2008, month: 2, day: 6))
    }

    @Test func otherwiseTheFirstWholeDayIsTold() throws {
        let early = (first: try instant(1, 1, hour: 5), last: try instant(31, 1, hour: 23))
        #expect(DemoDay.day(in: early) == CalendarDate(year: 2008, month: 1, day: 1))
        let late = (first: try instant(1, 1, hour: 9), last: try instant(31, 1, hour: 23))
        #expect(DemoDay.day(in: late) == CalendarDate(year: 2008, month: 1, day: 2))
        let short = (first: try instant(1, 1, hour: 9), last: try instant(1, 1, hour: 23))
        #expect(DemoDay.day(in: short) == CalendarDate(year: 2008, month: 1, day: 1))
    }

    @Test func withoutAFileASimulatedDayIsTold() throws {
        let day = try DemoDay(scenarios: Demo.usualScenario)
        guard case .simulated(let options) = day.content else {
            Issue.record("no simulation")
            return
        }
        #expect(options.scenarios.map(\.name) == ["weather"] && options.date.startUTC < day.from)
        #expect(day.title.hasPrefix("a simulated day, weather: "))
        let both = try DemoDay(scenarios: "weather  minor-delay@14:00")
        #expect(both.title.contains("minor-delay: "))
        #expect(throws: UsageError.self) { try DemoDay(scenarios: "wether") }
    }

    @Test func aLineNamesTheFirstLegAndCountsTheOthers() {
        let two =
            "N1 comes in 30 min late with ZZ1 and delays ZZ2 from ORD at 14:30 CST by 30 min, ZZ3 from BNA by 20 min."
        #expect(
            DemoNews.sentence(two, legs: 2)
                == "N1 comes in 30 min late with ZZ1 and delays ZZ2 from ORD at 14:30 CST by 30 min and 1 more leg.")
        #expect(DemoNews.sentence("ORD is congested: a, b.", legs: 0) == "ORD is congested: a, b.")
    }

    @Test func theProgressCountsWhatIsOpen() throws {
        var progress = FeedProgress()
        var seen = DemoWatcher.Counts()
        #expect(DemoProgress.text(progress, seen) == "no event yet")
        progress.events = 10
        progress.eventTime = try instant(6, 2, hour: 14)
        progress.recent = (events: 300, ms: 200)
        seen.types = [
            "disruption.cascading_delay.opened": 7, "disruption.cascading_delay.updated": 9,
            "disruption.cascading_delay.retracted": 2, "disruption.flight_delay.opened": 1,
            "disruption.flight_delay.resolved": 1,
        ]
        #expect(
            DemoProgress.text(progress, seen)
                == "2008-02-06 14:00Z  1,500 events/s  open: 5 cascades, 0 congestions, 0 delays")
    }

    @Test func aStoryHoldsWhatIsAPartOfIt() {
        func entry(_ id: String, _ parent: String?, _ severity: String = "low") -> DemoStories.Entry {
            DemoStories.Entry(id: id, parent: parent, severity: severity, sentence: "This is \(id).")
        }
        let entries = [entry("snow", nil, "high"), entry("queue", "snow", "medium"), entry("other", "gone")]
        let lines = DemoStories.lines(entries, ["queue": DemoStories.Cascades(number: 2, minutes: 90)])
        #expect(
            lines == [
                "STORIES: weather, airports, airlines, and what is a part of them",
                "  HIGH     This is snow.",
                "           └ This is queue.",
                "             └ 2 cascades with 90 min of reactionary delay",
                "  LOW      This is other.", "",
            ])
        #expect(DemoStories.lines([], [:]).isEmpty)
    }
}
