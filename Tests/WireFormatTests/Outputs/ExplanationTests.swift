import Testing

@testable import DisruptionCore
@testable import WireFormat

/// Sentences for every set of figures that there may be: none ends in nothing.
@Suite struct ExplanationTests {
    private let airport = AirportCode("ORD") ?? .none
    private let noon = Instant(ms: 1_202_299_200_000)

    private func sentence(
        _ finding: Finding, _ lifecycle: Lifecycle = .opened, confirmed: Bool = false
    ) -> String {
        let version = DisruptionVersion(
            id: DisruptionID(pattern: finding.pattern, subject: finding.subject, day: CalendarDate(utc: noon)),
            version: 1,
            lifecycle: lifecycle, confirmed: confirmed, finding: finding, day: CalendarDate(utc: noon),
            detectedAt: noon, eventTime: noon, triggerEventID: "", correlationID: "", configID: 1)
        return Explanation.sentence(of: version, reference: .empty)
    }

    private func congestion(_ cause: String, cancelled: Int64, queue: Int64, from minutes: Int64) -> Finding {
        var finding = Finding(
            pattern: .airportCongestion, subject: .airport(airport), holds: true, keeps: true, settled: false,
            severity: .low, figure: 0)
        finding.root = Root(.airport(airport), cause: cause)
        finding.metrics = [
            Metric("departures_due", .count(40)), Metric("cancelled_departures", .count(cancelled)),
            Metric("demand_per_hour", .count(80)), Metric("capacity_per_hour", .count(60)),
            Metric("queue_minutes", .count(queue)), Metric("window_start", .instant(noon.adding(minutes: minutes))),
            Metric("window_end", .instant(noon.adding(minutes: minutes + 60))),
        ]
        return finding
    }

    @Test func congestionSaysWhatItsCauseIsMeasuredBy() {
        let queue = congestion("backlog", cancelled: 0, queue: 20, from: -60)
        #expect(
            sentence(queue)
                == "ORD is congested since 11:00 UTC: the queue is 20 min, "
                + "80 movements an hour meet a capacity of 60.")
        #expect(
            sentence(queue, .updated, confirmed: true)
                == "ORD is congested since 11:00 UTC: at worst the queue is 20 min, "
                + "80 movements an hour meet a capacity of 60.")
        let cancelled = congestion("cancellations", cancelled: 9, queue: 20, from: 60)
        #expect(sentence(cancelled) == "ORD will be congested from 13:00 UTC: 9 of 40 departures due are cancelled.")
        #expect(
            sentence(cancelled, .resolved, confirmed: true)
                == "ORD was congested from 13:00 UTC to 14:00 UTC: at worst 9 of 40 departures due were cancelled.")
    }

    @Test func noSentenceEndsInNothing() {
        let nothing = congestion("cancellations", cancelled: 0, queue: 0, from: -60)
        #expect(sentence(nothing) == "ORD is congested since 11:00 UTC.")
        #expect(sentence(nothing, .updated, confirmed: true) == "ORD is congested since 11:00 UTC.")
        #expect(
            sentence(nothing, .resolved, confirmed: true) == "ORD was congested from 11:00 UTC to 12:00 UTC.")
        #expect(sentence(nothing, .retracted) == "The congestion of ORD is withdrawn: it did not come true.")
    }

    @Test func aGateThatNobodyKnowsIsNotNamed() throws {
        let flight = try #require(FlightNumber("AA1521"))
        let key = LegKey(flight: flight, date: CalendarDate(utc: noon), origin: airport)
        func gate(_ metrics: [Metric]) -> String {
            var finding = Finding(
                pattern: .gateChange, subject: .leg(key), holds: true, keeps: false, settled: true, severity: .medium,
                figure: 0)
            finding.metrics = metrics
            return sentence(finding)
        }
        let (old, new) = (Metric("old_gate", .text("K5")), Metric("new_gate", .text("L8")))
        #expect(gate([old, new]) == "AA1521 from ORD leaves from gate L8 instead of gate K5.")
        #expect(gate([old]) == "AA1521 from ORD no longer leaves from gate K5.")
        #expect(gate([new]) == "AA1521 from ORD leaves from gate L8.")
        #expect(gate([]) == "AA1521 from ORD changes its gate.")
    }
}
