import DisruptionService
import Foundation
import Testing

/// Nothing that is declared goes without a schema, examples or a page.
@Suite struct CoverageTests {
    private let folder = ContractFolder.current

    private func declared(_ roles: Set<TopicDeclaration.Role>) throws -> [TopicDeclaration] {
        try TopicCatalog.builtIn().topics.filter { roles.contains($0.role) }
    }

    @Test func everyTopicHasSchemaAndExamples() throws {
        let topics = try declared([.input, .output])
        #expect(try folder.topicsWithExamples() == topics.map(\.name).sorted())
        for topic in topics {
            let schema = try folder.schema(folder.schemaName(of: topic.name))
            #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema", "\(topic.name)")
            #expect(folder.examples(of: topic.name, valid: true).count >= 2, "\(topic.name)")
            #expect(folder.examples(of: topic.name, valid: false).count >= 2, "\(topic.name)")
        }
    }

    @Test func everyInternalTopicHasAPage() throws {
        for topic in try declared([.internal]) {
            let page = try String(contentsOf: folder.root.appending(path: "\(topic.name).md"), encoding: .utf8)
            #expect(page.hasPrefix("# \(topic.name)\n"))
        }
    }

    @Test func theGuideNamesEveryTopic() throws {
        let guide = try String(contentsOf: folder.root.appending(path: "README.md"), encoding: .utf8)
        for topic in try declared([.input, .output, .internal]) {
            #expect(guide.contains("`\(topic.name)`"), "\(topic.name)")
        }
    }

    @Test func everyEventTypeOfTheInputsHasAnExample() throws {
        for topic in try declared([.input]) {
            let schema = try folder.schema(folder.schemaName(of: topic.name))
            let eventType = (schema["properties"] as? [String: Any])?["event_type"] as? [String: Any]
            let types = try #require(eventType?["enum"] as? [String])
            let heads = Set(folder.examples(of: topic.name, valid: true).map(\.head))
            #expect(Set(types).subtracting(heads).isEmpty, "\(topic.name)")
        }
    }

    @Test(
        arguments: [
            "FLIGHT_DELAY", "FLIGHT_CANCELLED", "GATE_CHANGE", "FLIGHT_DIVERTED", "CASCADING_DELAY",
            "AIRPORT_CONGESTION", "AIRLINE_DISRUPTION", "WEATHER_IMPACT", "SEASONAL_DEVIATION",
            "ROTATION_BREAK", "NETWORK_DISRUPTION",
        ])
    func everyPatternThatIsDetectedHasItsThreeForms(pattern: String) throws {
        let examples = folder.examples(of: "disruption.events", valid: true).filter { $0.head == pattern }
        let forms = try examples.map { example in
            let version = try JSONDecoder().decode(Version.self, from: Data(contentsOf: example.file))
            #expect(version.pattern == pattern, "\(example.name)")
            return version
        }
        // What is a fact from the first word on is never provisional.
        let isOfSettledBins = ["AIRLINE_DISRUPTION", "SEASONAL_DEVIATION", "NETWORK_DISRUPTION"].contains(
            pattern)
        let isFact = isOfSettledBins || ["GATE_CHANGE", "FLIGHT_DIVERTED"].contains(pattern)
        #expect(forms.contains { $0.lifecycle == "OPENED" && $0.confirmed == isFact })
        #expect(forms.contains { $0.lifecycle == "RESOLVED" && $0.confirmed })
        // What settled bins have said is not taken back.
        #expect(isOfSettledBins || forms.contains { $0.lifecycle == "RETRACTED" })
    }

    private struct Version: Decodable {
        let pattern: String
        let lifecycle: String
        let confirmed: Bool
    }

    @Test func theNamesOfInvalidExamplesAreDeadLetterReasons() throws {
        let headers = try folder.schema("dead.letter.queue.headers.schema.json")
        let reason = (headers["properties"] as? [String: Any])?["dlq.reason"] as? [String: Any]
        let reasons = Set(try #require(reason?["enum"] as? [String]))
        for topic in try folder.topicsWithExamples() {
            for example in folder.examples(of: topic, valid: false) {
                #expect(reasons.contains(example.head) && !example.tail.isEmpty, "\(example.file.path())")
            }
        }
    }
}
