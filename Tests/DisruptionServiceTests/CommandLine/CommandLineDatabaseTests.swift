import Foundation
import PostgresClient
import Testing

@testable import DisruptionService

@Suite(
    "Command line: migrate, and check --connect's database",
    .enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct CommandLineDatabaseTests {
    private let output = CapturedOutput()
    private let url: String
    private var console: Console { Console(output: output.descriptor, error: output.descriptor) }

    init() throws { url = try PrivatePostgres.newDatabase() }

    private func configuration(url: String?) throws -> Configuration {
        var configuration = Configuration()
        configuration.postgres.url = try url.map { Secret($0, shownAs: try ConnectionTarget($0).description) }
        return configuration
    }

    private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "migrate-\(UUID().uuidString).yaml")
        try ("kafka: {bootstrap_servers: 'k:9092'}\n" + text).write(to: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: path) }
        return try body(path.path)
    }

    @Test("A dry run tells, a run does, a second one finds nothing to do, and check sees all three")
    func migrate() throws {
        let configuration = try configuration(url: url)
        #expect(ConfigurationCheck.database(configuration).first?.verdict == .wrong)
        #expect(ConfigurationCheck.database(configuration).first?.text.contains("iropsd migrate --config FILE") == true)
        try withFile("postgres: {url: \"\(url)\"}") { (path: String) throws in
            let migration = DatabaseMigration(console: console)
            #expect(try migration.run(configurationAt: path, isDryRun: true) == .ok)
            #expect(output.lines.first == "would apply 0001_sink")
            #expect(ConfigurationCheck.database(configuration).first?.verdict == .wrong)
            #expect(try migration.run(configurationAt: path, isDryRun: false) == .ok)
            #expect(output.lines.contains("applied 0001_sink"))
            #expect(try migration.run(configurationAt: path, isDryRun: false) == .ok)
            #expect(output.lines.last?.hasSuffix(": nothing to do") == true)
        }
        let found = ConfigurationCheck.database(configuration)
        #expect(found.map(\.verdict) == [.ok])
        #expect(found.first?.text.contains("schema and rights as this build needs them") == true)
    }

    @Test("A user who lacks a grant is told which")
    func grants() throws {
        let configuration = try configuration(url: url)
        try withFile("postgres: {url: \"\(url)\"}") { (path: String) throws in
            _ = try DatabaseMigration(console: console).run(configurationAt: path, isDryRun: false)
        }
        let target = try ConnectionTarget(url)
        #expect(try SinkGrants.missing(at: target).isEmpty)
        let owner = try Connection(to: target)
        let name = "reader_\(UInt32.random(in: 0 ... .max))"
        try owner.execute("CREATE ROLE \(name); GRANT USAGE ON SCHEMA iropsd TO \(name)")
        try owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA iropsd TO \(name)")
        let lacking = try SinkGrants.missing(at: try ConnectionTarget("\(url)&options=-c%20role%3D\(name)"))
        #expect(lacking.contains("INSERT on iropsd.disruptions") && lacking.contains("DELETE on iropsd.flight_state"))
        #expect(!lacking.contains { $0.hasPrefix("SELECT") })
        #expect(ConfigurationCheck.database(configuration).first?.verdict == .ok)
    }

    @Test("Without a database there is nothing to migrate, and nothing to ask")
    func none() throws {
        #expect(ConfigurationCheck.database(try configuration(url: nil)).map(\.verdict) == [.skipped])
        try withFile("") { (path: String) throws in
            let error = try #require(throws: CommandError.self) {
                try DatabaseMigration(console: console).run(configurationAt: path, isDryRun: false)
            }
            #expect(error.exitCode == .usage)
            #expect(error.description == "\(path) has no postgres.url; add the database to migrate")
        }
    }

    @Test("A database that does not answer is told with what to do and without its password")
    func away() throws {
        let found = ConfigurationCheck.database(
            try configuration(url: "postgresql://ops:hunter2@127.0.0.1:9/iropsd?connect_timeout=2"))
        #expect(found.map(\.verdict) == [.wrong])
        #expect(found.first?.text.hasPrefix("PostgreSQL 127.0.0.1:9/iropsd as ops: ") == true)
        #expect(found.first?.text.contains("What to do: check that the server runs") == true)
        #expect(found.first?.text.contains("hunter2") == false)
    }
}
