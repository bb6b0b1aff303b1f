import Foundation
import Testing

/// What the daemon writes, for a day in which all happens that can, against the schemas that it promises.
@Suite(.enabled(if: SchemaValidator.isAvailable, "no JSON Schema validator: apt-get install python3-jsonschema"))
struct OutputTests {
    @Test func whatIsWrittenIsAsTheSchemasSay() throws {
        var daemon = SmallDaemon()
        for json in ExampleDay.flights {
            let refusal = try daemon.take(json)
            #expect(refusal == nil, "\(json)")
        }
        let disruptions = daemon.disruptions
        let states = daemon.states
        let patterns = Set(try disruptions.map { try word("pattern", in: $0) })
        let told = [
            "FLIGHT_DELAY", "FLIGHT_CANCELLED", "GATE_CHANGE", "FLIGHT_DIVERTED", "CASCADING_DELAY",
            "AIRPORT_CONGESTION", "AIRLINE_DISRUPTION", "ROTATION_BREAK",
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
        for json in ExampleDay.flights { _ = try daemon.take(json) }
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
