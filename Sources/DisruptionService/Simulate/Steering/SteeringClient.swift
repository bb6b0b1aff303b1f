import Glibc

/// Says one line to a running simulation, and waits for its answer.
enum SteeringClient {
    /// Seconds that a simulation may take for an answer: it looks every 50 ms, but may be waiting for its broker.
    private static let answerSeconds = 15
    /// Tries to be heard while many others are, and microseconds between two of them.
    private static let busyTries = 60
    private static let busyMicroseconds: UInt32 = 50_000
    /// Bytes of an answer: `help` has less than one KiB.
    private static let answerBytes = 64 << 10

    /// - Throws: `CommandError` where nobody listens or answers.
    static func say(_ line: String, at path: SteeringPath) throws(CommandError) -> SteeringAnswer {
        try path.prepare()
        var descriptor = SteeringSocket.connect(path.path)
        // Many ask at once: the queue of the socket is full for a moment.
        for _ in 0..<busyTries where descriptor < 0 && errno == EAGAIN {
            usleep(busyMicroseconds)
            descriptor = SteeringSocket.connect(path.path)
        }
        guard descriptor >= 0 else {
            let reason =
                errno == ENOENT || errno == ECONNREFUSED ? "no simulation listens there" : SystemError.text(errno)
            throw CommandError(
                "\(path.path): \(reason); start one with `iropsd simulate`, or name its socket with --control PATH")
        }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: answerSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let bytes = Array((line + "\n").utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw CommandError("\(path.path): \(SystemError.text(errno))")
        }
        shutdown(descriptor, Int32(SHUT_WR))
        return try answer(descriptor, path.path)
    }

    private static func answer(_ descriptor: Int32, _ path: String) throws(CommandError) -> SteeringAnswer {
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while received.count < answerBytes {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                throw CommandError("\(path): no answer within \(answerSeconds) s; is the simulation still there?")
            }
            guard count > 0 else { break }
            received += chunk[..<count]
            if let answer = SteeringAnswer(wire: String(decoding: received, as: UTF8.self)) { return answer }
        }
        throw CommandError("\(path): the simulation went without an answer")
    }
}
