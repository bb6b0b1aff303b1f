import DisruptionCore
import Testing
import WireFormat

@Suite final class FlightEventTests {
    var decoder = EventDecoder()

    func fields(_ type: String, _ payload: String, time: String = "2008-02-06T14:00:00Z") -> [String: String] {
        let outcome = decoder.outcome(event(type, named + payload, time: time))
        #expect(outcome.kind != "rejected", "\(outcome)")
        return outcome.fields.filter { !["source", "eventID", "airline"].contains($0.key) }
    }

    @Test func scheduled() {
        let outcome = decoder.outcome(
            event(
                "FLIGHT_SCHEDULED",
                named + #"""
                    ,"airline":"aa","destination":"dfw","tail_number":"n4xkaa","aircraft_type":"MD83","seats":140,
                    "gate":"K5","terminal":"3","status":"planned","scheduled_departure":"2008-02-06T14:30:00Z",
                    "scheduled_arrival":"2008-02-06T11:10:00-06:00","reason":"none","reason_detail":"é \u00e9\n\"q\"",
                    "rebooking_priority":"normal","estimated_departure":"2008-02-06T14:31:00.5Z",
                    "estimated_arrival":"2008-02-06T17:11:00Z"
                    """#, more: #","correlation_id":"c-1","schema_version":1"#))
        #expect(outcome.kind == "scheduled")
        #expect(outcome.subject == "AA1521/2008-02-06/ORD")
        #expect(
            outcome.fields == [
                "airline": "AA", "destination": "DFW", "tail": "N4XKAA", "aircraftType": "MD83", "seats": "140",
                "gate": "K5", "terminal": "3", "status": "planned", "scheduledDeparture": "2008-02-06T14:30:00Z",
                "scheduledArrival": "2008-02-06T17:10:00Z", "reason": "none", "reasonDetail": "é é\n\"q\"",
                "rebookingPriority": "50", "estimatedDeparture": "2008-02-06T14:31:00.500Z",
                "estimatedArrival": "2008-02-06T17:11:00Z", "source": "test", "eventID": "e-1",
                "correlationID": "c-1",
            ])
    }

    @Test func everyOtherTypeSaysWhatItMeans() {
        #expect(fields("FLIGHT_UPDATED", #","status":"cancelled""#) == ["status": "cancelled", "cancelled": "1"])
        #expect(fields("FLIGHT_UPDATED", #","status":"delayed""#) == ["status": "delayed"])
        #expect(fields("FLIGHT_UPDATED", #","diverted_to":"""#) == ["divertedTo": ""])
        #expect(
            fields(
                "FLIGHT_DELAY",
                #"""
                ,"delay_minutes":60,"new_departure":"2008-02-06T15:30:00Z","new_arrival":"2008-02-06T18:10:00Z",
                "estimated_departure":"2008-02-06T15:00:00Z",
                "delay_codes":[{"code":"75","minutes":40},{"code":"31c"},{"code":9,"minutes":1.0,"note":"x"}]
                """#) == [
                    "delayMinutes": "60", "estimatedDeparture": "2008-02-06T15:30:00Z",
                    "estimatedArrival": "2008-02-06T18:10:00Z", "delayCodes": "75/40,31C/0,09/1",
                ])
        #expect(fields("FLIGHT_CANCELLED", #","reason":"weather""#) == ["cancelled": "1", "reason": "weather"])
        #expect(fields("FLIGHT_REINSTATED", "") == ["cancelled": "0"])
        #expect(fields("GATE_CHANGE", "") == [:])
        #expect(fields("GATE_CHANGE", #","old_gate":"""#) == [:])
        #expect(fields("GATE_CHANGE", #","old_gate":"K5""#) == ["formerGate": "K5"])
        #expect(
            fields("GATE_CHANGE", #","old_gate":"K5","new_gate":"L8","gate":"K9""#)
                == ["formerGate": "K5", "gate": "L8"])
        #expect(
            fields("GATE_CHANGE", #","gate":"L8","terminal":"2","terminal_change":true"#)
                == ["gate": "L8", "terminal": "2"])
        #expect(
            fields("GATE_CHANGE", #","new_gate":"L8","terminal_change":"T5""#) == ["gate": "L8", "terminal": "T5"])
        #expect(
            fields("AIRCRAFT_CHANGE", #","tail_number":"D-AIZZ","seats":1000"#)
                == ["tail": "D-AIZZ", "seats": "1000"])
        #expect(fields("FLIGHT_DIVERTED", #","diverted_to":"KMKE""#) == ["divertedTo": "KMKE"])
        #expect(fields("FLIGHT_DIVERTED", "") == ["divertedTo": "somewhere"])
        #expect(fields("FLIGHT_DIVERTED", #","diverted_to":"""#) == ["divertedTo": "somewhere"])
    }

    @Test func whatHappenedHappenedAtTheStatedTimeOrWhenItWasPublished() {
        let published = "2008-02-06T14:00:00Z"
        let stated = "2008-02-06T13:58:00Z"
        for (type, name, field) in [
            ("FLIGHT_DEPARTED", "actual_departure", "actualDeparture"),
            ("FLIGHT_AIRBORNE", "actual_takeoff", "actualTakeoff"),
            ("FLIGHT_LANDED", "actual_landing", "actualLanding"),
            ("FLIGHT_ARRIVED", "actual_arrival", "actualArrival"),
            ("FLIGHT_RETURNED", "actual_arrival", "returnedAt"),
        ] {
            #expect(fields(type, "") == [field: published])
            #expect(fields(type, #","\#(name)":"\#(stated)""#) == [field: stated])
        }
    }

    @Test func theAirlineIsThatOfTheDesignatorUnlessSaid() {
        for (number, more, airline) in [
            ("AA1521", "", "AA"), ("U21234A", "", "U2"), ("RYR7342", "", "RYR"), ("aa1", #","airline":"mq""#, "MQ"),
        ] {
            let json = event(
                "FLIGHT_UPDATED", #""flight_number":"\#(number)","flight_date":"2008-02-06","origin":"ORD"\#(more)"#)
            #expect(decoder.outcome(json).fields["airline"] == airline)
        }
    }

    @Test func aLaterAttemptIsAnotherLeg() {
        let outcome = decoder.outcome(event("FLIGHT_UPDATED", named + #","repeat_number":2"#))
        #expect(outcome.subject == "AA1521/2008-02-06/ORD#2")
        #expect(decoder.outcome(event("FLIGHT_UPDATED", named + #","repeat_number":1"#)).subject.hasSuffix("/ORD"))
    }

    @Test func emptyTextsAndNullsSayNothing() {
        #expect(fields("FLIGHT_UPDATED", #","gate":"","terminal":null,"seats":null,"status":"""#) == [:])
        #expect(fields("FLIGHT_UPDATED", #","delay_codes":[]"#) == [:])
    }

    @Test func aLongReasonIsCutBetweenCharacters() {
        let long = String(repeating: "é", count: 150)
        let cut = fields("FLIGHT_UPDATED", #","reason_detail":"\#(long)""#)["reasonDetail"]
        #expect(cut == String(repeating: "é", count: 100))
        let odd = fields("FLIGHT_UPDATED", #","reason_detail":"x\#(long)""#)["reasonDetail"]
        #expect(odd == "x" + String(repeating: "é", count: 99))
    }

    @Test func boundariesAreInside() {
        for minutes in ["-1440", "10080", "0", "45.0", "4.5e1", "-0"] {
            #expect(fields("FLIGHT_DELAY", #","delay_minutes":\#(minutes)"#).keys.sorted() == ["delayMinutes"])
        }
        for payload in [
            #","scheduled_departure":"2008-02-03T00:00:00Z""#, #","scheduled_departure":"2008-02-09T23:59:59.999Z""#,
            #","actual_departure":"2008-02-01T00:00:00Z""#, #","actual_departure":"2008-02-11T23:59:59.999Z""#,
            #","new_departure":"2008-02-11T23:59:59Z""#,
            #","scheduled_departure":"2008-02-06T14:00:00Z","scheduled_arrival":"2008-02-07T14:00:00Z""#,
            #","actual_departure":"2008-02-06T14:00:00Z","actual_arrival":"2008-02-06T14:00:00Z""#,
            #","tail_number":"AB""#, #","tail_number":"N123456789""#, #","seats":0"#, #","rebooking_priority":100"#,
            #","gate":"\#(String(repeating: "é", count: 16))""#,
            #","reason":"\#(String(repeating: "x", count: 200))""#,
            #","aircraft_type":"737-800X""#, #","destination":"K1A2""#,
        ] {
            let outcome = decoder.outcome(event("FLIGHT_UPDATED", named + payload))
            #expect(outcome.kind == "updated", "\(payload): \(outcome)")
        }
    }

    @Test func theBodySurvivesTheLog() {
        let json = Array(
            event(
                "FLIGHT_DELAY",
                named
                    + #","new_departure":"2008-02-06T15:30:00Z","gate":"\u004b5","delay_codes":[{"code":"93"}]"#
                    + #","old_gate":"J1""#
            ).utf8)
        json.withUnsafeBytes { bytes in
            guard case .flight(let fact) = decoder.decode(bytes, from: .flightEvents) else {
                Issue.record("not accepted")
                return
            }
            var writer = ByteWriter()
            fact.pointee.encodeBody(into: &writer)
            var reader = ByteReader(writer.bytes)
            let back = FlightFact(leg: fact.pointee.leg, eventTime: fact.pointee.eventTime, reading: &reader)
            #expect(back?[.estimatedDeparture] == 1_202_311_800_000)
            #expect(back?[.gate].map { String(decoding: $0, as: UTF8.self) } == "K5")
            #expect(back?[.delayCodes].map { String(decoding: $0, as: UTF8.self) } == "93/0")
            #expect(back.map { String(decoding: $0.formerGate, as: UTF8.self) } == "J1")
            #expect(back?.present == fact.pointee.present && reader.isAtEnd)
            #expect(back?.eventHash == Array("e-1".utf8).withUnsafeBytes { Hash64.of($0) })
        }
    }
}
