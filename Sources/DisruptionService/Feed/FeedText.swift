package import DisruptionCore
import WireFormat

/// Figures of a feed for people.
package enum FeedText {
    /// RFC 3339.
    static func instant(_ instant: Instant) -> String {
        var writer = ByteWriter(capacity: 64)
        writer.put(instant: instant)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// `2008-02-06 14:35Z`.
    package static func minute(_ instant: Instant) -> String {
        let text = FeedText.instant(instant)
        return String(text.prefix(16)).split(separator: "T").joined(separator: " ") + "Z"
    }

    /// `1,778,756`.
    package static func count(_ value: Int) -> String {
        var text = ""
        for (at, digit) in String(abs(value)).reversed().enumerated() {
            if at > 0, at % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    /// `0:07`, `12:05`, `3:00:00`.
    static func duration(seconds: Int64) -> String {
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
    }
}
