import Glibc
import Synchronization

/// The wish that everything stop: asked once, seen from every thread, never taken back.
public final class StopRequest: Sendable {
    private let requested = Atomic(false)
    /// A pipe that nobody writes into before it is asked, so that waiting is a poll(2).
    private let pipeEnds: (read: Int32, write: Int32)
    private let callbacks = Mutex(Callbacks())

    private struct Callbacks {
        var bodies: [Int: @Sendable () -> Void] = [:]
        var given = 0
    }

    /// Names what ``onRequest(_:)`` is to call.
    public struct Token: Sendable {
        fileprivate let number: Int
    }

    /// - Throws: `CommandError` when the process has no descriptors left.
    public init() throws(CommandError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw CommandError("no pipe: \(SystemError.text(errno)); raise the limit of open files")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        pipeEnds = (ends[0], ends[1])
    }

    deinit {
        close(pipeEnds.read)
        close(pipeEnds.write)
    }

    /// Whether it was asked; cheap enough for every turn of a loop.
    public var isRequested: Bool { requested.load(ordering: .acquiring) }

    /// Asks everything to stop; asking again changes nothing.
    public func request() {
        guard !requested.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var byte: UInt8 = 1
        while write(pipeEnds.write, &byte, 1) < 0, errno == EINTR {}
        for callback in callbacks.withLock({ Array($0.bodies.values) }) { callback() }
    }

    /// Calls `body` once it is asked, at once where it was: on the asking thread, so `body` only wakes somebody.
    /// - Returns: for ``forget(_:)``; whoever lives as long as this needs none.
    @discardableResult
    public func onRequest(_ body: @escaping @Sendable () -> Void) -> Token {
        let token = callbacks.withLock {
            $0.given += 1
            $0.bodies[$0.given] = body
            return Token(number: $0.given)
        }
        if isRequested { body() }
        return token
    }

    /// Lets go of what was to be called. A call that is under way on another thread goes on.
    public func forget(_ token: Token) {
        _ = callbacks.withLock { $0.bodies.removeValue(forKey: token.number) }
    }

    /// Waits until it is asked, or for so long.
    /// - Parameter milliseconds: nil for without end.
    /// - Returns: whether it was asked.
    @discardableResult
    public func wait(milliseconds: Int32? = nil) -> Bool {
        let end = milliseconds.map { SystemClock.monotonicMs() + Int64($0) }
        while !isRequested {
            let rest = end.map { Int32(clamping: $0 - SystemClock.monotonicMs()) } ?? -1
            if end != nil, rest <= 0 { return false }
            var ready = pollfd(fd: pipeEnds.read, events: Int16(POLLIN), revents: 0)
            poll(&ready, 1, rest)
        }
        return true
    }
}
