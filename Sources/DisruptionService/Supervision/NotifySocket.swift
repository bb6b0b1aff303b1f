import Glibc

/// The socket on which systemd listens to a service: datagrams of `NAME=value` lines.
///
/// Source: sd_notify(3), "Standalone Implementations".
struct NotifySocket: Sendable {
    private let path: String

    /// - Parameter path: of `NOTIFY_SOCKET`: an absolute path, or `@` and a name of the abstract namespace.
    /// - Returns: nil where it is neither, or longer than a socket's name may be.
    init?(path: String) {
        let bytes = path.utf8.count
        guard path.hasPrefix("/") || path.hasPrefix("@"), bytes > 1, bytes < NotifySocket.nameBytes else { return nil }
        self.path = path
    }

    private static let nameBytes = MemoryLayout.size(ofValue: sockaddr_un().sun_path)

    /// Sends a message. Nobody waits for an answer: a manager that has gone hears nothing.
    /// - Returns: whether it was taken.
    @discardableResult
    func send(_ lines: [String]) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        // An abstract name has no end but its length.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count + (name[0] == 0 ? 0 : 1))
        let message = Array(lines.joined(separator: "\n").utf8)
        let sent = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), address, length)
            }
        }
        return sent == message.count
    }
}
