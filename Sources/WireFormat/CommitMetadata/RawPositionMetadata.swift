public import DisruptionCore

/// What the committed position of a raw partition carries: ASCII, `1;w=…;e=…;i=…;h=…;s=…;c=1`.
///
/// `w` is the watermark and `e` the event time in milliseconds since 1970, `-` where there is none yet; `i` the
/// incarnation of the source; `h` the hash of the ingest settings as 16 hex digits and `s` their text, for people; `c`
/// stands where the partition was given up cleanly: nothing was sent for what lies beyond the position.
public struct RawPositionMetadata: Sendable, Equatable {
    /// `distantPast` where the partition had no record.
    public var watermark: Instant
    public var eventTime: Instant
    public var incarnation: UInt32
    public var settingsHash: UInt64
    /// Empty where it is not known; without `;`.
    public var settings: String
    public var isClean: Bool

    public init(
        watermark: Instant, eventTime: Instant, incarnation: UInt32, settingsHash: UInt64, settings: String = "",
        isClean: Bool = false
    ) {
        self.watermark = watermark
        self.eventTime = eventTime
        self.incarnation = incarnation
        self.settingsHash = settingsHash
        self.settings = settings
        self.isClean = isClean
    }

    /// The text that is committed.
    public var text: String {
        func time(_ instant: Instant) -> String { instant == .distantPast ? "-" : String(instant.ms) }
        let hex = String(settingsHash, radix: 16)
        let padded = String(repeating: "0", count: 16 - hex.count) + hex
        return "1;w=\(time(watermark));e=\(time(eventTime));i=\(incarnation);h=\(padded)"
            + (settings.isEmpty ? "" : ";s=\(settings)") + (isClean ? ";c=1" : "")
    }

    /// Reads what `text` wrote; keys that are not known are passed over, `e`, `s` and `c` may be absent.
    /// - Returns: nil unless the text is version 1 with a watermark, an incarnation and a hash.
    public init?(_ text: String) {
        var parts = text.split(separator: ";", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "1" else { return nil }
        var watermark: Instant?
        var eventTime: Instant? = .distantPast
        var incarnation: UInt32?
        var hash: UInt64?
        var settings = ""
        var isClean = false
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
            case "s": settings = String(value)
            case "c": isClean = value == "1"
            default: continue
            }
        }
        guard let watermark, let eventTime, let incarnation, let hash else { return nil }
        self.init(
            watermark: watermark, eventTime: eventTime, incarnation: incarnation, settingsHash: hash,
            settings: settings, isClean: isClean)
    }
}
