import DisruptionCore
import KafkaClient
import WireFormat

/// `iropsd dead-letters redrive`: refused records into their topics again.
public struct DeadLettersRedriveCommand: Command {
    public static let syntax = CommandSyntax(
        "dead-letters redrive", summary: "send refused records into their topics again",
        details: """
            Sends the chosen dead letters into the topics that the originals were read from, with the original key, \
            value and headers, byte for byte; dlq.attempt says how often. A value that was withheld is read again at \
            the original's topic, partition and offset. Mend what was wrong first, or they come back as dead letters: \
            what came back already is left out, unless --again. What was accepted meanwhile has no effect a second \
            time, for its event_id is known. Choose by options, or by name. Exits 1 when a record could not be sent, \
            or when it was stopped before the end.
            """,
        operands: [
            OperandSyntax(
                "PARTITION/OFFSET", "Names of dead letters; all, without any.", isOptional: true, repeats: true)
        ],
        options: [.config] + DeadLetterFilter.options + [
            OptionSyntax("rate", "N", "Records a second at the most.", defaultValue: "100"),
            OptionSyntax(switch: "again", "Those too that came back from a re-drive already."),
            OptionSyntax(switch: "dry-run", "Only tell what would be sent."),
        ],
        examples: [
            "dead-letters redrive --config iropsd.yaml --reason UNKNOWN_FLIGHT --from 2026-01-14 --dry-run",
            "dead-letters redrive 0/17 1/4 --config iropsd.yaml",
        ])

    private let path: String
    private let filter: DeadLetterFilter
    private let rate: Int
    private let sendsAgain: Bool
    private let isDryRun: Bool

    public init(_ arguments: Arguments) throws(UsageError) {
        path = try arguments.value(of: "config")
        filter = try DeadLetterFilter(arguments)
        rate = try arguments.integer("rate", in: 1...1_000_000) ?? 100
        sendsAgain = arguments.has("again")
        isDryRun = arguments.has("dry-run")
    }

    public func run() throws -> ExitCode {
        let configuration = try ConfigurationFile(path: path).configuration
        let stop = try Lifecycle.start(deadlineSeconds: 10, log: Log(format: .standardError(.text), level: .error)).stop
        let console = Console.standard
        let redrive = try Redrive(configuration)
        var (sent, left, failed) = (0, 0, 0)
        let startedMs = SystemClock.monotonicMs()
        // All are chosen before the first is sent: what comes back meanwhile is not sent again.
        var letters: [StoredDeadLetter] = []
        var returned: Set<Returned> = []
        try DeadLetterFilter().forEach(configuration, stop: stop) { letter in
            if letter.headers.attempt ?? 1 > 1 { returned.insert(Returned(letter)) }
            if filter.admits(letter) { letters.append(letter) }
        }
        if !sendsAgain {
            left = letters.count
            letters.removeAll { $0.headers.attempt ?? 1 > 1 || returned.contains(Returned($0)) }
            left -= letters.count
        }
        let wasStopped = stop.isRequested
        for letter in letters where !stop.isRequested {
            do throws(RedriveError) {
                let record = try redrive.record(of: letter)
                if isDryRun {
                    console.output("would send \(letter.name) to \(record.topic), \(record.value?.count ?? 0) bytes\n")
                } else {
                    try redrive.send(record)
                    console.output("sent \(letter.name) to \(record.topic)\n")
                }
                sent += 1
            } catch {
                failed += 1
                console.error("\(letter.name) (\(letter.origin)): \(error)\n")
            }
            let dueMs = startedMs + Int64(sent + failed) * 1000 / Int64(rate)
            let waitMs = dueMs - SystemClock.monotonicMs()
            if !isDryRun, waitMs > 0 { stop.wait(milliseconds: Int32(clamping: waitMs)) }
        }
        let isCut = wasStopped || sent + failed < letters.count
        let unsent = isDryRun ? 0 : redrive.finish(sent)
        console.error(
            "\(isDryRun ? "would send" : "sent") \(sent - unsent) of \(letters.count + left)"
                + (left > 0 ? "; \(left) came back from a re-drive already (--again sends them)" : "")
                + (failed + unsent > 0 ? "; \(failed + unsent) could not be sent" : "")
                + (isCut ? "; stopped before the end" : "") + "\n")
        return failed + unsent == 0 && !isCut ? .ok : .failed
    }

    /// By which a dead letter is known when it comes back.
    private struct Returned: Hashable {
        let topic: String?
        let key: [UInt8]?
        let value: [UInt8]?

        init(_ letter: StoredDeadLetter) {
            (topic, key, value) = (letter.headers.topic, letter.key, letter.value)
        }
    }
}
