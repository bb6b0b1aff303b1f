import DisruptionCore
import Testing

/// Where a diverted leg goes, when some of what is told of it names no airport.
@Suite struct DiversionTests {
    private static let flight = TestLeg("AA1", "N801AA", "ORD", "DFW", at(8), 120)

    private static func diverted(_ to: String?, at instant: Instant, source: String = "ops") -> Feed.Event {
        let value = to.map { Int64(bitPattern: AirportCode($0)?.packed ?? 0) } ?? FlightFact.unstatedAirport
        return Feed.Event(
            leg: flight.key, type: .diverted, at: instant, id: "\(to ?? "-") \(instant.ms) \(source)", source: source,
            fields: [(.divertedTo, value)])
    }

    private static func takenBack(at instant: Instant) -> Feed.Event {
        Feed.Event(
            leg: flight.key, type: .updated, at: instant, id: "back \(instant.ms)", fields: [(.divertedTo, 0)])
    }

    /// Where the leg is said to go in the end: nil for a leg that is not diverted, empty where nobody says.
    private static func target(_ events: [Feed.Event]) throws -> String? {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        feed.send(flight.scheduled)
        feed.send(flight.departed(late: 0))
        for event in events {
            feed.send(event)
            try runtime.pump()
        }
        let last = runtime.latest.first { $0.finding.pattern == .flightDiverted }
        guard let last, last.lifecycle != .retracted else { return nil }
        for metric in last.finding.metrics where metric.name.description == "diverted_to" {
            if case .text(let code) = metric.value { return code }
        }
        return nil
    }

    private static func orders(_ events: [Feed.Event]) -> [[Feed.Event]] {
        if events.count < 2 { return [events] }
        return events.indices.flatMap { first in
            var rest = events
            let event = rest.remove(at: first)
            return orders(rest).map { [event] + $0 }
        }
    }

    @Test func aDiversionWithoutTargetLeavesTheOneThatWasSaid() throws {
        let events = [
            Self.diverted("DEN", at: at(9)), Self.diverted(nil, at: at(9, 5)),
            Self.diverted(nil, at: at(9, 10), source: "airport"),
        ]
        for order in Self.orders(events) { #expect(try Self.target(order) == "DEN") }
    }

    @Test func aLaterTargetReplacesAnEarlierOne() throws {
        let events = [
            Self.diverted("DEN", at: at(9)), Self.diverted(nil, at: at(9, 5)), Self.diverted("MCI", at: at(9, 10)),
        ]
        for order in Self.orders(events) { #expect(try Self.target(order) == "MCI") }
    }

    @Test func whatWasTakenBackDoesNotComeAgain() throws {
        let events = [Self.diverted("DEN", at: at(9)), Self.takenBack(at: at(9, 5)), Self.diverted(nil, at: at(9, 10))]
        for order in Self.orders(events) { #expect(try Self.target(order) == "") }
        let undone = [Self.diverted("DEN", at: at(9)), Self.diverted(nil, at: at(9, 5)), Self.takenBack(at: at(9, 10))]
        for order in Self.orders(undone) { #expect(try Self.target(order) == nil) }
    }

    /// Superseded facts are dropped from a leg of which much is told; the target is none of them.
    @Test func aTargetOutlivesManyReports() throws {
        var events = [Self.diverted("DEN", at: at(9)), Self.diverted(nil, at: at(9, 1))]
        for minute in 2..<200 {
            let instant = at(9, minute)
            events.append(
                Feed.Event(
                    leg: Self.flight.key, type: .updated, at: instant, id: "e\(minute)",
                    fields: [(.estimatedArrival, instant.adding(minutes: 60).ms)]))
        }
        #expect(try Self.target(events) == "DEN")
    }
}
