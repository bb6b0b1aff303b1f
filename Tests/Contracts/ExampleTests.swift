import Foundation
import Testing

private let unavailable: Comment = "no JSON Schema validator: apt-get install python3-jsonschema"

/// Every example against its schema, by a validator that is not ours.
@Suite(.enabled(if: SchemaValidator.isAvailable, unavailable))
struct ExampleTests {
    private let folder = ContractFolder.current

    @Test func everyExampleIsValid() throws {
        let findings = try SchemaValidator.findings.get()
        for topic in try folder.topicsWithExamples() {
            for example in folder.examples(of: topic, valid: true) {
                let found = try #require(findings[example.file.path()], "\(example.file.path()) was not checked")
                #expect(found.isEmpty, "\(message(example, found))")
            }
        }
    }

    /// An invalid example fails for what its name says, not for something else.
    @Test func everyInvalidExampleFailsForItsReason() throws {
        let findings = try SchemaValidator.findings.get()
        for topic in try folder.topicsWithExamples() {
            for example in folder.examples(of: topic, valid: false) {
                let found = try #require(findings[example.file.path()], "\(example.file.path()) was not checked")
                #expect(!found.isEmpty, "\(example.file.path()) is valid")
                guard example.head != "MALFORMED_JSON" else { continue }
                let isNamed = found.contains { $0.at.contains(example.tail) || $0.message.contains(example.tail) }
                #expect(isNamed, "nothing is found of \(example.tail):\n\(message(example, found))")
            }
        }
    }

    @Test func aFindingTellsLineAndColumn() throws {
        let findings = try SchemaValidator.findings.get()
        func first(_ name: String) throws -> SchemaValidator.Finding {
            let example = try #require(folder.examples(of: "flight.events", valid: false).first { $0.name == name })
            return try #require(findings[example.file.path()]?.first)
        }
        let truncated = try first("MALFORMED_JSON.truncated")
        #expect(truncated.line == 2 && truncated.column == 53)
        let tail = try first("BAD_VALUE.tail_number")
        #expect(tail.line == 12 && tail.column == 20 && tail.at == "/payload/tail_number")
    }

    private func message(_ example: Example, _ findings: [SchemaValidator.Finding]) -> String {
        findings.map { "\(example.file.path()):\($0)" }.joined(separator: "\n")
    }
}
