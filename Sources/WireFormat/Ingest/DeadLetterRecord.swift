/// A dead letter as a record: its headers, and what of the original stands beside them.
public struct DeadLetterRecord: Sendable, Equatable {
    /// The original headers where they fit, then the dead letter's own.
    public let headers: [DeadLetter.Header]
    /// Whether the original key fits.
    public let hasKey: Bool
    /// Whether the original value fits and may stand here.
    public let hasValue: Bool

    /// Bytes that Kafka adds to a header: the lengths of name and value, five bytes each at most.
    /// Source: Kafka's record format, version 2.
    public static let headerFramingBytes = 10

    /// Bytes of headers in a record.
    static func bytes(of headers: [DeadLetter.Header]) -> Int {
        headers.reduce(0) { $0 + $1.name.utf8.count + ($1.value?.count ?? 0) + headerFramingBytes }
    }
}

extension DeadLetter {
    /// The record of this dead letter. What of the original does not fit beside the dead letter's own headers is left
    /// out, and a header says so: the value first, then the headers, then the key, and of what is smaller than what
    /// had to go as much as has room. The original is read again at its topic, partition and offset.
    /// - Parameters:
    ///   - keyBytes: of the original key, 0 where it is null.
    ///   - valueBytes: of the original value.
    ///   - original: the original headers.
    public func record(keyBytes: Int, valueBytes: Int, original: [Header]) -> DeadLetterRecord {
        var letter = self
        let own = headers(original: original.filter { $0.name.hasPrefix("dlq.") })
        let kept = DeadLetterRecord.bytes(of: original.filter { !$0.name.hasPrefix("dlq.") })
        // Room for the three headers that say what is left out.
        let room = DeadLetter.recordBytes - DeadLetterRecord.bytes(of: own) - 128
        typealias Choice = (key: Bool, headers: Bool, value: Bool)
        func fits(_ choice: Choice) -> Bool {
            (choice.key ? keyBytes : 0) + (choice.headers ? kept : 0) + (choice.value && !isWithheld ? valueBytes : 0)
                <= room
        }
        let choices: [Choice] = [
            (true, true, true), (true, true, false), (true, false, true), (true, false, false), (false, false, true),
        ]
        let choice = choices.first(where: fits) ?? (key: false, headers: false, value: false)
        letter.isWithheld = isWithheld || !choice.value
        var headers = letter.headers(
            original: choice.headers ? original : original.filter { $0.name.hasPrefix("dlq.") })
        func add(_ name: String) { headers.append(Header(name: name, value: Array("withheld".utf8))) }
        if !choice.headers { add("dlq.headers") }
        if !choice.key { add("dlq.key") }
        return DeadLetterRecord(headers: headers, hasKey: choice.key, hasValue: !letter.isWithheld)
    }
}
