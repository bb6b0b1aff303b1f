import DisruptionCore
import Testing
import WireFormat

/// The ingest decides on the published examples as their names and schemas say.
@Suite struct ExampleTests {
    @Test func thereAreExamplesOfEveryTypeAndReason() {
        #expect(ExampleFiles.valid.count >= 25 && ExampleFiles.invalid.count >= 40)
    }

    @Test func validOnesAreAccepted() {
        var decoder = EventDecoder()
        for example in ExampleFiles.valid {
            let outcome = decoder.outcome(example.bytes, example.topic)
            #expect(outcome.kind != "rejected" && outcome.kind != "tombstone", "\(example): \(outcome)")
        }
        let counters = decoder.counters
        for type in FlightEventType.allCases { #expect(counters[type] > 0, "\(type)") }
        for type in StationEventType.allCases { #expect(counters[type] > 0, "\(type)") }
        for type in BookingEventType.allCases { #expect(counters[type] > 0, "\(type)") }
        #expect(counters.marks >= 3)
    }

    @Test func invalidOnesAreRefusedForTheirReason() throws {
        var decoder = EventDecoder()
        for example in ExampleFiles.invalid {
            let outcome = decoder.outcome(example.bytes, example.topic)
            let expected = try #require(example.expected)
            #expect(outcome.reason?.name.description == expected.reason, "\(example): \(outcome)")
            if expected.reason == "MISSING_FIELD" || expected.reason == "BAD_VALUE" {
                #expect(outcome.detail.contains(expected.field), "\(example): \(outcome.detail)")
            }
        }
    }
}
