import DisruptionCore
import KafkaClient
import WireFormat

@testable import DisruptionService

/// A target that keeps what it is given, on a clock of its own: waiting is what moves it.
final class RecordingTarget: FeedTarget {
    struct Record: Equatable {
        let topic: InputTopic?
        /// nil for an event, else the partition of a mark.
        let partition: Int?
        let key: String
        let value: String
        let clockMs: Int64

        var time: Instant {
            var text = value.components(after: "\"timestamp\":\"")
            return text.withUTF8 { RFC3339.instant(UnsafeRawBufferPointer($0)) } ?? .distantPast
        }
    }

    let markedPartitions: Int
    var records: [Record] = []
    var clockMs: Int64 = 1_000_000
    /// Records taken before there is no room; one wait makes room for as many again.
    var room = Int.max
    private var taken = 0
    var waits = 0
    var finishes = 0
    var failure: KafkaError?
    /// Called in every wait.
    var atWait: () -> Void = {}
    var trouble: String?

    init(partitions: Int = 3) { markedPartitions = partitions }

    var events: [Record] { records.filter { $0.partition == nil } }
    var marks: [Record] { records.filter { $0.partition != nil } }

    func send(
        to topic: InputTopic, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
    ) throws(KafkaError) -> Bool {
        take(topic, nil, String(decoding: key, as: UTF8.self), value)
    }

    func sendMark(_ index: Int, value: UnsafeRawBufferPointer) throws(KafkaError) -> Bool {
        take(nil, index, "", value)
    }

    func wait(milliseconds: Int64) throws(KafkaError) {
        waits += 1
        clockMs += milliseconds
        taken = 0
        atWait()
        if let failure { throw failure }
    }

    func finish(within limit: Duration) -> Int {
        finishes += 1
        return 0
    }

    private func take(
        _ topic: InputTopic?, _ partition: Int?, _ key: String, _ value: UnsafeRawBufferPointer
    ) -> Bool {
        guard taken < room else { return false }
        taken += 1
        let text = String(decoding: value, as: UTF8.self)
        records.append(Record(topic: topic, partition: partition, key: key, value: text, clockMs: clockMs))
        return true
    }
}

extension String {
    /// The text between a mark and the next quote.
    fileprivate func components(after mark: String) -> String {
        guard let range = firstRange(of: mark) else { return "" }
        return String(self[range.upperBound...].prefix { $0 != "\"" })
    }
}
