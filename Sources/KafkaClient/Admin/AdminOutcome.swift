import CLibrdkafka

/// What became of one topic, partition or group of an administrative request; the others may have fared differently.
public struct AdminOutcome: Sendable, Equatable {
    /// The topic, partition or group.
    public let subject: String
    /// Nil when it was done.
    public let error: KafkaError?

    init(_ subject: String, _ code: rd_kafka_resp_err_t, _ reason: UnsafePointer<CChar>?, _ operation: String) {
        self.subject = subject
        error =
            code == RD_KAFKA_RESP_ERR_NO_ERROR
            ? nil : KafkaError(code, operation, subject, reason: reason.map { String(cString: $0) })
    }
}

extension Sequence<AdminOutcome> {
    /// Throws the first failure, except where its code is among `ignored`, as with topics that exist already.
    public func check(ignoring ignored: Set<KafkaErrorCode> = []) throws(KafkaError) {
        for case let error? in self.map(\.error) where !ignored.contains(error.code) { throw error }
    }
}

extension AdminOutcome {
    /// Reads the topic results that CreateTopics, DeleteTopics and CreatePartitions share.
    static func topics(_ results: UnsafePointer<OpaquePointer?>?, _ count: Int, _ operation: String) -> [AdminOutcome] {
        UnsafeBufferPointer(start: results, count: results == nil ? 0 : count).compactMap { result in
            result.map { result in
                AdminOutcome(
                    rd_kafka_topic_result_name(result).map { String(cString: $0) } ?? "",
                    rd_kafka_topic_result_error(result), rd_kafka_topic_result_error_string(result), operation)
            }
        }
    }
}
