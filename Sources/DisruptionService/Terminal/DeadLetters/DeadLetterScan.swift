import DisruptionCore
import KafkaClient

/// A dead letter as it stands in its topic.
struct StoredDeadLetter {
    /// Where it stands in dead.letter.queue.
    var partition: Int32
    var offset: Int64
    var timestamp: Instant
    var headers: DeadLetterHeaders
    var key: [UInt8]?
    /// Nil where it is withheld, or the original had none.
    var value: [UInt8]?
    /// Those of the original record.
    var original: [RecordHeader]

    init(_ partition: Int32, _ message: borrowing ConsumedMessage) {
        self.partition = partition
        offset = message.offset
        timestamp = Instant(ms: message.timestampMilliseconds)
        let all = message.headers
        headers = DeadLetterHeaders { all[$0] }
        key = message.key.map { Array($0) }
        value = message.value.map { Array($0) }
        original = all.filter { !$0.name.hasPrefix("dlq.") }.map { RecordHeader($0.name, $0.value.map { Array($0) }) }
    }

    /// `partition/offset`, by which `show` and `redrive` know it.
    var name: String { "\(partition)/\(offset)" }

    /// Where the original stood.
    var origin: String {
        let partition = headers.partition.map { "\($0)" } ?? "?"
        let offset = headers.offset.map { "\($0)" } ?? "?"
        return "\(shownInLine(headers.topic ?? "?"))/\(partition)@\(offset)"
    }
}

/// Text of others as a line of a terminal may show it: control characters, and those that end a line, become `?`.
func shownInLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
}

/// Which dead letters are meant.
struct DeadLetterFilter: Equatable {
    var reasons: Set<String> = []
    /// Real names of topics that the originals were read from.
    var topics: Set<String> = []
    /// When they were refused.
    var from = Instant.distantPast
    var to = Instant.distantFuture
    /// `partition/offset`; empty for all.
    var names: Set<String> = []

    func admits(_ letter: StoredDeadLetter) -> Bool {
        guard letter.timestamp >= from, letter.timestamp < to else { return false }
        if !names.isEmpty, !names.contains(letter.name) { return false }
        if !reasons.isEmpty, !reasons.contains(letter.headers.reason ?? "") { return false }
        return topics.isEmpty || topics.contains(letter.headers.topic ?? "")
    }

    /// Options that choose dead letters.
    static let options = [
        OptionSyntax("reason", "NAME", "Refused for these reasons, e.g. BAD_VALUE.", isList: true),
        OptionSyntax("topic", "NAME", "Whose originals came from these topics.", isList: true),
        OptionSyntax("from", "T", "Refused at T or later; a date, or an RFC 3339 instant."),
        OptionSyntax("to", "T", "Refused before T."),
    ]

    init() {}

    init(_ arguments: Arguments) throws(UsageError) {
        reasons = Set(arguments.list("reason").map { $0.uppercased() })
        topics = Set(arguments.list("topic"))
        let instants = "a date like 2026-01-14 or an instant like 2026-01-14T06:00:00Z"
        from = try arguments.value(of: "from", allowed: instants, ReplayCommand.instant) ?? from
        to = try arguments.value(of: "to", allowed: instants, ReplayCommand.instant) ?? to
        guard from < to else { throw UsageError("--to is not later than --from") }
        for word in arguments.operands {
            let parts = word.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, Int32(parts[0]).map({ $0 >= 0 }) == true, Int64(parts[1]).map({ $0 >= 0 }) == true
            else { throw UsageError("\(word) is no PARTITION/OFFSET of a dead letter, e.g. 0/17") }
            names.insert(word)
        }
    }

    /// Calls `body` with each that is meant, up to where the topic ends now.
    func forEach(
        _ configuration: Configuration, stop: StopRequest, _ body: (StoredDeadLetter) throws -> Void
    ) throws {
        let scan = try TopicScan(configuration, "dead.letter.queue", client: "iropsd-dead-letters")
        try scan.run(from: from == .distantPast ? .beginning : .since(from), follows: false, stop: stop) {
            let letter = StoredDeadLetter($0, $1)
            if admits(letter) { try body(letter) }
        }
    }
}
