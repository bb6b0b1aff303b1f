import CLibpq
import Glibc

/// Ends the waits of connections from another thread, once and for good.
///
/// Every wait of a connection that was given one is a poll(2) on the socket and on this, so it ends within a moment
/// whatever the server does.
public final class Interruption: Sendable {
    /// Readable once interrupted.
    let descriptor: Int32

    /// - Throws: where the process has no file descriptor left; retriable.
    public init() throws(PostgresError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw PostgresError(
                kind: .unavailable, message: "no event counter: " + String(cString: strerror(errno)),
                subject: "this process")
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Ends the waits that are under way and all to come.
    public func interrupt() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Whether it was called for.
    public var isInterrupted: Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }
}
