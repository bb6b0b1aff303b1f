import Glibc

/// The lines of a process's standard input: of a terminal, a pipe or a file. One thread owns it.
///
/// A process in the background of a terminal must not read from it: it would be stopped (SIGTTIN). So it is looked at
/// again and again who is in the foreground.
struct SteeringInput {
    private let descriptor: Int32
    private let isTerminal: Bool
    private var buffer = LineBuffer()
    private(set) var isAtEnd = false

    private static let chunkBytes = 1024

    init(_ descriptor: Int32 = STDIN_FILENO) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        // Between the look and the reading the process may be put into the background; reading then fails instead.
        if isTerminal { signal(SIGTTIN, SIG_IGN) }
    }

    /// The descriptor to wait for; nil while nothing may be read.
    func waitsFor(_ desk: SteeringDesk) -> Int32? {
        guard !isAtEnd, !buffer.hasPiece, desk.hasRoom, !isInBackground else { return nil }
        return descriptor
    }

    /// Whether to look again soon although nothing is waited for.
    var isInBackground: Bool {
        guard isTerminal, !isAtEnd else { return false }
        let foreground = tcgetpgrp(descriptor)
        return foreground >= 0 && foreground != getpgrp()
    }

    /// Reads what is there, without waiting where something is.
    mutating func read() {
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        let count = Glibc.read(descriptor, &chunk, chunk.count)
        if count > 0 { return buffer.append(chunk[..<count]) }
        if count < 0, errno == EAGAIN || errno == EINTR || (errno == EIO && isInBackground) { return }
        // The end of the lines is no stop: who starts it with a pipe may go.
        isAtEnd = true
        if let rest = buffer.rest() { buffer.append(Array(rest.utf8.prefix(LineBuffer.bytesMax)) + [0x0A]) }
    }

    /// Puts whole lines on the desk; one that is too long is refused there.
    mutating func post(to desk: SteeringDesk) {
        while buffer.hasPiece, desk.hasRoom {
            switch buffer.next() {
            case .line(let line):
                if !line.allSatisfy(\.isWhitespace) { desk.post(SteeringDesk.Request(asker: .terminal, line: line)) }
            case nil: return
            case .tooLong:
                desk.post(
                    SteeringDesk.Request(
                        asker: .terminal, line: String(repeating: "?", count: SteeringLine.charactersMax + 1)))
            }
        }
    }
}
