import Glibc

/// Asks a running service over HTTP, for commands. Answers are those of a service of ours: no redirects, no chunks.
struct ServiceProbe {
    let address: ListenAddress
    /// What the service wants of who asks; nil for nothing.
    var token: Secret?

    struct Answer: Equatable {
        var status: Int
        var body: String
    }

    /// Bytes of an answer at the most: what /metrics says of a busy process several times over.
    private static let bytesMax = 8 * 1024 * 1024
    /// Seconds for each reading and writing.
    private static let seconds = 5

    /// - Throws: `CommandError` where nobody answers.
    func get(_ path: String) throws(CommandError) -> Answer {
        let descriptor = try connect()
        defer { close(descriptor) }
        let authorization = token.map { "Authorization: Bearer \($0.reveal())\r\n" } ?? ""
        var request = "GET \(path) HTTP/1.0\r\nHost: \(address)\r\n\(authorization)Connection: close\r\n\r\n"
        let isSent = request.withUTF8 {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) == $0.count
        }
        guard isSent else { throw silent("cannot be asked: \(SystemError.text(errno))") }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count < ServiceProbe.bytesMax {
            let count = recv(descriptor, &part, part.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw silent("does not answer: \(SystemError.text(errno))") }
            if count == 0 { break }
            bytes += part[..<count]
        }
        guard let answer = ServiceProbe.answer(bytes) else { throw silent("answers with something that is no HTTP") }
        return answer
    }

    /// Head and body of what was read; nil where it is no answer.
    static func answer(_ bytes: [UInt8]) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("HTTP/1."), let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        return Answer(status: status, body: String(text[end.upperBound...]))
    }

    private func silent(_ why: String) -> CommandError {
        CommandError(
            "iropsd at \(address) \(why). Does it run? `http.listen` of the configuration says where it is asked")
    }

    private func connect() throws(CommandError) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, String(address.port), &hints, &found) == 0, let list = found else {
            throw silent("has no address")
        }
        defer { freeaddrinfo(list) }
        var next: UnsafeMutablePointer<addrinfo>? = list
        var reason = ECONNREFUSED
        while let info = next?.pointee {
            next = info.ai_next
            let descriptor = socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), info.ai_protocol)
            if descriptor < 0 { continue }
            var limit = timeval(tv_sec: ServiceProbe.seconds, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
            }
            if Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen) == 0 { return descriptor }
            reason = errno
            close(descriptor)
        }
        throw silent("cannot be reached: \(SystemError.text(reason))")
    }
}

extension ServiceProbe {
    /// Asks the daemon of a configuration.
    /// - Parameter path: of the configuration, for the error.
    /// - Throws: `CommandError` where it serves no HTTP.
    init(_ configuration: Configuration, path: String) throws(CommandError) {
        guard let address = configuration.http.listen else {
            throw CommandError("\(path) has no http.listen, so its daemon cannot be asked", exitCode: .usage)
        }
        self.init(address: address, token: configuration.http.token)
    }
}
