import Glibc

/// One GET to a server on this machine.
package enum HTTPProbe {
    package struct Answer: Sendable {
        package let status: Int
        package let body: String
    }

    private static let timeoutSeconds = 2

    /// The answer, or nil where nobody answers in time.
    package static func get(_ path: String, port: UInt16) -> Answer? {
        let socket = LoopbackSocket.open()
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        guard LoopbackSocket.withAddress(port: port, { connect(socket, $0, $1) }) == 0 else { return nil }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n".utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return parse(bytes)
    }

    /// Status and body of a whole response.
    package static func parse(_ bytes: [UInt8]) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self)
        let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        guard let gap = text.firstRange(of: "\r\n\r\n") else { return nil }
        return Answer(status: status, body: String(text[gap.upperBound...]))
    }
}
