import DisruptionCore
import KafkaClient
import WireFormat

/// `iropsd dead-letters show`: one record that was refused, with all that is known of it.
public struct DeadLettersShowCommand: Command {
    public static let syntax = CommandSyntax(
        "dead-letters show", summary: "one refused record with all that is known of it",
        details: """
            Prints the headers and the value of dead letters by their names, as `dead-letters list` prints them. A \
            value that was withheld is read from the original's topic only by redrive.
            """,
        operands: [OperandSyntax("PARTITION/OFFSET", "Names of dead letters.", repeats: true)], options: [.config],
        examples: ["dead-letters show 0/17 --config iropsd.yaml"])

    private let path: String
    private let filter: DeadLetterFilter

    public init(_ arguments: Arguments) throws(UsageError) {
        path = try arguments.value(of: "config")
        filter = try DeadLetterFilter(arguments)
    }

    public func run() throws -> ExitCode {
        let configuration = try ConfigurationFile(path: path).configuration
        let stop = try Lifecycle.start(deadlineSeconds: 2, log: Log(format: .standardError(.text), level: .error)).stop
        let console = Console.standard
        var missing = filter.names
        try filter.forEach(configuration, stop: stop) { letter in
            missing.remove(letter.name)
            console.output(Self.text(letter))
        }
        if missing.isEmpty { return .ok }
        console.error("no such dead letter: \(missing.sorted().joined(separator: ", "))\n")
        return .failed
    }

    static func text(_ letter: StoredDeadLetter) -> String {
        let headers = letter.headers
        var lines = [
            "dead letter  \(letter.name)", "refused      \(letter.timestamp.rfc3339)",
            "reason       \(shownInLine(headers.reason ?? "?"))", "detail       \(shownInLine(headers.detail ?? ""))",
            "original     \(letter.origin)", "stage        \(shownInLine(headers.stage ?? "?"))",
            "attempt      \(headers.attempt.map { "\($0)" } ?? "?")",
            "key          \(letter.key.map(shown) ?? "(none)")",
        ]
        for header in letter.original {
            lines.append("header       \(shownInLine(header.name)): \(header.value.map(shown) ?? "(null)")")
        }
        let withheld = headers.isValueWithheld ? "(withheld)" : "(none)"
        lines.append("value        \(letter.value.map(shown) ?? withheld)")
        return lines.joined(separator: "\n") + "\n\n"
    }

    private static func shown(_ bytes: [UInt8]) -> String { shownInLine(String(decoding: bytes, as: UTF8.self)) }
}
