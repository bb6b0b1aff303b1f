import DisruptionCore
import Testing

@testable import WireFormat

@Suite struct OutputReaderTests {
    private static let disruption = """
        {"disruption_id":"d1","version":7,"lifecycle":"UPDATED","confirmed":true,"pattern":"CASCADING_DELAY",\
        "severity":"medium","subject":{"kind":"rotation","id":"N4XKAA/x"},\
        "root":{"kind":"leg","id":"AA1/2008-02-06/ORD","cause":"weather"},"legs":[{"leg_id":"A/1/X","depth":1,\
        "predicted_delay_minutes":-60,"reactionary_minutes":10,"scheduled_departure":"2008-02-06T14:30:00Z"},\
        {"leg_id":"B/1/X"}],"metrics":{"depth":9,"kind":"none"},"confidence":0.953,\
        "detected_at":"2008-02-06T14:20:00Z","first_effect_at":null,"lead_minutes":215,\
        "event_time":"2008-02-06T15:56:00.123+01:00","explanation":"l\\u00e4te\\tand","unknown":[{"version":1}]}
        """
    private static let state = """
        {"leg_id":"AA1/2008-02-06/ORD#2","version":3,"status":"OUT","fields":{\
        "airline":{"value":"AA","source":"s","event_time":"2008-02-05T14:30:00Z"},\
        "destination":{"value":"DFW","source":"s","event_time":"2008-02-05T14:30:00Z"},\
        "tail_number":{"value":null},"gate":{"value":"B7"},\
        "scheduled_departure":{"value":"2008-02-06T14:30:00Z","source":"s","event_time":"2008-02-05T14:30:00Z"}},\
        "departure_delay_minutes":60,"arrival_delay_minutes":-2,"category":"major","predicted_delay_minutes":0,\
        "predicted_root":null,"event_time":"2008-02-06T15:56:00Z"}
        """

    private static func text(_ bytes: UnsafeRawBufferPointer?) -> String? {
        bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func aDisruptionAndItsLegs() throws {
        var reader = OutputReader()
        let minute = Instant(ms: 1_202_299_200_000)
        try Array(Self.disruption.utf8).withUnsafeBytes { bytes in
            let row = try reader.disruption(bytes)
            #expect(Self.text(row.id) == "d1" && row.version == 7 && row.isConfirmed)
            #expect(Self.text(row.subjectKind) == "rotation" && Self.text(row.subjectID) == "N4XKAA/x")
            #expect(Self.text(row.rootCause) == "weather" && Self.text(row.rootID) == "AA1/2008-02-06/ORD")
            #expect(row.confidence == 0.953 && row.leadMinutes == 215)
            #expect(row.firstEffectAt == nil && row.parentID == nil && row.category == nil)
            #expect(row.detectedAt == minute.adding(minutes: 140))
            #expect(row.eventTime == minute.adding(ms: (2 * 60 + 56) * 60_000 + 123))
            #expect(Self.text(row.explanation) == "läte\tand")
            var legs: [(String?, Int32?, Int32?)] = []
            try reader.forEachLeg { legs.append((Self.text($0.leg), $0.depth, $0.predictedDelayMinutes)) }
            #expect(legs.map(\.0) == ["A/1/X", "B/1/X"])
            #expect(legs.map(\.1) == [1, nil] && legs.map(\.2) == [-60, nil])
        }
    }

    @Test func aStateOfALeg() throws {
        let reader = OutputReader()
        try Array(Self.state.utf8).withUnsafeBytes { bytes in
            let row = try reader.flightState(bytes)
            #expect(Self.text(row.leg) == "AA1/2008-02-06/ORD#2" && row.version == 3)
            #expect(Self.text(row.flightNumber) == "AA1" && Self.text(row.origin) == "ORD")
            #expect(row.flightDate.days == 13_915)
            #expect(Self.text(row.airline) == "AA" && Self.text(row.destination) == "DFW" && row.tail == nil)
            #expect(row.scheduledDeparture != nil && row.scheduledArrival == nil)
            #expect(row.departureDelayMinutes == 60 && row.arrivalDelayMinutes == -2 && row.predictedDelayMinutes == 0)
            #expect(row.predictedRoot == nil)
        }
    }

    /// What becomes of a disruption with other text in it; nil where it is taken.
    private func refusal(_ old: String, _ new: String) -> String? {
        let body = Self.disruption.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        #expect(body.count == 2, "'\(old)' is not in it")
        var reader = OutputReader()
        return Array(body.joined(separator: new).utf8).withUnsafeBytes { bytes -> String? in
            do throws(OutputRefusal) {
                _ = try reader.disruption(bytes)
                try reader.forEachLeg { _ in }
                return nil
            } catch {
                return error.description
            }
        }
    }

    @Test(arguments: [
        (#""version":7"#, #""version":7.5"#, "version is no whole number of 64 bits"),
        (#""version":7"#, #""version":1e99"#, "version is no whole number of 64 bits"),
        (#""version":7"#, #""version":null"#, "version is missing"),
        (#""confirmed":true"#, #""confirmed":1"#, "confirmed is neither true nor false"),
        (#""lifecycle":"UPDATED","#, "", "lifecycle is missing"),
        (#""lifecycle":"UPDATED""#, #""lifecycle":["UPDATED"]"#, "lifecycle is no text"),
        (#"{"kind":"rotation","id":"N4XKAA/x"}"#, #""N4XKAA""#, "subject is no object"),
        (#""kind":"rotation","#, "", "kind is missing"),
        (#""lead_minutes":215"#, #""lead_minutes":2147483648"#, "lead_minutes is no whole number of 32 bits"),
        ("2008-02-06T15:56:00.123+01:00", "yesterday", "event_time is no RFC 3339 instant"),
        (#""depth":1"#, #""depth":"deep""#, "depth is no whole number of 32 bits"),
        (#""leg_id":"B/1/X""#, #""leg_id":null"#, "leg_id is missing"),
        (#"{"leg_id":"B/1/X"}"#, "7", "legs has an element that is no object"),
        (#""depth":9"#, #""depth":1e10001"#, "has a number that the database has no room for"),
        (#""depth":9"#, #""depth":1e-10001"#, "has a number that the database has no room for"),
        (#""confidence":0.953"#, #""confidence":1e400"#, "confidence is too large a number"),
    ]) func whatIsNoRowIsSaid(_ old: String, _ new: String, _ why: String) {
        #expect(refusal(old, new) == why)
    }

    @Test(arguments: [#""depth":\u0039"#, #""depth":"\ud800""#, #""depth":01"#, #""depth":9,}"#, #""depth":tru"#])
    func whatIsNoJSONIsSaid(_ new: String) {
        #expect(refusal(#""depth":9"#, new)?.hasPrefix("no JSON that can be read") == true)
    }

    @Test func whatIsLongIsSaid() {
        let long = String(repeating: "x", count: 1_001)
        #expect(refusal("d1", long) == "disruption_id has more than 1000 bytes")
        #expect(refusal("weather", String(repeating: "x", count: 3_000_000)) == "has more than 2097152 bytes")
    }

    @Test(arguments: ["0.9537123456789", "1", "0", "-0.0000001", "1.5e2", "12345678901234567890"])
    func aNumberIsTakenAsItStands(_ number: String) throws {
        var reader = OutputReader()
        let body = Self.disruption.split(separator: "0.953", maxSplits: 1).joined(separator: number)
        let confidence = try Array(body.utf8).withUnsafeBytes { try reader.disruption($0).confidence }
        #expect(confidence == Double(number))
    }

    @Test(arguments: ["AA1", "AA1/2008-02-30/ORD", "AA1/2008-02-06", "AA1/2008-02-06/", "/", ""])
    func aLegWithoutItsPartsIsNone(_ leg: String) {
        let bytes = Array(leg.utf8)
        bytes.withUnsafeBytes { #expect(LegName($0) == nil) }
    }
}
