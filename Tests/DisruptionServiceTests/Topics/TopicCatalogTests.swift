import DisruptionCore
import Testing

@testable import DisruptionService

@Suite struct TopicCatalogTests {
    @Test func theBuildsOwnDeclarationsAreThoseOfTheContract() throws {
        let catalog = try TopicCatalog.builtIn()
        let table: [(String, Int, TopicDeclaration.Role, TopicDeclaration.Retention, TopicDeclaration.Cleanup)] = [
            ("flight.events", 6, .input, days(7), .delete), ("external.data", 8, .input, days(3), .delete),
            ("passenger.events", 4, .input, days(7), .delete), ("operator.commands", 2, .input, days(30), .delete),
            ("disruption.events", 3, .output, days(30), .delete), ("flight.state", 6, .output, .forever, .compact),
            ("booking.state", 4, .output, .forever, .compact), ("alerts", 2, .output, days(90), .delete),
            ("notifications", 2, .output, days(7), .delete), ("ml.features", 4, .output, days(30), .delete),
            ("system.metrics", 2, .output, days(1), .delete), ("dead.letter.queue", 2, .output, days(30), .delete),
            ("iropsd.entities", 12, .internal, .forever, .delete),
            ("iropsd.snapshots", 2, .internal, .forever, .compact),
        ]
        #expect(catalog.topics.map(\.name) == table.map(\.0))
        for (name, partitions, role, retention, cleanup) in table {
            let topic = try #require(catalog[name])
            #expect(topic.partitions == partitions, "\(name)")
            #expect(topic.role == role, "\(name)")
            #expect(topic.retention == retention, "\(name)")
            #expect(topic.cleanup == cleanup, "\(name)")
            #expect(topic.replication == .auto, "\(name)")
        }
        #expect(catalog["dead.letter.queue"]?.recordBytesMax == 2 << 20)
        #expect(catalog["iropsd.entities"]?.recordBytesMax == 1 << 20)
        #expect(catalog.topics.map(\.name) == TopicNames.logical)
    }

    @Test func theConfigurationGivesOtherPartitionCounts() throws {
        let configuration = try ConfigurationText.load(
            "kafka: {bootstrap_servers: 'k:9092', partitions: {flight.events: 12, iropsd.entities: 24}}")
        #expect(configuration.lines.contains("kafka.partitions: {flight.events: 12, iropsd.entities: 24}"))
        let catalog = try TopicCatalog.declared(by: configuration.configuration)
        let builtIn = try TopicCatalog.builtIn()
        #expect(catalog["flight.events"]?.partitions == 12)
        #expect(catalog["iropsd.entities"]?.partitions == 24)
        for topic in builtIn.topics where !["flight.events", "iropsd.entities"].contains(topic.name) {
            #expect(catalog[topic.name] == topic)
        }
        let layout = StartCheck.layout(catalog)
        #expect(layout.flightEvents == 12 && layout.entities == 24 && layout.externalData == 8)
    }

    private func days(_ count: Int64) -> TopicDeclaration.Retention { .milliseconds(count * 86_400_000) }

    @Test func everyFieldIsRead() throws {
        let text = """
            version: 1
            topics:
              - name: a.b_c-D1
                role: internal
                key: none
                partitions: 12
                replication: 2
                retention: 12h
                cleanup: compact
                max_record: 256KiB
                config: {segment.ms: 3600000, "x": y}
                carries: Something.
            """
        let catalog = try TopicCatalog.read(Array(text.utf8), file: "t.yaml")
        #expect(
            catalog.topics == [
                TopicDeclaration(
                    name: "a.b_c-D1", role: .internal, key: "none", partitions: 12, replication: .factor(2),
                    retention: .milliseconds(43_200_000), cleanup: .compact, recordBytesMax: 262_144,
                    config: ["segment.ms": "3600000", "x": "y"], carries: "Something.")
            ])
    }

    @Test func everyProblemIsToldWithItsPlace() {
        let text = """
            version: 2
            topics:
              - name: ..
                role: boss
                key: k
                partitions: 0
                replication: many
                retention: 7 days
                cleanup: burn
                max_record: 5000
                carries: x
                colour: red
              - name: a
                role: input
              - 7
            """
        let error = #expect(throws: TopicCatalogError.self) {
            try TopicCatalog.read(Array(text.utf8), file: "t.yaml")
        }
        let lines = error?.description.split(separator: "\n").map(String.init) ?? []
        let starts = [
            "t.yaml:1:10: version must be 1", "t.yaml:12:5: \"colour\" is no key of a topic",
            "t.yaml:13:5: a topic needs key", "t.yaml:13:5: a topic needs partitions",
            "t.yaml:13:5: a topic needs retention",
            "t.yaml:13:5: a topic needs cleanup", "t.yaml:13:5: a topic needs max_record",
            "t.yaml:13:5: a topic needs carries", "t.yaml:15:5: a topic must be a mapping",
        ]
        for start in starts {
            #expect(lines.contains { $0.hasPrefix(start) }, "\(start) in\n\(lines.joined(separator: "\n"))")
        }
    }

    @Test(
        arguments: [
            ("name: a", "name: ..", "is no topic name"),
            ("role: input", "role: boss", "role must be one of input, output, internal"),
            ("partitions: 1", "partitions: 0", "partitions must be a whole number from 1 to 1000: \"0\""),
            ("replication: 1", "replication: many", "replication must be auto, or a whole number from 1 to 15"),
            ("retention: 1d", "retention: 7 days", "retention must be forever, or days or hours"),
            ("cleanup: delete", "cleanup: burn", "cleanup must be one of delete, compact"),
            ("max_record: 1MiB", "max_record: 5000", "max_record must be a size"),
            ("config: {x: y}", "config: [x]", "config must be a mapping"),
            ("config: {x: y}", "config: {x: y, x: z}", "x stands twice"),
            ("carries: c", "carries: [c]", "carries must be a single value"),
        ])
    func aBadValueIsNamed(right: String, wrong: String, message: String) throws {
        let good = """
            version: 1
            topics:
              - name: a
                role: input
                key: k
                partitions: 1
                replication: 1
                retention: 1d
                cleanup: delete
                max_record: 1MiB
                config: {x: y}
                carries: c
            """
        _ = try TopicCatalog.read(Array(good.utf8), file: "t.yaml")
        let line = good.split(separator: "\n").firstIndex { $0.hasSuffix(right) }.map { $0 + 1 } ?? 0
        let bad = good.replacing(right, with: wrong)
        let error = #expect(throws: TopicCatalogError.self) { try TopicCatalog.read(Array(bad.utf8), file: "t.yaml") }
        let text = error?.description ?? ""
        #expect(text.hasPrefix("t.yaml:\(line):") && text.contains(message), "\(text)")
    }

    @Test(arguments: ["", "a: [", "topics: 3\nversion: 1", "- x", "version: 1\ntopics:\n  - {name: a, name: b}"])
    func noDeclarationsAtAllIsAnErrorToo(text: String) {
        #expect(throws: TopicCatalogError.self) { try TopicCatalog.read(Array(text.utf8), file: "t.yaml") }
    }
}
