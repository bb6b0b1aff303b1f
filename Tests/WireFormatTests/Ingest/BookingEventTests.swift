import DisruptionCore
import Testing
import WireFormat

@Suite final class BookingEventTests {
    var decoder = EventDecoder()
    static let segment = #"{"flight_number":"AA1521","flight_date":"2008-02-06","origin":"ORD"}"#
    static let least = #""booking_id":"QX7T2L","passengers":[{"passenger_id":"P-1"}],"segments":[\#(segment)]"#

    @Test func idsAndCodesAreKept() {
        let payload = #"""
            "booking_id":"QX7T2K","passengers":[{"passenger_id":"P-7781204","tier":"platinum","special_needs":["WCHR"],
            "channels":["push","sms"],"language":"en-US"},{"passenger_id":"P-2","channels":[]}],
            "segments":[{"flight_number":"aa1521","flight_date":"2008-02-07","origin":"ORD","destination":"DFW",
            "cabin":"Y","seat":"14C"},{"flight_number":"AA1902","flight_date":"2008-02-06","origin":"DFW",
            "repeat_number":2}],"contact_ref":"crm:88120"
            """#
        for (type, kind) in [
            ("BOOKING_CREATED", "created"), ("BOOKING_CHANGED", "changed"), ("BOOKING_CANCELLED", "cancelled"),
        ] {
            let outcome = decoder.outcome(event(type, payload), .passengerEvents)
            #expect(outcome.kind == kind && outcome.subject == "QX7T2K", "\(outcome)")
            #expect(outcome.fields["lastDate"] == "(year: 2008, month: 2, day: 7)")
            #expect(
                outcome.content
                    == "P-7781204(platinum;WCHR;push,sms;en-US) P-2(;;;) | "
                    // In the order of travel, whatever was told first.
                    + "AA1902/2008-02-06/DFW#2-(;) AA1521/2008-02-07/ORD-DFW(Y;14C) | crm:88120")
        }
        #expect(decoder.counters.unknownFields == 0)
    }

    @Test func cancellationsAndCheckIns() {
        let cancelled = decoder.outcome(
            event("BOOKING_CANCELLED", #""booking_id":"B""#, time: "2008-02-05T18:00:00Z"), .passengerEvents)
        #expect(cancelled.kind == "cancelled" && cancelled.content.isEmpty)
        #expect(cancelled.fields["lastDate"] == "(year: 2008, month: 2, day: 5)")
        let checkedIn = decoder.outcome(
            event("PASSENGER_CHECKED_IN", #""booking_id":"B","passenger_id":"P","# + named), .passengerEvents)
        #expect(checkedIn.kind == "checkedIn")
        #expect(checkedIn.content == "P AA1521/2008-02-06/ORD")
        #expect(checkedIn.fields["lastDate"] == "(year: 2008, month: 2, day: 6)")
    }

    /// Whatever personal data is put where, none of it is in the fact or in a detail.
    @Test func personalDataStaysOutside() {
        let secrets = ["Ada Lovelace", "ada@example.org", "+44 20 7946 0958", "442079460958", "Ada", "1815-12-10"]
        for secret in secrets.dropLast(2) {
            for payload in [
                #""name":"\#(secret)","phone":"\#(secret)","# + Self.least,
                Self.least + #","contact_ref":"\#(secret.contains(" ") ? "x@" + secret : secret)""#,
                Self.least.replacing(#""P-1""#, with: #""P-1","name":"\#(secret)","contact":{"mail":"\#(secret)"}"#),
                Self.least.replacing(
                    #""P-1""#, with: #""P-1","channels":["mail","\#(secret)"],"special_needs":["\#(secret)"]"#),
                Self.least.replacing(#""P-1""#, with: #""P-1","tier":"\#(secret)","language":"\#(secret)""#),
            ] {
                let before = decoder.counters.unknownFields
                let outcome = decoder.outcome(event("BOOKING_CREATED", payload), .passengerEvents)
                if payload.contains("contact_ref"), secret == "442079460958" { continue }
                #expect(outcome.kind == "created", "\(payload): \(outcome)")
                #expect(!outcome.content.contains(secret), "\(outcome.content)")
                #expect(decoder.counters.unknownFields > before)
            }
        }
        for secret in secrets {
            for payload in [
                Self.least.replacing("QX7T2L", with: secret + "\u{E9}"),
                Self.least.replacing("P-1", with: "\u{E9}" + secret),
                Self.least.replacing("ORD", with: secret + "!"), Self.least.replacing("2008-02-06", with: "x" + secret),
                Self.least.replacing("AA1521", with: secret + "!"), secret, #""segments":"\#(secret)""#,
                Self.least.replacing(Self.segment, with: #""\#(secret)""#),
                Self.least.replacing(#""P-1""#, with: #""P-1","tier":["\#(secret)"]"#),
            ] {
                let outcome = decoder.outcome(event("BOOKING_CREATED", payload, id: "1"), .passengerEvents)
                #expect(outcome.kind == "rejected", "\(payload): \(outcome)")
                #expect(!outcome.detail.contains(secret), "\(outcome.detail)")
            }
            let type = decoder.outcome(event(secret, Self.least), .passengerEvents)
            #expect(type.reason == .unknownEventType && !type.detail.contains(secret))
        }
    }

    @Test func refusals() {
        func segments(_ json: String) -> String { Self.least.replacing(Self.segment, with: json) }
        func passenger(_ json: String) -> String { Self.least.replacing(#"{"passenger_id":"P-1"}"#, with: json) }
        for (reason, detail, payload) in [
            (.missingField, "payload.booking_id is absent", Self.least.replacing(#""booking_id":"QX7T2L","#, with: "")),
            (.missingField, "payload.passengers is absent", #""booking_id":"B","segments":[\#(Self.segment)]"#),
            (.missingField, "payload.segments is absent", #""booking_id":"B","passengers":[{"passenger_id":"P"}]"#),
            (.badValue, "payload.booking_id: a text of 7 bytes", Self.least.replacing("QX7T2L", with: #"QX7T2L\t"#)),
            (.badValue, "payload.booking_id: ", Self.least.replacing("QX7T2L", with: "a@b.example")),
            (
                .badValue, "payload.passengers: an object",
                #""booking_id":"B","passengers":{},"segments":[\#(Self.segment)]"#
            ),
            (.badValue, "payload.passengers: an array; allowed: 1 to 99", passenger("")),
            (.badValue, "payload.passengers: ", passenger(#""P""#)),
            (
                .badValue, "payload.passengers: an object; allowed: 1 to 99",
                passenger(Array(repeating: #"{"passenger_id":"P"}"#, count: 100).joined(separator: ","))
            ),
            (.missingField, "payload.passengers[0].passenger_id is absent", passenger("{}")),
            (.badValue, "payload.passengers[1].passenger_id: ", passenger(#"{"passenger_id":"P"},{"passenger_id":7}"#)),
            (.badValue, "payload.passengers[0].tier: a number", passenger(#"{"passenger_id":"P","tier":1}"#)),
            (.badValue, "payload.passengers[0].channels: ", passenger(#"{"passenger_id":"P","channels":"sms"}"#)),
            (.badValue, "payload.passengers[0].channels: ", passenger(#"{"passenger_id":"P","channels":[1]}"#)),
            (
                .badValue, "payload.passengers[0].language: ",
                passenger(#"{"passenger_id":"P","language":"\#(String(repeating: "x", count: 36))"}"#)
            ),
            (
                .badValue, "payload.segments: an object",
                Self.least.replacing("[\(Self.segment)]", with: #"{"first":"AA1521"}"#)
            ),
            (.badValue, "payload.segments: an array; allowed: 1 to 6", segments("")),
            (
                .badValue, "payload.segments: ",
                segments(Array(repeating: Self.segment, count: 7).joined(separator: ","))
            ),
            (
                .missingField, "payload.segments[1].flight_date is absent",
                segments(Self.segment + #",{"flight_number":"AA1","origin":"ORD"}"#)
            ),
            (.missingField, "payload.segments[0].flight_number is absent", segments("{}")),
            (
                .missingField, "payload.segments[0].origin is absent",
                segments(#"{"flight_number":"AA1","flight_date":"2008-02-06"}"#)
            ),
            (
                .badValue, "payload.segments[0].origin: a text of 1 bytes",
                segments(Self.segment.replacing("ORD", with: "O"))
            ),
            (
                .badValue, "payload.segments[0].flight_number: ",
                segments(Self.segment.replacing("AA1521", with: "1521"))
            ),
            (
                .badValue, "payload.segments[0].seat: ",
                segments(Self.segment.replacing("}", with: #","seat":"123456789"}"#))
            ),
            (
                .badValue, "payload.segments[0].destination: ",
                segments(Self.segment.replacing("}", with: #","destination":"D"}"#))
            ),
            (
                .badValue, "payload.segments[0].repeat_number: ",
                segments(Self.segment.replacing("}", with: #","repeat_number":0}"#))
            ),
            (.badValue, "payload.contact_ref: ", Self.least + #","contact_ref":"""#),
        ] as [(DeadLetterReason, String, String)] {
            let outcome = decoder.outcome(event("BOOKING_CREATED", payload), .passengerEvents)
            #expect(outcome.reason == reason && outcome.detail.hasPrefix(detail), "\(payload): \(outcome)")
        }
        for field in ["booking_id", "passenger_id", "flight_number", "flight_date", "origin"] {
            let all = #""booking_id":"B","passenger_id":"P","# + named
            let without = all.replacing("\"\(field)\":", with: "\"x\":")
            let outcome = decoder.outcome(event("PASSENGER_CHECKED_IN", without), .passengerEvents)
            #expect(outcome.reason == .missingField && outcome.detail == "payload.\(field) is absent")
        }
    }

    @Test func aBookingIsBounded() {
        let id = String(repeating: "P", count: 200)
        let needs = Array(repeating: #""\#(String(repeating: "W", count: 64))""#, count: 16).joined(separator: ",")
        let passenger = #"{"passenger_id":"\#(id)","special_needs":[\#(needs)]}"#
        func payload(_ count: Int) -> String {
            #""booking_id":"B","segments":[\#(Self.segment)],"passengers":["#
                + Array(repeating: passenger, count: count).joined(separator: ",") + "]"
        }
        #expect(decoder.outcome(event("BOOKING_CREATED", payload(20)), .passengerEvents).kind == "created")
        let outcome = decoder.outcome(event("BOOKING_CREATED", payload(40)), .passengerEvents)
        #expect(outcome.reason == .badValue && outcome.detail.hasSuffix("allowed: at most 32768"), "\(outcome)")
    }
}
