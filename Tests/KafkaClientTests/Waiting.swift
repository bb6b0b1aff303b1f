import Glibc
import KafkaClient
import Testing

/// Repeats `step` until it returns true, and fails the test when the time is over first.
func eventually(
    within limit: Duration = .seconds(30), sourceLocation: SourceLocation = #_sourceLocation, _ step: () throws -> Bool
) rethrows {
    let end = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < end {
        if try step() { return }
        usleep(200)
    }
    Issue.record("it did not happen within \(limit)", sourceLocation: sourceLocation)
}

extension Producer {
    /// Sends one text and waits for its acknowledgement.
    func send(
        _ text: String?, key: String? = nil, to topic: String, partition: Int32? = nil, headers: [RecordHeader] = [],
        timestamp: Int64? = nil
    ) throws {
        let before = delivered()
        let result = try produce(
            topic: topic, partition: partition, key: key.map { [UInt8]($0.utf8) }, value: text.map { [UInt8]($0.utf8) },
            timestamp: timestamp, headers: headers)
        #expect(result == .queued)
        #expect(try waitUntilDelivered(before + 1, within: .seconds(20)))
    }
}

/// A record copied out of a drain.
struct Seen: Equatable {
    var partition: Int32
    var offset: Int64
    var key: String?
    var value: String?
    var timestamp: Int64 = -1
    var headers: [RecordHeader] = []
}

extension PartitionQueue {
    /// Drains everything that is there, copying records; ends of partition and errors go to the other closures.
    func drainSeen(
        end: (Int64) -> Void = { _ in }, error: (KafkaError) -> Void = { Issue.record("unexpected: \($0)") }
    ) -> [Seen] {
        var seen: [Seen] = []
        drain { message in
            if message.isEndOfPartition { return end(message.offset) }
            if let failure = message.error { return error(failure) }
            seen.append(
                Seen(
                    partition: partition.partition, offset: message.offset, key: message.key.map(text),
                    value: message.value.map(text), timestamp: message.timestampMilliseconds,
                    headers: message.headers.map { RecordHeader($0.name, $0.value.map { [UInt8]($0) }) }))
        }
        return seen
    }
}

private func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes, as: UTF8.self)
}
