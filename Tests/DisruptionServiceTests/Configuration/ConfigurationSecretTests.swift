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
        #expect(read.configuration.kafka.librdkafka["sasl.password"]?.reveal() == "se${HOST}cret")
        #expect(read.configuration.kafka.librdkafka["ssl.ca.location"]?.reveal() == "a${b}$c$")
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
        "Connection strings lose their passwords and nothing else",
        arguments: [
            ("postgresql:///iropsd", "postgresql:///iropsd"),
            ("postgresql://ops@db:5432/iropsd?sslmode=require", "postgresql://ops@db:5432/iropsd?sslmode=require"),
            ("postgresql://ops:hunter2@a,b/iropsd", "postgresql://ops:***@a,b/iropsd"),
            ("postgres://ops:hun@ter2@db/x", "postgres://ops:***@db/x"),
            ("postgresql://ops:hun/ter2@db/x", "postgresql://ops:***@db/x"),
            (
                "postgresql://db/x?user=a&password=hunter2&sslpassword=hunter2",
                "postgresql://db/x?user=a&password=***&sslpassword=***"
            ),
            ("postgresql://db/x?pass%77ord=hunter2", "postgresql://db/x?pass%77ord=***"),
            ("postgresql://u:hunter2?x@db", "postgresql://***"),
            ("host=db password=hunter2 dbname=x", "host=db password=*** dbname=x"),
            ("host = db password = 'hun ter2' dbname=x", "host=db password=*** dbname=x"),
            ("password='hun\\' ter2' dbname=x", "password=*** dbname=x"), ("password='hunter2", "***"),
            ("hunter2", "***"),
        ])
    func masks(url: String, masked: String) {
        let secret = Secret(postgresUrl: url)
        #expect("\(secret)" == masked)
        #expect(String(reflecting: secret) == masked)
        #expect(secret.reveal() == url)
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test(
        "Properties show their values unless the name says secret",
        arguments: [
            ("sasl.password", false), ("sasl.username", false), ("sasl.mechanism", true), ("sasl.mechanisms", true),
            ("ssl.key.password", false), ("ssl.key.pem", false), ("ssl.keystore.password", false),
            ("sasl.oauthbearer.client.secret", false), ("ssl.ca.location", true), ("security.protocol", true),
        ])
    func properties(name: String, isShown: Bool) {
        #expect("\(Secret(property: name, value: "v"))" == (isShown ? "v" : "***"))
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
        #expect(file.lines.count == ConfigurationText.table.keys.count)
        #expect(file.lines.contains("kafka.librdkafka: {sasl.password: ***, security.protocol: SASL_SSL}"))
        #expect(file.lines.contains("postgres.url: postgresql://u:***@db/x"))
        #expect(file.lines.contains("http.listen: (no HTTP)"))
        #expect(file.lines.contains("roles: [detect, sink]"))
        #expect(file.keysGiven == 3)
    }
}
