/// Records that nobody can use, without end and each another: torn, of wrong types, nested, huge, or well-formed lies.
package struct HostileRecords {
    private var numbers: SeededNumbers
    private var count = 0
    /// The largest value, bytes: what a topic of the declared size takes with its framing.
    private let bytesMax: Int

    /// Levels of an absurd nesting.
    private static let levels = 2_000

    package init(seed: UInt64, bytesMax: Int = 200 * 1024) {
        numbers = SeededNumbers(seed: seed ^ 0xBAD)
        self.bytesMax = bytesMax
    }

    /// The next one, for any input topic.
    package mutating func next(at minute: Int) -> InputRecord {
        count += 1
        let topic = InputRecord.topics[Int.random(in: 0..<InputRecord.topics.count, using: &numbers)]
        return InputRecord(
            topic: topic.name, partition: Int32.random(in: 0..<topic.partitions, using: &numbers), key: "bad-\(count)",
            value: value(at: minute), minute: minute, isBad: true)
    }

    private mutating func value(at minute: Int) -> [UInt8] {
        let good = event(#""FLIGHT_DEPARTED""#, at: minute)
        switch Int.random(in: 0..<14, using: &numbers) {
        case 0: return Array(good.utf8.prefix(Int.random(in: 1..<good.utf8.count, using: &numbers)))
        case 1:
            return (0..<Int.random(in: 1...400, using: &numbers)).map { _ in UInt8.random(in: 0...31, using: &numbers) }
        case 2: return []
        case 3:
            return Array(
                ["null", "[]", "17", "\"text\"", "{}", "{{}}", "nan"][Int.random(in: 0..<7, using: &numbers)].utf8)
        case 4: return Array(String(repeating: #"{"a":["#, count: Self.levels).utf8)
        case 5: return Array(event(#""FLIGHT_TELEPORTED""#, at: minute).utf8)
        case 6: return Array(event("17", at: minute).utf8)
        case 7: return Array(event("null", at: minute).utf8)
        case 8: return Array(event(#""FLIGHT_CANCELLED""#, at: minute, origin: "17").utf8)
        case 9: return Array(event(#""FLIGHT_CANCELLED""#, at: minute, origin: #""Nowhere at all""#).utf8)
        case 10: return Array(event(#""FLIGHT_CANCELLED""#, time: #""yesterday""#).utf8)
        case 11: return Array(event(#""FLIGHT_CANCELLED""#, time: "1e400").utf8)
        case 12: return Array(good.utf8.dropLast()) + [0xC3, 0x28, 0xFF, 0x00, 0x7D]
        default: return Array((good.dropLast(2) + String(repeating: " ", count: padding()) + "]]").utf8)
        }
    }

    private mutating func padding() -> Int {
        Int.random(in: 0...(numbers.happens(percent: 5) ? bytesMax : 900), using: &numbers)
    }

    private func event(_ type: String, at minute: Int, origin: String = #""ORD""#) -> String {
        event(type, time: "\"\(InputRecord.time(minute))\"", origin: origin)
    }

    /// One that could only be meant for flight.events, and even there lacks what its type needs or says it wrongly.
    private func event(_ type: String, time: String, origin: String = #""ORD""#) -> String {
        #"{"event_id": "bad-\#(count)", "event_type": \#(type), "timestamp": \#(time), "source": "test", "#
            + #""payload": {"flight_number": "AA1", "origin": \#(origin)}}"#
    }
}
