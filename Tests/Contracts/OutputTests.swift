import Foundation
import Testing

/// What the daemon writes, for a day in which all happens that can, against the schemas that it promises.
@Suite(.enabled(if: SchemaValidator.isAvailable, "no JSON Schema validator: apt-get install python3-jsonschema"))
struct OutputTests {
    /// One event of the day; the payload fields beside those that name the leg as JSON, with a comma before them.
    private func event(_ type: String, _ at: String, _ flight: String, _ origin: String, _ fields: String = "")
        -> String
    {
        """
        {"event_id": "\(type)/\(flight)/\(at)", "event_type": "\(type)", "timestamp": "2008-02-\(at):00Z",
        "source": "ops", "correlation_id": "day",
        "payload": {"flight_number": "\(flight)", "flight_date": "2008-02-06", "origin": "\(origin)"\(fields)}}
        """
    }

    private func schedule(_ flight: String, _ tail: String, _ from: String, _ to: String, _ out: String, _ `in`: String)
        -> String
    {
        event(
            "FLIGHT_SCHEDULED", "05T12:00", flight, from,
            """
            , "destination": "\(to)", "tail_number": "\(tail)", "gate": "K5", "terminal": "3", "seats": 140,
            "aircraft_type": "MD83", "scheduled_departure": "2008-02-\(out):00Z",
            "scheduled_arrival": "2008-02-\(`in`):00Z"
            """)
    }

    private func mark(_ at: String) -> String {
        """
        {"event_id": "mark/\(at)", "event_type": "TIME_MARK", "timestamp": "2008-02-\(at):00Z", "source": "test"}
        """
    }

    private var day: [String] {
        var day = [
            schedule("AA1521", "N4XKAA", "ORD", "DFW", "06T14:30", "06T17:10"),
            schedule("AA1840", "N4XKAA", "DFW", "ORD", "06T17:55", "06T20:20"),
            schedule("AA2337", "N4XKAA", "ORD", "LGA", "06T21:10", "06T23:25"),
            schedule("UA455", "N455UA", "DEN", "ORD", "06T16:10", "06T18:30"),
            schedule("UA647", "N647UA", "ORD", "DEN", "06T17:00", "06T19:35"),
            schedule("UA649", "N649UA", "ORD", "DEN", "06T17:00", "06T19:35"),
            schedule("MQ4187", "N4187", "CMI", "ORD", "06T14:15", "06T15:20"),
            schedule("MQ4189", "N4189", "CMI", "ORD", "06T14:15", "06T15:20"),
            event(
                "FLIGHT_SCHEDULED", "05T12:00", "MQ4191", "CMI",
                """
                , "destination": "ORD", "scheduled_departure": "2008-02-06T14:15:00Z",
                "scheduled_arrival": "2008-02-06T15:20:00Z"
                """),
        ]
        for number in 100..<120 {
            day.append(schedule("MQ\(number)", "N\(number)", "ORD", "CMI", "06T16:30", "06T17:30"))
        }
        day += [
            event("GATE_CHANGE", "06T13:50", "AA1521", "ORD", ", \"old_gate\": \"K5\", \"new_gate\": \"L8\""),
            event("GATE_CHANGE", "06T13:55", "UA455", "DEN", ", \"new_gate\": \"B1\", \"terminal\": \"1\""),
            event("GATE_CHANGE", "06T14:00", "UA455", "DEN", ", \"new_gate\": \"K5\", \"terminal\": \"3\""),
            event("GATE_CHANGE", "06T14:00", "MQ4191", "CMI", ", \"old_gate\": \"1\""),
            event("FLIGHT_UPDATED", "06T14:01", "MQ4191", "CMI", ", \"gate\": \"2\""),
            event(
                "FLIGHT_DELAY", "06T14:20", "AA1521", "ORD",
                """
                , "delay_minutes": 60, "new_departure": "2008-02-06T15:30:00Z", "reason": "weather",
                "reason_detail": "Snow.",
                "delay_codes": [{"code": "75", "minutes": 60}], "rebooking_priority": "high", "status": "delayed"
                """),
            event("FLIGHT_DELAY", "06T14:30", "UA649", "ORD", ", \"delay_minutes\": 50"),
            event(
                "FLIGHT_DIVERTED", "06T14:50", "MQ4187", "CMI", ", \"diverted_to\": \"MKE\", \"reason\": \"weather\""),
            event("FLIGHT_DIVERTED", "06T14:52", "MQ4189", "CMI", ", \"diverted_to\": \"MKE\""),
            event("FLIGHT_UPDATED", "06T14:58", "MQ4189", "CMI", ", \"diverted_to\": \"\""),
            event("FLIGHT_DIVERTED", "06T15:00", "MQ4191", "CMI"),
            event("FLIGHT_DEPARTED", "06T15:30", "AA1521", "ORD"), event("FLIGHT_RETURNED", "06T15:32", "UA455", "DEN"),
            event("FLIGHT_AIRBORNE", "06T15:50", "AA1521", "ORD"),
            event("FLIGHT_UPDATED", "06T15:55", "UA455", "DEN", ", \"estimated_departure\": \"2008-02-06T16:40:00Z\""),
            event("FLIGHT_CANCELLED", "06T16:00", "UA647", "ORD", ", \"reason\": \"weather\""),
            event("FLIGHT_CANCELLED", "06T16:00", "UA649", "ORD"),
            event("FLIGHT_REINSTATED", "06T16:02", "UA647", "ORD"),
        ]
        for number in 100..<115 { day.append(event("FLIGHT_CANCELLED", "06T16:05", "MQ\(number)", "ORD")) }
        day += [
            event("FLIGHT_DEPARTED", "06T16:12", "UA455", "DEN"), event("FLIGHT_ARRIVED", "06T18:10", "AA1521", "ORD"),
            event("FLIGHT_ARRIVED", "06T18:31", "UA455", "DEN"), event("FLIGHT_ARRIVED", "06T16:20", "MQ4187", "CMI"),
            event("FLIGHT_DEPARTED", "06T18:42", "AA1840", "DFW"), event("FLIGHT_ARRIVED", "06T21:06", "AA1840", "DFW"),
            event("AIRCRAFT_CHANGE", "06T21:00", "AA2337", "ORD", ", \"tail_number\": \"N7514A\", \"seats\": 142"),
            event("AIRCRAFT_CHANGE", "06T21:01", "AA2337", "ORD", ", \"tail_number\": \"N4XKAA\", \"seats\": 140"),
            event("FLIGHT_DEPARTED", "06T21:40", "AA2337", "ORD"), event("FLIGHT_ARRIVED", "06T23:58", "AA2337", "ORD"),
        ]
        return day + ["07T02:00", "07T12:00", "08T12:00", "09T12:00", "12T12:00"].map { mark($0) }
    }

    @Test func whatIsWrittenIsAsTheSchemasSay() throws {
        var daemon = SmallDaemon()
        for json in day {
            let refusal = try daemon.take(json)
            #expect(refusal == nil, "\(json)")
        }
        let disruptions = daemon.disruptions
        let states = daemon.states
        let patterns = Set(try disruptions.map { try word("pattern", in: $0) })
        let told = [
            "FLIGHT_DELAY", "FLIGHT_CANCELLED", "GATE_CHANGE", "FLIGHT_DIVERTED", "CASCADING_DELAY",
            "AIRPORT_CONGESTION",
        ]
        #expect(patterns == Set(told))
        let lifecycles = Set(try disruptions.map { try word("lifecycle", in: $0) })
        #expect(lifecycles == ["OPENED", "UPDATED", "RESOLVED", "SUPERSEDED", "RETRACTED"])
        #expect(states.count > 30)

        for (topic, values) in [("disruption.events", disruptions), ("flight.state", states)] {
            let findings = try SchemaValidator.validate(values, as: ContractFolder.current.schemaName(of: topic))
            for (value, found) in zip(values, findings) {
                #expect(found.isEmpty, "\(topic): \(found)\n\(value)")
            }
        }
    }

    /// What is told last of a leg under a pattern: lifecycle, and the sentence.
    private func last(_ pattern: String, _ flight: String, in disruptions: [String]) throws -> [String] {
        let told = try disruptions.last {
            try word("pattern", in: $0) == pattern && $0.contains("{\"kind\":\"leg\",\"id\":\"\(flight)/")
        }
        let last = try #require(told)
        return [try word("lifecycle", in: last), try word("explanation", in: last)]
    }

    @Test func whatIsNotSaidIsLeftOut() throws {
        var daemon = SmallDaemon()
        for json in day { _ = try daemon.take(json) }
        let told = daemon.disruptions
        #expect(
            try last("FLIGHT_DIVERTED", "MQ4189", in: told)
                == ["RETRACTED", "The diversion of MQ4189 is withdrawn: it did not come true."])
        #expect(
            try last("FLIGHT_DIVERTED", "MQ4191", in: told)
                == ["RESOLVED", "MQ4191 from CMI diverts to another airport."])
        #expect(
            try last("GATE_CHANGE", "MQ4191", in: told)
                == ["RESOLVED", "MQ4191 from CMI leaves from gate 2 instead of gate 1."])
        #expect(told.allSatisfy { !$0.contains(#""diverted_to":"""#) })
        let retracted = told.filter { $0.contains(#""lifecycle":"RETRACTED""#) }
        #expect(try retracted.allSatisfy { try word("severity", in: $0) == "none" })
        let states = daemon.states.filter { $0.contains(#""leg_id":"MQ4191/"#) && $0.contains("DIVERTED") }
        #expect(!states.isEmpty && states.allSatisfy { !$0.contains("diverted_to") })
    }

    private func word(_ name: String, in json: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return try #require(object?[name] as? String)
    }
}
