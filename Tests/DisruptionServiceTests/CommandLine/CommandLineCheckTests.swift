import Foundation
import Testing

@testable import DisruptionService

@Suite("Command line: check")
struct CommandLineCheckTests {
    private let output = CapturedOutput()

    private func check(_ text: String, probes: [ConfigurationCheck.Probe] = [], showsValues: Bool = false) throws
        -> ExitCode
    {
        let path = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID().uuidString).yaml")
        try text.write(to: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: path) }
        return try ConfigurationCheck(
            probes: probes, console: Console(output: output.descriptor, error: output.descriptor)
        ).run(path.path, showsValues: showsValues)
    }

    @Test("A right file gives one line, and with --show every key")
    func right() throws {
        #expect(try check("kafka: {bootstrap_servers: 'k:9092', group_id: ops}") == .ok)
        #expect(output.lines.count == 1)
        #expect(output.text.contains("2 keys given"))
        #expect(try check("kafka: {bootstrap_servers: 'k:9092'}", showsValues: true) == .ok)
        #expect(output.lines.count == 2 + ConfigurationTable.current.keys.count)
        #expect(output.lines.contains("        kafka.group_id: iropsd"))
    }

    @Test("One line tells of keys that are accepted and change nothing yet")
    func noEffect() throws {
        let text = """
            kafka: {bootstrap_servers: 'k:9092'}
            outputs: {system_metrics: false, ml_features: true, flight_state: true}
            """
        #expect(try check(text) == .ok)
        #expect(
            output.lines.dropFirst() == [
                "note    configuration: outputs.ml_features, outputs.system_metrics: accepted, without effect "
                    + "in this version"
            ])
    }

    @Test("Every probe is asked, and one that is wrong makes it fail")
    func probes() throws {
        let probes: [ConfigurationCheck.Probe] = [
            {
                [
                    .init("broker", .ok, "3 brokers at \($0.kafka.bootstrapServers)"),
                    .init("topics", .wrong, "apply them"),
                ]
            },
            { _ in [.init("database", .skipped, "postgres.url is not given")] },
        ]
        #expect(try check("kafka: {bootstrap_servers: 'k:9092'}", probes: probes) == .failed)
        #expect(
            output.lines.dropFirst() == [
                "ok      broker: 3 brokers at k:9092", "wrong   topics: apply them",
                "-       database: postgres.url is not given",
            ])
    }

    @Test("What was learned is told with its rows and its hash")
    func learned() throws {
        let folder = try TestFolder()
        try folder.write("iropsd-learned 1\nturn * * 31000\nturn AA * 30000\n", "learned.txt")
        #expect(try check("kafka: {bootstrap_servers: 'k:9092'}\nlearned: \(folder.path)/learned.txt") == .ok)
        let line = try #require(output.lines.last)
        #expect(line.hasPrefix("ok      learned: \(folder.path)/learned.txt, 2 rows, hash "))
    }

    @Test("A wrong file asks nobody")
    func wrong() {
        let probes: [ConfigurationCheck.Probe] = [{ _ in [.init("broker", .wrong, "asked")] }]
        #expect(throws: ConfigurationError.self) { try check("kafka: {}", probes: probes) }
        #expect(output.text.isEmpty)
    }

    @Test("A file that is not there is told without a line number")
    func missing() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try ConfigurationFile(path: "/nowhere/iropsd.yaml")
        }
        #expect(error.description == "/nowhere/iropsd.yaml: cannot be read: No such file or directory")
    }
}
