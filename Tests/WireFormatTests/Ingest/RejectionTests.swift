import DisruptionCore
import Testing
import WireFormat

/// Everything that is no event: its reason, and that the detail names the field.
@Suite final class RejectionTests {
    var decoder = EventDecoder()

    func expect(
        _ reason: DeadLetterReason, _ field: String, _ json: String, _ topic: InputTopic = .flightEvents,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let outcome = decoder.outcome(json, topic)
        #expect(outcome.reason == reason, "\(json): \(outcome)", sourceLocation: sourceLocation)
        #expect(outcome.detail.hasPrefix(field), "\(json): \(outcome.detail)", sourceLocation: sourceLocation)
        #expect(outcome.detail.utf8.count <= 300, sourceLocation: sourceLocation)
        #expect(outcome.detail.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, sourceLocation: sourceLocation)
    }

    @Test func whatIsNoObject() {
        let good = event("FLIGHT_UPDATED", named)
        for json in [
            "", " ", "null", "true", "1", #""x""#, "[]", "[\(good)]", "{", "}", "{]", #"{"a""#, #"{"a":"#, #"{"a":1"#,
            #"{"a":1,}"#, "{,}", #"{"a" 1}"#, #"{a:1}"#, "{'a':1}", good + "x", good + good, good + ",", "x" + good,
            "\u{FEFF}" + good, String(good.dropLast()), String(good.dropLast(2)) + "]}",
            #"{"a":"\x"}"#, #"{"a":"\ud800"}"#, #"{"a":"\udc00\ud800"}"#, #"{"a":"\u12g4"}"#, #"{"\q":1}"#,
            #"{"a":[1,]}"#, #"{"a":[1 2]}"#, #"{"a":{"b":[}]}"#, #"{"a":[[1}]}"#, #"{"a":{"b"}}"#, #"{"a":[{]}"#,
            #"{"a":01}"#, #"{"a":-}"#, #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":1e}"#, #"{"a":+1}"#, #"{"a":NaN}"#,
            #"{"a":Infinity}"#, #"{"a":-Infinity}"#, #"{"a":0x10}"#, #"{"a":tru}"#, #"{"a":nulll}"#, #"{"a":True}"#,
            #"{"a":"b"c}"#, #"{"a":1"b"}"#, "{\"a\":\"b\nc\"}", "{\"a\":\"b\u{0}c\"}", "{\"a\":\u{0}}",
            #"{"a":1}}"#, #"{"a":{"b":1}"#, "{\"a\":1}\u{0}",
        ] {
            expect(.malformedJSON, "", json)
            #expect(!decoder.outcome(json).detail.isEmpty)
        }
        var deep = decoder.outcome(
            "{\"a\":" + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}")
        #expect(deep.reason == .malformedJSON && deep.detail.contains("deep"))
        deep = decoder.outcome(
            event(
                "FLIGHT_UPDATED", named,
                more: #","x":\#(String(repeating: "[", count: 60))"#
                    + String(repeating: "]", count: 60)))
        #expect(deep.kind == "updated")
    }

    @Test func invalidUTF8() {
        for bytes in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]] {
            let json = Array(#"{"event_id":""#.utf8) + bytes + Array(#""}"#.utf8)
            let outcome = decoder.outcome(json)
            #expect(outcome.reason == .malformedJSON, "\(bytes): \(outcome)")
            #expect(outcome.detail.contains("UTF-8"), "\(outcome.detail)")
        }
    }

    @Test func sizes() {
        let limit = 256 * 1024
        let frame = event("FLIGHT_UPDATED", named, more: #","x":"""#)
        let fitting = event(
            "FLIGHT_UPDATED", named, more: #","x":"\#(String(repeating: "x", count: limit - frame.utf8.count))""#)
        #expect(fitting.utf8.count == limit)
        #expect(decoder.outcome(fitting).kind == "updated")
        expect(.tooLarge, "the value has 262145 bytes", fitting + " ")
        let huge = decoder.outcome([UInt8](repeating: 0x20, count: 10_000_000))
        #expect(huge.reason == .tooLarge)
    }

    @Test func envelope() {
        let good = event("FLIGHT_UPDATED", named)
        for (field, value) in [
            ("event_id", #""event_id":"e-1","#), ("event_type", #""event_type":"FLIGHT_UPDATED","#),
            ("timestamp", #""timestamp":"2008-02-06T14:00:00Z","#), ("source", #""source":"test","#),
            ("payload", #","payload":{\#(named)}"#),
        ] {
            let without = good.replacing(value, with: "")
            #expect(without != good)
            expect(.missingField, "\(field) is absent", without)
        }
        func replaced(_ field: String, _ old: String, _ new: String) -> String {
            good.replacing("\"\(field)\":\(old)", with: "\"\(field)\":\(new)")
        }
        for new in [#""""#, "7", #""é""#, #""\n""#, #""\#(String(repeating: "x", count: 201))""#, "[]", "{}", "true"] {
            expect(.badValue, "event_id: ", replaced("event_id", #""e-1""#, new))
        }
        expect(.missingField, "event_id is absent", replaced("event_id", #""e-1""#, "null"))
        for new in [#""""#, "7", #""\u0007""#, #""\#(String(repeating: "é", count: 65))""#] {
            expect(.badValue, "source: ", replaced("source", #""test""#, new))
        }
        for new in [
            #""2008-02-06""#, "1202306400", #""2008-02-30T25:00:00""#, #""1969-12-31T23:59:59Z""#,
            #""2150-01-01T00:00:00Z""#, #""9999-12-31T23:59:59Z""#, #""0001-01-01T00:00:00Z""#,
        ] {
            expect(.badValue, "timestamp: ", replaced("timestamp", #""2008-02-06T14:00:00Z""#, new))
        }
        for new in [#""AA1521 ORD""#, "[]", "1"] {
            expect(.badValue, "payload: ", replaced("payload", "{\(named)}", new))
        }
        for more in [#""schema_version":2"#, #""schema_version":"1""#, #""schema_version":1.5"#] {
            expect(.badValue, "schema_version: ", event("FLIGHT_UPDATED", named, more: "," + more))
        }
        for more in ["7", #""\#(String(repeating: "x", count: 201))""#, #""\u0000""#] {
            expect(.badValue, "correlation_id: ", event("FLIGHT_UPDATED", named, more: #","correlation_id":\#(more)"#))
        }
    }

    @Test func eventTypes() {
        for topic in InputTopic.allCases {
            for type in ["", "X", "flight_updated", "FLIGHT_UPDATED ", "FLIGHT_TELEPORTED"] {
                expect(.unknownEventType, "event_type: ", event(type, named), topic)
            }
        }
        expect(.unknownEventType, "event_type: \"BOOKING_CREATED\" is no type of", event("BOOKING_CREATED", named))
        expect(.unknownEventType, "event_type: ", event("FLIGHT_UPDATED", named), .externalData)
        expect(.unknownEventType, "event_type: a text of", event("METAR_REPORT", named), .passengerEvents)
        expect(.badValue, "event_type: 7", event("X", named).replacing(#""X""#, with: "7"))
    }

    @Test func fieldsThatALegNeeds() {
        for (field, part) in [
            ("flight_number", #""flight_number":"AA1521","#), ("flight_date", #""flight_date":"2008-02-06","#),
            ("origin", #","origin":"ORD""#),
        ] {
            expect(
                .missingField, "payload.\(field) is absent",
                event("FLIGHT_UPDATED", named.replacing(part, with: "")))
        }
        let times = [
            ("destination", #""DFW""#), ("scheduled_departure", #""2008-02-06T14:30:00Z""#),
            ("scheduled_arrival", #""2008-02-06T17:10:00Z""#),
        ]
        for (absent, _) in times {
            let rest = times.filter { $0.0 != absent }.map { #","\#($0.0)":\#($0.1)"# }.joined()
            expect(.missingField, "payload.\(absent) is absent", event("FLIGHT_SCHEDULED", named + rest))
        }
    }

    @Test func valuesOfALeg() {
        for (field, values) in [
            (
                "flight_number",
                [#""1234""#, #""AA""#, #""AA12345""#, #""AA12AB""#, #""A-1""#, #""AMERICAN1""#, "1", #""""#]
            ),
            (
                "flight_date",
                [#""06/02/2008""#, #""2008-02-30""#, #""1969-12-31""#, #""2150-01-01""#, "20080206", #""""#]
            ),
            ("origin", [#""O""#, #""OR""#, #""OR1""#, #""1RD""#, #""ORDXX""#, #""O-D""#, #""ÖRD""#, "17", #""""#]),
        ] {
            for value in values {
                let old = ["flight_number": "AA1521", "flight_date": "2008-02-06", "origin": "ORD"][field] ?? ""
                let payload = named.replacing("\"\(field)\":\"\(old)\"", with: "\"\(field)\":\(value)")
                expect(.badValue, "payload.\(field): ", event("FLIGHT_UPDATED", payload))
            }
        }
        for (field, values) in [
            ("destination", [#""O""#, "17", #""""#]), ("airline", [#""A""#, #""ABCD""#, #""A-""#, "1"]),
            ("tail_number", [#""N4 XK""#, #""N""#, #""N1234567890""#, "4", #""""#]),
            ("aircraft_type", [#""Boeing 737""#, #""123456789""#, "737", #""""#]),
            ("seats", ["-1", "1001", "1.5", #""140""#, "1e99", "99999999999999999999", "true"]),
            ("status", ["1", #""\#(String(repeating: "x", count: 65))""#, #""\u0001""#]),
            ("gate", ["1", "[]", #""\#(String(repeating: "x", count: 17))""#]),
            ("terminal", ["3", #""\u001f""#]), ("old_gate", ["1"]),
            ("new_gate", [#""\#(String(repeating: "x", count: 17))""#]),
            ("terminal_change", ["1", "[]"]), ("reason", ["1", #""\#(String(repeating: "x", count: 201))""#]),
            ("reason_detail", ["1", #""\#(String(repeating: "x", count: 1001))""#, #""\u0000""#]),
            ("delay_minutes", ["-1441", "10081", #""sixty""#, "0.5", "1e300", "-9223372036854775809"]),
            ("diverted_to", [#""M""#, "1"]), ("rebooking_priority", ["-1", "101", "[]"]),
            ("repeat_number", ["0", "100", #""2""#]),
            (
                "delay_codes",
                [
                    #""75/71""#, "{}", "[1]", #"["75"]"#, "[[]]",
                    "[\((0..<60).map { _ in #"{"code":"75"}"# }.joined(separator: ","))]",
                ]
            ),
            ("scheduled_departure", [#""14:30""#, "1", #""2008-02-02T23:59:59Z""#, #""2008-02-10T00:00:00Z""#]),
            ("estimated_departure", [#""2008-01-31T23:59:59Z""#, #""2008-02-12T00:00:00Z""#]),
            ("actual_takeoff", [#""x""#]), ("actual_arrival", [#""2149-01-01T00:00:00Z""#]),
            ("new_departure", [#""15:30""#, #""2008-02-12T00:00:00Z""#]), ("new_arrival", ["1"]),
        ] {
            for value in values {
                expect(.badValue, "payload.\(field): ", event("FLIGHT_UPDATED", named + ",\"\(field)\":\(value)"))
            }
        }
        for (code, detail) in [
            (#"{"minutes":1}"#, ""), (#"{"code":"12345"}"#, "code: "), (#"{"code":""}"#, "code: "),
            (#"{"code":-1}"#, "code: "),
            (#"{"code":100}"#, "code: "), (#"{"code":"7 5"}"#, "code: "), (#"{"code":"75","minutes":-1}"#, "minutes: "),
            (#"{"code":"75","minutes":10081}"#, "minutes: "), (#"{"code":"75","minutes":"1"}"#, "minutes: "),
        ] {
            let json = event("FLIGHT_DELAY", named + #","delay_codes":[{"code":"75"},\#(code)]"#)
            if detail.isEmpty {
                expect(.missingField, "payload.delay_codes[1].code is absent", json)
            } else {
                expect(.badValue, "payload.delay_codes[1].\(detail)", json)
            }
        }
    }

    @Test func timesThatContradictEachOther() {
        for (field, payload) in [
            (
                "scheduled_arrival",
                #""scheduled_departure":"2008-02-06T14:00:00Z","scheduled_arrival":"2008-02-06T14:00:00Z""#
            ),
            (
                "scheduled_arrival",
                #""scheduled_departure":"2008-02-06T14:00:00Z","scheduled_arrival":"2008-02-06T13:00:00Z""#
            ),
            (
                "scheduled_arrival",
                #""scheduled_departure":"2008-02-06T14:00:00Z","scheduled_arrival":"2008-02-07T14:00:01Z""#
            ),
            ("actual_arrival", #""actual_departure":"2008-02-06T14:00:00Z","actual_arrival":"2008-02-06T13:59:59Z""#),
            ("actual_landing", #""actual_takeoff":"2008-02-06T14:00:00Z","actual_landing":"2008-02-06T13:59:59Z""#),
        ] {
            expect(.badValue, "payload.\(field): ", event("FLIGHT_UPDATED", named + "," + payload))
        }
        expect(
            .badValue, "timestamp: 2008-03-06T14:00:00Z; allowed: within 5 days of flight_date 2008-02-06",
            event("FLIGHT_DEPARTED", named, time: "2008-03-06T14:00:00Z"))
        #expect(decoder.outcome(event("FLIGHT_UPDATED", named, time: "2008-03-06T14:00:00Z")).kind == "updated")
    }

    @Test func datesFarFromTheEvent() {
        func update(_ date: String, at time: String = "2008-02-06T14:00:00Z") -> String {
            event("FLIGHT_UPDATED", named.replacing("2008-02-06", with: date), time: time)
        }
        for date in ["2007-01-03", "2007-12-31", "2009-03-12"] {
            #expect(decoder.outcome(update(date)).kind == "updated", "\(date)")
        }
        for date in ["1970-01-01", "2007-01-02", "2009-03-13", "2108-02-06", "2149-06-06"] {
            expect(
                .badValue,
                "payload.flight_date: \(date); allowed: from 400 days before to 400 days after the event's timestamp "
                    + "2008-02-06T14:00:00Z", update(date))
        }
        // To the millisecond: 400 days before 00:00 UTC of the date.
        #expect(decoder.outcome(update("2009-03-12", at: "2008-02-06T00:00:00Z")).kind == "updated")
        expect(.badValue, "payload.flight_date: ", update("2009-03-12", at: "2008-02-05T23:59:59.999Z"))
        func booking(_ date: String) -> String {
            event(
                "BOOKING_CREATED",
                #""booking_id":"b","passengers":[{"passenger_id":"p"}],"segments":[{\#(named)},"#
                    + "{\(named.replacing("2008-02-06", with: date))}]")
        }
        #expect(decoder.outcome(booking("2008-12-31"), .passengerEvents).kind == "created")
        expect(
            .badValue, "payload.segments[1].flight_date: 2149-06-06; allowed", booking("2149-06-06"), .passengerEvents)
        expect(
            .badValue, "payload.flight_date: ",
            event(
                "PASSENGER_CHECKED_IN",
                #""booking_id":"b","passenger_id":"p","#
                    + named.replacing("2008-02-06", with: "1999-01-01")), .passengerEvents)
    }

    @Test func aDetailQuotesLittleAndSafely() {
        let long = String(repeating: "\\\"é", count: 100)
        let json = event(
            "FLIGHT_UPDATED",
            named + #","tail_number":"\#(long.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))""#)
        expect(.badValue, #"payload.tail_number: "\\\"\xc3\xa9\\\""#, json)
        #expect(decoder.outcome(json).detail.utf8.count < 250)
    }
}
