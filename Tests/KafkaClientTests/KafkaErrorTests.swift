import KafkaClient
import Testing

@Suite("Errors")
struct KafkaErrorTests {
    @Test("An error says what was tried, to what, why not and under which name")
    func description() {
        let error = KafkaError(code: .unknownTopicOrPartition, operation: "produce to", subject: "flight.events")
        #expect("\(error)" == "produce to flight.events: Broker: Unknown topic or partition (UNKNOWN_TOPIC_OR_PART)")
    }

    @Test("Transport troubles heal by themselves, wrong input does not")
    func retriability() {
        #expect(KafkaError(code: .transport, operation: "a").isRetriable)
        #expect(KafkaError(code: .timedOut, operation: "a").isRetriable)
        #expect(!KafkaError(code: .invalidArgument, operation: "a").isRetriable)
        #expect(!KafkaError(code: .topicNotAuthorized, operation: "a").isRetriable)
        #expect(!KafkaError(code: .transport, operation: "a", isFatal: true).isRetriable)
    }

    @Test("Codes carry the names of the protocol and of librdkafka")
    func names() {
        #expect(KafkaErrorCode.timedOut.name == "_TIMED_OUT")
        #expect(KafkaErrorCode.topicAlreadyExists.name == "TOPIC_ALREADY_EXISTS")
        #expect(KafkaErrorCode(rawValue: 16).name == "NOT_COORDINATOR")
    }
}
