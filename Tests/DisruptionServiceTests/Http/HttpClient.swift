import Glibc

/// Sends bytes to a port of this machine and reads the answer to its end.
enum HttpClient {
    /// - Parameter hangsUp: whether nothing more will be sent, which the other side learns.
    /// - Returns: what came until the other side closed, or nothing came for 10 s.
    static func send(_ request: String, to port: UInt16, hangsUp: Bool = false) -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return "" }
        let bytes = Array(request.utf8)
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return "" }
        if hangsUp { shutdown(descriptor, Int32(SHUT_WR)) }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count <= 0 { return String(decoding: answer, as: UTF8.self) }
            answer += chunk[..<count]
        }
    }

    /// Status, head and body of one request.
    static func request(_ method: String, _ path: String, port: UInt16) -> (status: Int, head: String, body: String) {
        let answer = send("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", to: port)
        let status = answer.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        guard let end = answer.firstRange(of: "\r\n\r\n") else { return (status, answer, "") }
        return (status, String(answer[..<end.lowerBound]), String(answer[end.upperBound...]))
    }
}
