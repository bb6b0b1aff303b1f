/// Records that nobody can use, of each kind some, and the tombstones that are no fault.
package enum BadRecords {
    /// What must come back as dead letters, byte for byte.
    package static let letters: [InputRecord] = topics.flatMap { topic in
        values.enumerated().map { number, value in
            InputRecord(
                topic: topic, partition: Int32(number % 4), key: "bad-\(topic)-\(number)", value: value, isBad: true)
        }
    }

    /// Records with a null value.
    package static let tombstones = (0..<5).map {
        InputRecord(topic: "flight.events", partition: Int32($0), key: "gone-\($0)", value: nil)
    }

    /// What passenger.events refuses is withheld, so its letters would not be comparable.
    private static let topics = ["flight.events", "external.data"]

    private static let values: [[UInt8]] = [
        Array(#"{"event_id": "b-1", "event_type": "FLIGHT_DEPA"#.utf8),
        Array(#"{"event_id": "b-2", "event_type": ""#.utf8) + [0xC3, 0x28, 0xFF] + Array(#""}"#.utf8),
        [],
        Array("[]".utf8),
        [0x00, 0x01, 0x02],
        Array(event("b-3", "FLIGHT_TELEPORTED", #""flight_number": "AA1""#).utf8),
        Array(event("b-4", "FLIGHT_DEPARTED", #""flight_number": "AA1", "flight_date": "2008-02-05""#).utf8),
        Array(
            event("b-5", "FLIGHT_CANCELLED", #""flight_number": "AA1", "flight_date": "2008-02-05", "origin": "X""#)
                .utf8),
        Array(event("b-6", "METAR_REPORT", #""station": 17"#).utf8),
        Array(event("b-7", "FLIGHT_SCHEDULED", #""flight_date": "0000-99-99""#).utf8),
    ]

    private static func event(_ id: String, _ type: String, _ payload: String) -> String {
        #"{"event_id": "\#(id)", "event_type": "\#(type)", "timestamp": "2008-02-05T12:00:00Z", "source": "test", "#
            + #""payload": {\#(payload)}}"#
    }
}
