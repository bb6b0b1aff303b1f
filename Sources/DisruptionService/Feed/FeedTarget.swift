public import WireFormat

/// Where events are told to.
public protocol FeedTarget: AnyObject {
    /// Partitions that time marks go to: all of all inputs; 0 where marks mean nothing.
    var markedPartitions: Int { get }

    /// Hands over an event; its bytes are copied.
    /// - Returns: false when there is no room: nothing was taken, wait and try again.
    /// - Throws: when it can never be taken, or nothing can any more.
    func send(to topic: InputTopic, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) throws -> Bool

    /// Hands over a time mark for one of the marked partitions.
    func sendMark(_ index: Int, value: UnsafeRawBufferPointer) throws -> Bool

    /// Lets deliveries go on, waiting at most so long.
    /// - Throws: when a record is lost for good.
    func wait(milliseconds: Int64) throws

    /// Waits until all is delivered.
    /// - Returns: records that are not; 0 when all are.
    func finish(within limit: Duration) -> Int

    /// Why nothing is delivered at present; nil while all goes well.
    var trouble: String? { get }
}
