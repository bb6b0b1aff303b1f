import Glibc

/// One terminal that says lines over the socket. One thread owns it.
struct SteeringConnection {
    let number: Int
    let descriptor: Int32
    /// Lines that were said and are not answered.
    private var unanswered = 0
    private var buffer = LineBuffer()
    /// Nothing more is read.
    private var isAtEnd = false
    /// Nothing more can be said to it.
    private(set) var isBroken = false
    /// When it last said something, in turns of the server.
    private(set) var heardAt: Int

    /// Bytes that are read at once.
    private static let chunkBytes = 1024

    init(number: Int, descriptor: Int32, at turn: Int) {
        self.number = number
        self.descriptor = descriptor
        heardAt = turn
    }

    /// Whether more may be read: what was said before is on the desk.
    var isListenedTo: Bool { !isAtEnd && !isBroken && !buffer.hasPiece }

    /// Whether it can be closed.
    var isOver: Bool { isBroken || (isAtEnd && unanswered == 0 && !buffer.hasPiece) }

    /// Reads what is there.
    mutating func read(at turn: Int) {
        heardAt = turn
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
        if count > 0 { return buffer.append(chunk[..<count]) }
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        isAtEnd = true
        if let rest = buffer.rest() { buffer.append(Array(rest.utf8.prefix(LineBuffer.bytesMax)) + [0x0A]) }
    }

    /// Puts whole lines on the desk, as many as there is room for.
    mutating func post(to desk: SteeringDesk) {
        while !isBroken, buffer.hasPiece, desk.hasRoom {
            switch buffer.next() {
            case .line(let line):
                unanswered += 1
                desk.post(SteeringDesk.Request(asker: .connection(number), line: line))
            case .tooLong:
                unanswered += 1
                answer(
                    SteeringAnswer(code: .usage, text: "a line has at most \(SteeringLine.charactersMax) characters"))
                isBroken = true
            case nil: return
            }
        }
    }

    /// Says an answer; who does not take it is not waited for.
    mutating func answer(_ answer: SteeringAnswer) {
        unanswered -= 1
        guard !isBroken else { return }
        let bytes = Array(answer.wire.utf8)
        let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
        if send(descriptor, bytes, bytes.count, flags) != bytes.count { isBroken = true }
    }
}
