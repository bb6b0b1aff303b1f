import DisruptionCore
import Foundation
import Testing

@testable import History

@Suite struct EventWriterTests {
    private func flown() throws -> HistoricLeg {
        var leg = try leg(
            "AA123", "2008-01-05", "ORD", "JFK", tail: "N801AA", "2008-01-05T12:59Z", minutes: 125, out: 5, arrival: -3)
        leg.off = utc("2008-01-05T13:19Z")
        leg.on = utc("2008-01-05T14:55Z")
        var causes = HistoricLeg.Causes()
        causes.carrier = 5
        leg.causes = causes
        return leg
    }

    private func text(_ kind: HistoricEvent.Kind, _ leg: HistoricLeg, _ time: String) -> String {
        var writer = EventWriter()
        return String(
            decoding: writer.body(HistoricEvent(kind: kind, time: utc(time), leg: leg)), as: UTF8.self)
    }

    private func head(_ id: String, _ type: String, _ time: String, tail: Bool = true) -> String {
        """
        {"event_id":"AA123/2008-01-05/ORD:\(id)","event_type":"\(type)","timestamp":"\(time)","source":"history",\
        "payload":{"flight_number":"AA123","airline":"AA","flight_date":"2008-01-05","origin":"ORD",\
        "destination":"JFK",\(tail ? "\"tail_number\":\"N801AA\"," : "")"scheduled_departure":"2008-01-05T12:59:00Z",\
        "scheduled_arrival":"2008-01-05T15:04:00Z"
        """
    }

    @Test func envelopes() throws {
        let leg = try flown()
        #expect(
            text(.scheduled, leg, "2008-01-04T12:59Z")
                == head("scheduled", "FLIGHT_SCHEDULED", "2008-01-04T12:59:00Z") + "}}")
        #expect(
            text(.departed, leg, "2008-01-05T13:04Z")
                == head("out", "FLIGHT_DEPARTED", "2008-01-05T13:04:00Z")
                + #","actual_departure":"2008-01-05T13:04:00Z","delay_minutes":5}}"#)
        #expect(
            text(.airborne, leg, "2008-01-05T13:19Z")
                == head("off", "FLIGHT_AIRBORNE", "2008-01-05T13:19:00Z")
                + #","actual_departure":"2008-01-05T13:04:00Z","actual_takeoff":"2008-01-05T13:19:00Z"}}"#)
        #expect(
            text(.landed, leg, "2008-01-05T14:55Z")
                == head("on", "FLIGHT_LANDED", "2008-01-05T14:55:00Z")
                + #","actual_departure":"2008-01-05T13:04:00Z","actual_takeoff":"2008-01-05T13:19:00Z","#
                + #""actual_landing":"2008-01-05T14:55:00Z"}}"#)
        #expect(
            text(.arrived, leg, "2008-01-05T15:01Z")
                == head("in", "FLIGHT_ARRIVED", "2008-01-05T15:01:00Z")
                + #","actual_departure":"2008-01-05T13:04:00Z","actual_takeoff":"2008-01-05T13:19:00Z","#
                + #""actual_landing":"2008-01-05T14:55:00Z","actual_arrival":"2008-01-05T15:01:00Z","#
                + #""delay_minutes":-3}}"#
        )
    }

    @Test func cancellationsAndDiversions() throws {
        var leg = try flown()
        leg.isCancelled = true
        leg.cancelReason = .weather
        leg.tail = .none
        #expect(
            text(.cancelled, leg, "2008-01-05T11:59Z")
                == head("cancelled", "FLIGHT_CANCELLED", "2008-01-05T11:59:00Z", tail: false)
                + #","reason":"weather"}}"#)
        leg.cancelReason = nil
        #expect(text(.cancelled, leg, "2008-01-05T11:59Z").hasSuffix(#""scheduled_arrival":"2008-01-05T15:04:00Z"}}"#))
        #expect(text(.diverted, leg, "2008-01-05T15:01Z").hasSuffix(#","actual_takeoff":"2008-01-05T13:19:00Z"}}"#))
        leg.divertedTo = try #require(AirportCode("EWR"))
        #expect(text(.diverted, leg, "2008-01-05T15:01Z").hasSuffix(#","diverted_to":"EWR"}}"#))
    }

    @Test func everyBodyIsJSONAndNoTwoOfALegShareAnID() throws {
        var leg = try flown()
        leg.key = LegKey(
            flight: leg.key.flight, date: leg.key.date, origin: leg.key.origin, attempt: 2)
        var writer = EventWriter()
        var ids: Set<String> = []
        for kind in HistoricEvent.Kind.allCases {
            let event = HistoricEvent(kind: kind, time: utc("2008-01-05T13:04:05Z"), leg: leg)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(writer.body(event))) as? [String: Any])
            ids.insert(try #require(object["event_id"] as? String))
            #expect(object["timestamp"] as? String == "2008-01-05T13:04:05Z")
            #expect((object["payload"] as? [String: Any])?["flight_number"] as? String == "AA123")
            #expect(String(decoding: writer.key(event), as: UTF8.self) == "AA123/2008-01-05/ORD#2")
        }
        #expect(ids.count == HistoricEvent.Kind.allCases.count)
    }
}
