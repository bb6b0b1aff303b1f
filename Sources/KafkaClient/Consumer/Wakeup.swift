import CLibrdkafka
import Glibc

/// One thread sleeps on it; any thread, and any librdkafka queue attached to it, wakes that thread.
///
/// It is an event counter of the kernel, so signals given while nobody waits are not lost: the next wait returns at
/// once. A queue signals when it changes from empty to not empty, and once only until it is read again. So read every
/// queue until a drain gives less than it was allowed to before waiting.
///
/// ``signal()`` may be called from any thread, ``wait(timeout:)`` from one thread at a time.
public final class Wakeup: Sendable {
    private let descriptor: Int32

    /// - Throws: when the process has no file descriptor left.
    public init() throws(KafkaError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        if descriptor < 0 {
            throw KafkaError(
                RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE, "make an event counter", reason: String(cString: strerror(errno)))
        }
    }

    deinit {
        close(descriptor)
    }

    /// Wakes the waiting thread, or lets its next wait return at once.
    public func signal() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Sleeps until signalled.
    ///
    /// - Parameter timeout: the longest sleep, rounded up to milliseconds; zero only looks.
    /// - Returns: true when signalled, false when the time passed or a signal handler interrupted.
    @discardableResult
    public func wait(timeout: Duration) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, timeout.wholeMilliseconds) > 0 else { return false }
        var count: UInt64 = 0
        return read(descriptor, &count, MemoryLayout<UInt64>.size) > 0
    }

    /// Lets a queue signal this. The queue must be detached, or destroyed, before this goes.
    func attach(to queue: OpaquePointer) {
        var one: UInt64 = 1
        rd_kafka_queue_io_event_enable(queue, descriptor, &one, MemoryLayout<UInt64>.size)
    }

    static func detach(from queue: OpaquePointer) {
        rd_kafka_queue_io_event_enable(queue, -1, nil, 0)
    }
}
