@testable import DisruptionCore
import Testing

/// What is said to be the cause: that of the thresholds that hold, the closing ones where no opening one does.
@Suite struct CongestionCauseTests {
    private let settings = EngineSettings()

    private func cause(_ figures: AirportCongestionFigures) -> AirportCongestionVerdict.Cause {
        AirportCongestionVerdict(figures, settings).cause
    }

    @Test func betweenTheThresholdsTheCauseIsWhatKeepsItOpen() {
        // A queue of 20 min opens nothing, but keeps open.
        var figures = AirportCongestionFigures(due: 40, cancelled: 0, movements: 60, backlog: 20, capacity: 60)
        let verdict = AirportCongestionVerdict(figures, settings)
        #expect(verdict.severity == .none && verdict.keeps)
        #expect(verdict.cause == .demand)
        figures.movements = 50
        #expect(cause(figures) == .backlog)
        // 15 % cancelled would keep it open as well.
        figures.cancelled = 6
        #expect(cause(figures) == .cancellations)
        figures.backlog = 0
        #expect(cause(figures) == .cancellations)
    }

    @Test func aQueueOfWhichNothingIsHeardKeepsNothingOpen() {
        let figures = AirportCongestionFigures(due: 40, cancelled: 0, movements: 0, backlog: 60, capacity: 60)
        #expect(!AirportCongestionVerdict(figures, settings).keeps)
    }

    /// A queue over the cut of the operating day goes on in the close band: the next day begins with it.
    @Test func aQueueOverTheCutIsNoCancellation() throws {
        let airport = try #require(AirportCode("ORD"))
        var days = AirportCongestion.Episodes(.airportCongestion, .airport(airport))
        let night = QuarterHour(containing: at(2))
        let day = { (instant: Instant) in CalendarDate(utc: instant.adding(minutes: -180)) }
        func settle(_ bin: QuarterHour, _ figures: AirportCongestionFigures) {
            days.settle(
                bin, AirportCongestionVerdict(figures, settings).settled, figures,
                dwell: Int(settings[.congestionDwellBins]), day: day)
        }
        for bin in 0..<Int32(4) {
            let long = AirportCongestionFigures(due: 40, cancelled: 0, movements: 50, backlog: 40, capacity: 60)
            settle(night + bin, long)
        }
        for bin in 4..<Int32(8) {
            let short = AirportCongestionFigures(due: 40, cancelled: 0, movements: 50, backlog: 20, capacity: 60)
            settle(night + bin, short)
        }
        #expect(days.days.map(\.day) == [CalendarDate(utc: at(0, day: 4)), CalendarDate(utc: at(0, day: 5))])
        for day in days.days {
            let finding = AirportCongestion.finding(airport, day, isOpen: false, outlook: nil, settings: settings)
            #expect(finding.root?.cause == "backlog")
            #expect(finding.evidence.map(\.what.description).contains("queue_minutes"))
            #expect(
                finding.metrics.contains(
                    Metric("queue_minutes", .count(day.day.days == days.days[0].day.days ? 40 : 20))))
        }
    }

    /// A queue that was expected shrinks into the close band before it has begun.
    @Test func aQueueThatFadesIsNoCancellation() throws {
        var scene = CongestionScene()
        for day in 5...8 {
            scene.departures(from: at(6, day: day), to: at(22, day: day), every: 3) { _ in .onTime }
        }
        // Twelve more departures than can be served between 12:00 and 13:00; four of them go another day.
        for index in 0..<12 { scene.departure(at(12, index * 5, day: 8), .onTime) }
        let rush = scene.events.filter { $0.type == .scheduled }.suffix(4)
        for event in rush {
            scene.events.append(
                Feed.Event(
                    leg: event.leg, type: .updated, at: at(10, day: 8), id: event.id + "U",
                    fields: [(.scheduledDeparture, at(20, day: 8).ms)]))
            scene.events.removeAll { $0.leg == event.leg && $0.at > at(11, day: 8) }
        }
        let runtime = try scene.run()
        #expect(runtime.story("ORD").first == "opened low")
        for version in runtime.disruptions where version.finding.subject.id == "ORD" {
            #expect(version.finding.root?.cause != "cancellations", "\(version)")
        }
    }
}
