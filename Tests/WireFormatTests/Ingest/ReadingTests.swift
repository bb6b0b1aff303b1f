import DisruptionCore
import Testing
import WireFormat

/// How JSON is read, whatever the event says.
@Suite final class ReadingTests {
    var decoder = EventDecoder()

    @Test func tombstonesAndMarksOnEveryTopic() {
        for topic in InputTopic.allCases {
            #expect(Outcome(decoder.decode(nil, from: topic)).kind == "tombstone")
            let mark =
                #"{"event_id":"m","event_type":"TIME_MARK","timestamp":"2008-02-06T15:00:00Z","source":"replay"}"#
            let outcome = decoder.outcome(mark, topic)
            #expect(outcome.kind == "mark" && outcome.eventTime == Instant(ms: 1_202_310_000_000))
            #expect(decoder.outcome(event("TIME_MARK", ""), topic).kind == "mark")
            #expect(decoder.outcome(mark.replacing("T15", with: "T25"), topic).reason == .badValue)
        }
        #expect(decoder.counters.tombstones == 3 && decoder.counters.marks == 6)
        #expect(decoder.counters[.badValue] == 3 && decoder.counters.rejected == 3)
    }

    @Test func spacesEscapesAndOrderDoNotMatter() {
        let plain = decoder.outcome(event("FLIGHT_UPDATED", named + #","gate":"K/5 é😀""#))
        for json in [
            "\r\n\t " + event("FLIGHT_UPDATED", named + #","gate":"K/5 é😀""#) + " \n",
            event("FLIGHT_UPDATED", named + " ,\n\t\"gate\" : \"K/5 é😀\" \r\n "),
            event("FLIGHT_UPDATED", named + #","g\u0061te":"\u004B\/5 \u00e9\ud83d\ude00""#),
            #"{"payload":{"origin":"ORD","gate":"K/5 é😀","flight_date":"2008-02-06","flight_number":"AA1521"},"#
                + #""source":"test","timestamp":"2008-02-06T14:00:00Z","event_type":"FLIGHT_UPDATED","#
                + #""event_id":"e-1"}"#,
        ] {
            let outcome = decoder.outcome(json)
            #expect(outcome.kind == "updated" && outcome.fields == plain.fields, "\(json): \(outcome)")
        }
    }

    @Test func ofAFieldThatComesTwiceTheLastValueCounts() {
        let twice = event("FLIGHT_UPDATED", #""gate":"A","gate":7,"gate":"B","# + named)
        #expect(decoder.outcome(twice).fields["gate"] == "B")
        #expect(decoder.outcome(event("FLIGHT_UPDATED", #""gate":"A","gate":null,"# + named)).fields["gate"] == nil)
        let payloads = event("FLIGHT_UPDATED", named + #","gate":"A""#, more: #","payload":{\#(named),"terminal":"1"}"#)
        let outcome = decoder.outcome(payloads)
        #expect(outcome.fields["gate"] == nil && outcome.fields["terminal"] == "1")
        #expect(
            decoder.outcome(event("FLIGHT_UPDATED", named, more: #","payload":null"#)).detail == "payload is absent")
        #expect(
            decoder.outcome(event("FLIGHT_UPDATED", named, more: #","payload":[]"#)).reason == .badValue)
    }

    @Test func unknownFieldsAreCountedAndSkippedWhateverTheyHold() {
        let values = [
            "1", "-0.5e+7", #""x\n""#, "{}", "[]", "null", "true", #"{"a":[{"b":[1,{"c":"}"}]}]}"#, "[[[[],[]]]]",
        ]
        for value in values {
            let before = decoder.counters.unknownFields
            let json = event(
                "FLIGHT_UPDATED", named + #","stand":\#(value),"x y":\#(value)"#, more: #","priority":\#(value)"#)
            #expect(decoder.outcome(json).kind == "updated", "\(value)")
            #expect(decoder.counters.unknownFields == before + 3)
        }
        // Names of the envelope are none of the payload, and the other way round.
        let before = decoder.counters.unknownFields
        let misplaced = event(
            "FLIGHT_UPDATED", named + #","event_id":"x","source":1"#, more: #","gate":"A1","code":"x""#)
        let outcome = decoder.outcome(misplaced)
        #expect(outcome.kind == "updated" && outcome.fields["eventID"] == "e-1" && outcome.fields["gate"] == nil)
        #expect(decoder.counters.unknownFields == before + 4)
    }

    /// Names of all lengths, prefixes of known names and known names with something behind them.
    @Test func onlyWholeNamesAreKnown() {
        let known = ["gate", "status", "seats", "scheduled_departure", "rebooking_priority", "airline"]
        for name in known {
            for other in [
                String(name.dropLast()), name + "s", name.uppercased(), name + "\\u0000", "x" + name, name + ":", "",
            ] {
                let before = decoder.counters.unknownFields
                let json = event("FLIGHT_UPDATED", named + ",\"\(other)\":[7]")
                #expect(decoder.outcome(json).kind == "updated", "\(other)")
                #expect(decoder.counters.unknownFields == before + 1, "\(other)")
            }
        }
    }

    @Test func countersTellWhatCame() {
        _ = decoder.outcome(event("FLIGHT_UPDATED", named))
        _ = decoder.outcome(event("FLIGHT_UPDATED", named))
        _ = decoder.outcome(event("FLIGHT_CANCELLED", named))
        _ = decoder.outcome(event("METAR_REPORT", #""station":"ORD","raw":"x""#), .externalData)
        _ = decoder.outcome(event("BOOKING_CANCELLED", #""booking_id":"B""#), .passengerEvents)
        _ = decoder.outcome("[]")
        let counters = decoder.counters
        #expect(counters[FlightEventType.updated] == 2 && counters[FlightEventType.cancelled] == 1)
        #expect(counters[StationEventType.metar] == 1 && counters[BookingEventType.cancelled] == 1)
        #expect(counters.accepted == 5 && counters.rejected == 1 && counters[.malformedJSON] == 1)
    }
}
