import DisruptionCore
import Foundation
import Testing
import WireFormat

/// What the schemas take the daemon takes too, and what they refuse it refuses, for the reason that the file's name
/// says.
@Suite struct DecoderTests {
    private let folder = ContractFolder.current

    private func outcome(_ example: Example, _ topic: InputTopic) throws -> (DeadLetterReason?, detail: String) {
        let value = [UInt8](try Data(contentsOf: example.file))
        var decoder = EventDecoder()
        return value.withUnsafeBytes { bytes in
            guard case .rejected(let reason, let detail) = decoder.decode(bytes, from: topic) else { return (nil, "") }
            return (reason, String(decoding: detail, as: UTF8.self))
        }
    }

    @Test(arguments: InputTopic.allCases)
    func everyExampleIsTaken(topic: InputTopic) throws {
        let examples = folder.examples(of: topic.name.description, valid: true)
        #expect(examples.count > 4)
        for example in examples {
            let (reason, detail) = try outcome(example, topic)
            #expect(reason == nil, "\(example.file.path()): \(detail)")
        }
    }

    @Test(arguments: InputTopic.allCases)
    func everyInvalidExampleIsADeadLetterForItsReason(topic: InputTopic) throws {
        for example in folder.examples(of: topic.name.description, valid: false) {
            let (reason, detail) = try outcome(example, topic)
            #expect(reason?.name.description == example.head, "\(example.file.path()): \(detail)")
        }
    }

    @Test func theReasonsOfTheContractAreThoseOfTheDaemon() throws {
        let headers = try folder.schema("dead.letter.queue.headers.schema.json")
        let reason = (headers["properties"] as? [String: Any])?["dlq.reason"] as? [String: Any]
        #expect(reason?["enum"] as? [String] == DeadLetterReason.allCases.map(\.name.description))
    }
}
