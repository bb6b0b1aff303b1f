public import DisruptionCore

/// What the committed position of a raw partition carries: ASCII, `1;w=…;e=…;i=…;h=…`.
///
/// `w` is the watermark and `e` the event time in milliseconds since 1970, `-` where there is none yet; `i` the
/// incarnation of the source; `h` the hash of the ingest settings as 16 hex digits.
public struct RawPositionMetadata: Sendable, Equatable {
    /// `distantPast` where the partition had no record.
    public var watermark: Instant
    public var eventTime: Instant
    public var incarnation: UInt32
    public var settingsHash: UInt64

    public init(watermark: Instant, eventTime: Instant, incarnation: UInt32, settingsHash: UInt64) {
        self.watermark = watermark
        self.eventTime = eventTime
        self.incarnation = incarnation
        self.settingsHash = settingsHash
    }

    /// The text that is committed.
    public var text: String {
        func time(_ instant: Instant) -> String { instant == .distantPast ? "-" : String(instant.ms) }
        let hex = String(settingsHash, radix: 16)
        let padded = String(repeating: "0", count: 16 - hex.count) + hex
        return "1;w=\(time(watermark));e=\(time(eventTime));i=\(incarnation);h=\(padded)"
    }

    /// Reads what `text` wrote; keys that are not known are passed over, `e` may be absent.
    /// - Returns: nil unless the text is version 1 with a watermark, an incarnation and a hash.
    public init?(_ text: String) {
        var parts = text.split(separator: ";", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "1" else { return nil }
        var watermark: Instant?
        var eventTime: Instant? = .distantPast
        var incarnation: UInt32?
        var hash: UInt64?
        func time(_ value: Substring) -> Instant? {
            value == "-" ? .distantPast : Int64(value).map { Instant(ms: $0) }
        }
        for part in parts {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let value = part[part.index(after: equals)...]
            switch part[..<equals] {
            case "w": watermark = time(value)
            case "e": eventTime = time(value)
            case "i": incarnation = UInt32(value)
            case "h": hash = UInt64(value, radix: 16)
            default: continue
            }
        }
        guard let watermark, let eventTime, let incarnation, let hash else { return nil }
        self.init(watermark: watermark, eventTime: eventTime, incarnation: incarnation, settingsHash: hash)
    }
}
