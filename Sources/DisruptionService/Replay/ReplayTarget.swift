package import DisruptionCore
public import KafkaClient

/// Where a replay goes.
public protocol ReplayTarget: AnyObject {
    /// Partitions that time marks go to: all of all inputs.
    var markedPartitions: Int { get }

    /// Hands over an event; its bytes are copied.
    /// - Returns: false when there is no room: nothing was taken, wait and try again.
    /// - Throws: when it can never be taken, or nothing can any more.
    func send(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) throws(KafkaError) -> Bool

    /// Hands over a time mark for one of the marked partitions.
    func sendMark(_ index: Int, value: UnsafeRawBufferPointer) throws(KafkaError) -> Bool

    /// Lets deliveries go on, waiting at most so long.
    /// - Throws: when a record is lost for good.
    func wait(milliseconds: Int64) throws(KafkaError)

    /// Waits until all is delivered.
    /// - Returns: records that are not; 0 when all are.
    func finish(within limit: Duration) -> Int

    /// Why nothing is delivered at present; nil while all goes well.
    var trouble: String? { get }
}

/// The time marks' envelope.
package struct TimeMark {
    /// An envelope without payload. The event id names the instant, so a mark that comes twice says nothing new.
    package static func body(_ time: Instant) -> [UInt8] {
        let text = ReplayText.instant(time)
        return Array(
            #"{"event_id":"mark/\#(text)","event_type":"TIME_MARK","timestamp":"\#(text)","source":"history"}"#.utf8)
    }
}
