/// What a line did, or what is wrong with it.
struct SteeringAnswer: Sendable, Equatable {
    /// Of the one who asks: done, failed, or wrong.
    var code = ExitCode.ok
    /// One or more lines, without a line feed at the end.
    var text: String

    init(code: ExitCode = .ok, text: String) {
        self.code = code
        self.text = text
    }

    /// As it goes over the socket: the exit code and the number of lines, then the lines.
    var wire: String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "\(code.rawValue) \(lines.count)\n" + lines.map { "\($0)\n" }.joined()
    }

    /// Reads an answer.
    /// - Returns: nil while it is not whole.
    init?(wire: String) {
        var lines = wire.split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines.removeFirst().split(separator: " ")
        // Behind the last line feed stands an empty line.
        guard head.count == 2, let code = Int32(head[0]).flatMap(ExitCode.init), let count = Int(head[1]),
            count >= 0, lines.count > count
        else { return nil }
        self.init(code: code, text: lines.prefix(count).joined(separator: "\n"))
    }
}
