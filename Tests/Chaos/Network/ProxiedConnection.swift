import Foundation
import Glibc
import Synchronization

/// One connection through a proxy: a thread for each direction.
final class ProxiedConnection: Sendable {
    private struct State {
        var isHeld = false
        /// It never passes anything on again.
        var isDead = false
        var delayMs = 0
        /// Threads that use the descriptors.
        var running = 0
        var isOver = false
    }

    private let client: Int32
    private let server: Int32
    private let state = Mutex(State())

    private static let chunkBytes = 64 * 1024
    /// How often a held direction looks whether it may go on. Microseconds.
    private static let lookMicroseconds: UInt32 = 2_000

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
        var isOn: Int32 = 1
        for descriptor in [client, server] {
            setsockopt(
                descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    /// Both threads have let go of it.
    var isOver: Bool { state.withLock { $0.isOver } }

    func set(_ weather: TCPProxy.Weather) {
        state.withLock { state in
            state.isHeld = weather == .held
            if weather == .dark { state.isDead = true }
            if case .slow(let delay) = weather { state.delayMs = delay } else { state.delayMs = 0 }
        }
        if weather == .refused { reset() }
    }

    func start() {
        state.withLock { $0.running = 2 }
        Thread.detachNewThread { [self] in pump(from: client, to: server) }
        Thread.detachNewThread { [self] in pump(from: server, to: client) }
    }

    /// Ends it without a word to either side but a reset.
    func reset() {
        state.withLock { state in
            guard !state.isOver else { return }
            for descriptor in [client, server] { Self.abort(descriptor) }
        }
    }

    /// Resets a connection: that of a socket which is told to forget its peer.
    static func abort(_ descriptor: Int32) {
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private func pump(from source: Int32, to sink: Int32) {
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        while true {
            let count = read(source, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0, passes(), write(chunk[..<count], to: sink) else { break }
        }
        // A dead connection says nothing, not even that its other side is gone.
        if !state.withLock({ $0.isDead }) { shutdown(sink, Int32(SHUT_WR)) }
        finish()
    }

    /// Waits until a chunk may go on; swallows it where the connection is dead.
    private func passes() -> Bool {
        while true {
            let (isHeld, delay) = state.withLock { ($0.isHeld && !$0.isDead, $0.delayMs) }
            if !isHeld {
                if delay > 0 { usleep(UInt32(delay) * 1_000) }
                return true
            }
            usleep(Self.lookMicroseconds)
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        if state.withLock({ $0.isDead }) { return true }
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func finish() {
        state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return }
            state.isOver = true
            close(client)
            close(server)
        }
    }
}
