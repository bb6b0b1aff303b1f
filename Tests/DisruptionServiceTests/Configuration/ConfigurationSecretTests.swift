import KafkaClient
import Testing

@testable import DisruptionService

@Suite("Configuration: expansion and secrets")
struct ConfigurationSecretTests {
    @Test("Variables and files are put into values, once")
    func expansion() throws {
        let read = try ConfigurationText.load(
            """
            kafka:
              bootstrap_servers: ${HOST}:${PORT}
              librdkafka: {sasl.password: '${file:${CREDENTIALS}/kafka}', ssl.ca.location: "a$${b}$c$"}
            lanes: "${LANES}"
            """,
            variables: ["HOST": "kafka", "PORT": "9092", "CREDENTIALS": "/run/c", "LANES": "3"],
            files: ["/run/c/kafka": "se${HOST}cret\n"])
        #expect(read.configuration.kafka.bootstrapServers == "kafka:9092")
        #expect(read.configuration.kafka.librdkafka["sasl.password"] == "se${HOST}cret")
        #expect(read.configuration.kafka.librdkafka["ssl.ca.location"] == "a${b}$c$")
        #expect(read.configuration.lanes == 3)
    }

    @Test(
        "A reference that leads nowhere is told, at the value",
        arguments: [
            ("${NOT_SET}", "refers to the environment variable NOT_SET, which is not set"),
            ("${file:/none}", "names a file that cannot be read: /none: No such file"),
            ("${file:/binary}", "names the file /binary, which is not text"), ("${", "has a ${ without its }"),
            ("${A${B}", "has a ${ without its }"), ("${}", "refers to \"${}\", which is no name"),
            ("${1A}", "refers to \"${1A}\", which is no name"), ("${A B}", "refers to \"${A B}\", which is no name"),
            ("${A:-x}", "refers to \"${A:-x}\", which is no name"),
        ])
    func badReferences(value: String, complaint: String) {
        let complaints = ConfigurationText.complaints(
            "kafka: {bootstrap_servers: 'k:9092'}\nlearned: '\(value)'", files: ["/binary": "a\0b"])
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("iropsd.yaml:2:10: learned: \(complaint)") == true, "\(complaints)")
    }

    @Test("What came from outside is never repeated, nor is a secret")
    func silence() {
        let complaints = ConfigurationText.complaints(
            """
            kafka: {bootstrap_servers: "${HIDDEN}", librdkafka: {"bad name": hunter2, sasl.password: [hunter2]}}
            postgres: {url: "", password: hunter2}
            lanes: ${HIDDEN}
            time: ${HIDDEN}
            """, variables: ["HIDDEN": "hunter2"])
        #expect(complaints.count == 7)
        #expect(!complaints.joined().contains("hunter2"))
        #expect(complaints.contains { $0.contains("\"${HIDDEN}\"") })
    }

    @Test(
        "Connection strings show where they lead and no password",
        arguments: [
            ("postgresql:///iropsd", "PostgreSQL local/iropsd"),
            ("postgresql://ops:hunter2@db:5433/iropsd?sslmode=require", "PostgreSQL db:5433/iropsd as ops"),
            ("postgresql://db/x?user=a&password=hunter2", "PostgreSQL db/x as a"),
            ("host=db password='hun ter2' dbname=x", "PostgreSQL db/x"),
        ])
    func connectionStrings(url: String, shown: String) throws {
        let read = try ConfigurationText.configuration("postgres: {url: \"\(url)\"}")
        let secret = try #require(read.postgres.url)
        #expect("\(secret)" == shown)
        #expect(String(reflecting: secret) == shown)
        #expect(secret.reveal() == url)
        var dumped = ""
        dump(read.postgres, to: &dumped)
        #expect(!dumped.contains("ter2"))
    }

    @Test(
        "A connection string that libpq cannot read is refused without being repeated",
        arguments: ["hunter2", "password='hunter2"])
    func badConnectionStrings(url: String) {
        let complaints = ConfigurationText.complaints(
            "kafka: {bootstrap_servers: 'k:9092'}\npostgres: {url: \"\(url)\"}")
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("iropsd.yaml:2:17: postgres.url: is no connection string") == true)
        #expect(complaints.first?.contains("hunter2") == false)
    }

    @Test("The lines of a configuration hold every key and no secret")
    func lines() throws {
        let file = try ConfigurationText.load(
            """
            kafka: {bootstrap_servers: 'k:9092', librdkafka: {sasl.password: hunter2, security.protocol: SASL_SSL}}
            postgres: {url: 'postgresql://u:hunter2@db/x'}
            """)
        #expect(!file.lines.joined().contains("hunter2"))
        #expect(!"\(file.configuration)".contains("hunter2"))
        #expect(file.lines.count == ConfigurationTable.current.keys.count)
        #expect(file.lines.contains("kafka.librdkafka: {sasl.password=*** security.protocol=SASL_SSL}"))
        #expect(file.lines.contains("postgres.url: PostgreSQL db/x as u"))
        #expect(file.lines.contains("http.listen: (no HTTP)"))
        #expect(file.lines.contains("roles: [detect, sink]"))
        #expect(file.keysGiven == 3)
    }
}
