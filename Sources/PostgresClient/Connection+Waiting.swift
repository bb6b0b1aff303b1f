import CLibpq
import Glibc

/// How a connection waits: never inside libpq, always in a poll(2) that an interruption and a limit end.
extension Connection {
    /// Sends what libpq holds and waits for the next result.
    ///
    /// - Returns: nil where there is no further result.
    /// - Throws: `connectionLost` where the server is gone or does not answer in time, `interrupted`.
    func nextResult() throws(PostgresError) -> OpaquePointer? {
        let deadlineMs = nowMs() + answerMs
        while true {
            let left = PQflush(handle)
            // A failure to send is told after what the server said before it went.
            if left <= 0, PQisBusy(handle) == 0 { return PQgetResult(handle) }
            try wait(forRoom: left > 0, until: deadlineMs)
        }
    }

    /// Sends what libpq holds.
    func flush() throws(PostgresError) {
        var deadlineMs = nowMs() + answerMs
        var held = PQflush(handle)
        while held > 0 {
            try wait(forRoom: true, until: deadlineMs)
            held = PQflush(handle)
            deadlineMs = nowMs() + answerMs
        }
        if held < 0 { throw failure(nil) }
    }

    /// Waits for bytes, or for room to send some, and takes the bytes in.
    private func wait(forRoom: Bool, until deadlineMs: Int64) throws(PostgresError) {
        let events = Int16(forRoom ? POLLIN | POLLOUT : POLLIN)
        var watched = [
            pollfd(fd: PQsocket(handle), events: events, revents: 0),
            // A negative descriptor is passed over.
            pollfd(fd: interruption?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        // A connection that libpq has closed; poll(2) would pass over it.
        guard watched[0].fd >= 0 else { throw failure(nil) }
        let restMs = Int32(clamping: max(0, deadlineMs - nowMs()))
        let count = poll(&watched, 2, restMs)
        if watched[1].revents != 0 {
            giveUp()
            throw .interrupted(target.description)
        }
        guard count != 0 else {
            giveUp()
            throw PostgresError(
                kind: .connectionLost, message: "no answer within \(answerMs / 1000) s", subject: target.description)
        }
        guard count > 0, watched[0].revents != Int16(POLLOUT) else { return }
        if PQconsumeInput(handle) == 0 { throw failure(nil) }
    }

    /// Ends the connection where it stands: nothing can be made of an answer that comes later.
    private func giveUp() {
        shutdown(PQsocket(handle), Int32(SHUT_RDWR))
        // Lets libpq see it, so that it does not wait when the connection is freed.
        while PQconsumeInput(handle) != 0, PQstatus(handle) == CONNECTION_OK {}
    }

    private func nowMs() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension PostgresError {
    /// The wait was ended from outside.
    static func interrupted(_ subject: String) -> PostgresError {
        PostgresError(kind: .interrupted, message: "the wait was ended", subject: subject)
    }
}
