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

    /// The lines of some subjects.
    private func lines(of subjects: String...) -> [String] {
        output.lines.filter { line in subjects.contains { line.dropFirst(8).hasPrefix("\($0):") } }
    }

    @Test("A right file gives a line for each thing looked at, and with --show every key")
    func right() throws {
        #expect(try check("kafka: {bootstrap_servers: 'k:9092', group_id: ops}") == .ok)
        #expect(output.lines.count == 6)
        #expect(output.text.contains("2 keys given"))
        #expect(lines(of: "runways", "connecting_times", "http").allSatisfy { $0.hasPrefix("-") })
        #expect(try check("kafka: {bootstrap_servers: 'k:9092'}", showsValues: true) == .ok)
        #expect(output.lines.count == 12 + ConfigurationTable.current.keys.count)
        #expect(output.lines.contains("        kafka.group_id: iropsd"))
    }

    @Test("What the machine lacks is named: files, who reads secrets, who reaches HTTP")
    func environment() throws {
        let folder = try TestFolder()
        try folder.write("key", "key.pem")
        chmod("\(folder.path)/key.pem", 0o644)
        let text = """
            kafka:
              bootstrap_servers: k:9092
              librdkafka:
                security.protocol: SASL_SSL
                sasl.mechanisms: SCRAM-SHA-256
                sasl.username: ops
                sasl.password: hush-hush
                ssl.ca.location: \(folder.path)/nowhere.pem
                ssl.key.location: \(folder.path)/key.pem
            postgres: {url: "postgresql://ops:hush-hush@db/iropsd"}
            http: {listen: "0.0.0.0:9464"}
            runways: \(folder.path)/nowhere.csv
            lanes: 64
            """
        #expect(try check(text) == .failed)
        let secrets = try #require(lines(of: "secrets").first)
        #expect(secrets.hasPrefix("note") && secrets.contains("kafka.librdkafka.sasl.password, postgres.url"))
        let files = lines(of: "files")
        #expect(files[0].hasPrefix("wrong   files: ssl.ca.location: \(folder.path)/nowhere.pem: No such file"))
        #expect(files[1].hasPrefix("note    files: ssl.key.location:") && files[1].contains("everybody may read it"))
        #expect(lines(of: "runways").first?.hasPrefix("wrong") == true)
        #expect(lines(of: "http").first?.contains("set http.token") == true)
        #expect(lines(of: "lanes").first?.hasPrefix("note    lanes: 64 on ") == true)
        #expect(!output.text.contains("hush-hush"))
    }

    @Test("Secrets that stand elsewhere, and a port with a token, are as they should be")
    func secretsElsewhere() throws {
        let folder = try TestFolder()
        try folder.write("0123456789abcdef\n", "token")
        let text = """
            kafka: {bootstrap_servers: 'k:9092', librdkafka: {session.timeout.ms: 45000}}
            postgres: {url: "postgresql://ops@db/iropsd?sslmode=verify-full"}
            http: {listen: "0.0.0.0:9464", token: "${file:\(folder.path)/token}"}
            """
        #expect(try check(text, showsValues: true) == .ok)
        #expect(lines(of: "secrets").first?.hasSuffix("holds none") == true)
        #expect(lines(of: "http") == ["ok      http: 0.0.0.0:9464, open to who has the token"])
        #expect(!output.text.contains("0123456789abcdef"))
    }

    @Test("One line tells of keys that are accepted and change nothing yet")
    func noEffect() throws {
        let text = """
            kafka: {bootstrap_servers: 'k:9092'}
            outputs: {system_metrics: false, ml_features: true, flight_state: true}
            """
        #expect(try check(text) == .ok)
        #expect(
            lines(of: "configuration").dropFirst() == [
                "note    configuration: outputs.ml_features: accepted, without effect in this version"
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
            output.lines.suffix(3) == [
                "ok      broker: 3 brokers at k:9092", "wrong   topics: apply them",
                "-       database: postgres.url is not given",
            ])
    }

    @Test("What was learned is told with its rows and its hash")
    func learned() throws {
        let folder = try TestFolder()
        try folder.write("iropsd-learned 1\nturn * * 31000\nturn AA * 30000\n", "learned.txt")
        #expect(try check("kafka: {bootstrap_servers: 'k:9092'}\nlearned: \(folder.path)/learned.txt") == .ok)
        let line = try #require(lines(of: "learned").first)
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
