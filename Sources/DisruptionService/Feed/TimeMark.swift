package import DisruptionCore

/// The time marks' envelope.
package struct TimeMark {
    /// An envelope without payload. The event id names the instant, so a mark that comes twice says nothing new.
    /// - Parameter source: who tells, e.g. `history`; of letters alone.
    package static func body(_ time: Instant, source: String) -> [UInt8] {
        let text = FeedText.instant(time)
        return Array(
            #"{"event_id":"mark/\#(text)","event_type":"TIME_MARK","timestamp":"\#(text)","source":"\#(source)"}"#.utf8)
    }
}
