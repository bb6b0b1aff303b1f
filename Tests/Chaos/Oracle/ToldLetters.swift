import Harness

/// What an installation wrote to dead.letter.queue, beside the records that it is about.
struct ToldLetters {
    /// How often each record came back.
    private(set) var counts: [InputPlace: Int] = [:]
    /// Letters whose key or value is not that of the original.
    private(set) var altered: [InputPlace] = []

    /// Bytes of a value from which it may be left out because it does not fit.
    private static let fittingBytes = 2 * 1024 * 1024 - 64 * 1024

    /// - Parameter inputs: for the originals.
    init(_ letters: [TopicRecord], inputs: InputLog, installation: Installation) throws {
        var originals: [InputPlace: TopicRecord] = [:]
        for (topic, records) in inputs.records {
            for record in records {
                originals[InputPlace(topic: topic, partition: record.partition, offset: record.offset)] = record
            }
        }
        let names = Dictionary(
            uniqueKeysWithValues: InputRecord.topics.map { (installation.topic($0.name), $0.name) })
        for letter in letters {
            guard let topic = letter.header("dlq.topic").flatMap({ names[$0] }),
                let partition = letter.header("dlq.partition").flatMap({ Int32($0) }),
                let offset = letter.header("dlq.offset").flatMap({ Int64($0) })
            else { throw HarnessError("a dead letter without a place at \(letter.partition)@\(letter.offset)") }
            let place = InputPlace(topic: topic, partition: partition, offset: offset)
            counts[place, default: 0] += 1
            guard let original = originals[place], Self.isEqual(letter, original, topic: topic) else {
                altered.append(place)
                continue
            }
        }
    }

    /// Whether key and value are those of the original; a value may be withheld where the contract says so.
    private static func isEqual(_ letter: TopicRecord, _ original: TopicRecord, topic: String) -> Bool {
        // Behind ingest the record is not there any more: its place stands in the headers.
        let isBehindIngest = ["LATE", "UNKNOWN_FLIGHT"].contains(letter.header("dlq.reason"))
        guard letter.key == (isBehindIngest ? nil : original.key) else { return false }
        guard letter.header("dlq.value") == "withheld" else { return letter.value == original.value }
        let mayBeWithheld =
            topic == "passenger.events" || isBehindIngest || (original.value?.count ?? 0) > fittingBytes
        return mayBeWithheld && letter.value == nil
    }
}
