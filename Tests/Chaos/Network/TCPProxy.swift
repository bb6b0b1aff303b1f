import Foundation
import Glibc
package import Harness
import Synchronization

/// A stretch of network that can fail: it stands on a port of the loopback interface and passes on to a server.
package final class TCPProxy: Sendable {
    /// What it does with what comes.
    package enum Weather: Sendable, Equatable {
        case open
        /// Nothing gets through and nothing is lost: what was sent arrives when it is over, as a network does that lost
        /// every packet for a while.
        case held
        /// Connections are dead and nobody is told: whatever is sent is swallowed, then and later.
        case dark
        /// Connections are reset and no new ones are taken.
        case refused
        /// Everything comes so much later. Milliseconds.
        case slow(Int)
    }

    /// Where it passes on to.
    package enum Target: Sendable {
        case port(UInt16)
        /// A Unix socket.
        case socket(String)
    }

    /// What it listens on.
    package let port: UInt16
    private let state: Mutex<State>

    private struct State {
        var target: Target?
        var weather = Weather.open
        var listener: Int32
        var connections: [ProxiedConnection] = []
    }

    /// Starts to listen.
    /// - Parameter target: nil where it is not known yet; until then nobody is let in.
    package init(to target: Target? = nil) throws(HarnessError) {
        port = try FreePorts.first()
        state = Mutex(State(target: target, listener: try Self.listen(on: port)))
        let listener = state.withLock { $0.listener }
        Thread.detachNewThread { [weak self] in Self.accept(listener) { self } }
    }

    deinit {
        state.withLock { state in
            shutdown(state.listener, Int32(SHUT_RDWR))
            for connection in state.connections { connection.reset() }
        }
    }

    package func pass(to target: Target) { state.withLock { $0.target = target } }

    /// Changes the weather for connections that are there and for those to come.
    package func set(_ weather: Weather) throws(HarnessError) {
        let wasRefused = state.withLock { state in
            let before = state.weather
            state.weather = weather
            state.connections.removeAll(where: \.isOver)
            for connection in state.connections { connection.set(weather) }
            if weather == .refused { shutdown(state.listener, Int32(SHUT_RDWR)) }
            return before == .refused && weather != .refused
        }
        guard wasRefused else { return }
        let listener = try Self.listen(on: port)
        state.withLock { $0.listener = listener }
        Thread.detachNewThread { [weak self] in Self.accept(listener) { self } }
    }

    /// Connections that are there.
    package var connectionCount: Int { state.withLock { state in state.connections.filter { !$0.isOver }.count } }

    private static func listen(on port: UInt16) throws(HarnessError) -> Int32 {
        let socket = LoopbackSocket.open()
        var isOn: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        guard LoopbackSocket.withAddress(port: port, { bind(socket, $0, $1) }) == 0, Glibc.listen(socket, 128) == 0
        else {
            close(socket)
            throw HarnessError("cannot listen on port \(port): \(String(cString: strerror(errno)))")
        }
        return socket
    }

    /// Takes connections until the listener is shut down.
    private static func accept(_ listener: Int32, _ proxy: () -> TCPProxy?) {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if client < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                close(listener)
                return
            }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            guard let proxy = proxy() else {
                close(client)
                continue
            }
            proxy.take(client)
        }
    }

    private func take(_ client: Int32) {
        let (target, weather) = state.withLock { ($0.target, $0.weather) }
        guard let server = target.flatMap(Self.connect) else {
            ProxiedConnection.abort(client)
            close(client)
            return
        }
        let connection = ProxiedConnection(client: client, server: server)
        connection.set(weather)
        state.withLock { $0.connections.append(connection) }
        connection.start()
    }

    private static func connect(to target: Target) -> Int32? {
        let descriptor: Int32
        let code: Int32
        switch target {
        case .port(let port):
            descriptor = LoopbackSocket.open()
            code = LoopbackSocket.withAddress(port: port) { Glibc.connect(descriptor, $0, $1) }
        case .socket(let path):
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            code = LoopbackSocket.withUnixAddress(path) { Glibc.connect(descriptor, $0, $1) }
        }
        guard code == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
