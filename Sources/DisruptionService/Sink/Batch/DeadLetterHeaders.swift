/// What the headers of a dead letter say; nil where one is missing or is no number.
struct DeadLetterHeaders: Sendable {
    let reason: String?
    let detail: String?
    let stage: String?
    let configID: String?
    let topic: String?
    let partition: Int32?
    let offset: Int64?
    let timestampMs: Int64?
    let attempt: Int32?
    let isValueWithheld: Bool

    /// Reads the headers.
    ///
    /// - Parameter header: the last header of a name, nil where there is none.
    init(_ header: (String) -> UnsafeRawBufferPointer?) {
        reason = Self.text(header("dlq.reason"))
        detail = Self.text(header("dlq.detail"))
        stage = Self.text(header("dlq.stage"))
        configID = Self.text(header("dlq.config_id"))
        topic = Self.text(header("dlq.topic"))
        partition = Self.number(header("dlq.partition"), in: 0...Int32.max)
        offset = Self.number(header("dlq.offset"), in: 0...Int64.max)
        timestampMs = Self.number(header("dlq.timestamp"), in: Self.timestampsMs)
        attempt = Self.number(header("dlq.attempt"), in: 0...Int32.max)
        isValueWithheld = Self.text(header("dlq.value")) == "withheld"
    }

    /// What `timestamptz` can hold with room to spare: years 1 to 9999, milliseconds since 1970.
    private static let timestampsMs: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// Text as the database can hold it: what is not UTF-8 is replaced, NUL is left out.
    private static func text(_ bytes: UnsafeRawBufferPointer?) -> String? {
        bytes.map { bytes in
            bytes.contains(0)
                ? String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
                : String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func number<N: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer?, in range: ClosedRange<N>) -> N? {
        guard let value = text(bytes).flatMap({ N($0) }), range.contains(value) else { return nil }
        return value
    }
}
