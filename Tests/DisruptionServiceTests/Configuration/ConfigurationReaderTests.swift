import DisruptionCore
import KafkaClient
import Testing

@testable import DisruptionService

@Suite("Configuration: keys and values")
struct ConfigurationReaderTests {
    @Test("Every default holds when only what is required is given")
    func defaults() throws {
        var expected = Configuration()
        expected.kafka.bootstrapServers = "k:9092"
        let read = try ConfigurationText.configuration("")
        #expect(read == expected)
        #expect(read.kafka.groupId == "iropsd")
        #expect(read.kafka.instanceId == nil)
        #expect(read.postgres.url == nil)
        #expect(read.time == .live)
        #expect(read.lanes == 1)
        #expect(read.roles == [.detect, .sink])
        #expect(read.engine[.allowedLatenessMinutes] == 5)
        #expect(read.shutdownDeadlineSeconds == 5)
        #expect(read.snapshots.intervalSeconds == 60)
        #expect(read.snapshots.logMegabytes == 32)
        #expect(!read.standby)
        #expect(read.http.listen == nil)
        #expect(read.topics["flight.events"] == "flight.events")
        #expect(
            read.engine[.flightStateEnabled] == 1 && read.outputs.mlFeatures
                && read.engine[.notificationsEnabled] == 1
                && read.outputs.systemMetrics)
        #expect(read.engine[.cascadeRootMinutes] == 15)
        #expect(read.log.format == .auto)
        #expect(read.log.level == .info)
    }

    @Test("Every key of the contract is read")
    func everyKey() throws {
        let read = try ConfigurationText.load(
            """
            kafka:
              bootstrap_servers: a:9092, b:9093
              group_id: ops
              instance_id: ops-1
              replication_factor: 2
              librdkafka: {security.protocol: SASL_SSL, sasl.password: hunter2, session.timeout.ms: 45000}
            postgres: {url: "postgresql://iropsd:hunter2@db/iropsd"}
            time: replay
            lanes: 4
            roles: [detect]
            allowed_lateness_minutes: 0
            shutdown_deadline_seconds: 7
            standby: true
            snapshots: {interval_seconds: 5, log_megabytes: 100}
            http: {listen: "[::1]:9464"}
            topics: {flight.events: ops.flights.v2}
            outputs: {flight_state: false, ml_features: false, notifications: false, system_metrics: false}
            detectors:
              cascading_delay: {enabled: false, root_delay_minutes: 20}
            engine: {rotation: {minimum_turn_small_minutes: 20}}
            learned: learned.txt
            log: {format: json, level: debug}
            """, files: ["learned.txt": "iropsd-learned 1\nturn * * 31000\n"]
        ).configuration
        #expect(read.kafka.bootstrapServers == "a:9092, b:9093")
        #expect(read.kafka.groupId == "ops")
        #expect(read.kafka.instanceId == "ops-1")
        #expect(read.kafka.replicationFactor == 2)
        #expect(read.kafka.librdkafka["sasl.password"] == "hunter2")
        #expect(read.kafka.librdkafka["session.timeout.ms"] == "45000")
        #expect(read.postgres.url?.reveal() == "postgresql://iropsd:hunter2@db/iropsd")
        #expect(read.time == .replay)
        #expect(read.lanes == 4)
        #expect(read.roles == .detect)
        #expect(read.engine[.allowedLatenessMinutes] == 0)
        #expect(read.shutdownDeadlineSeconds == 7)
        #expect(read.standby)
        #expect(read.snapshots == Configuration.Snapshots(intervalSeconds: 5, logMegabytes: 100))
        #expect(read.http.listen == ListenAddress(host: "::1", port: 9464))
        #expect(read.topics["flight.events"] == "ops.flights.v2")
        #expect(read.topics["external.data"] == "external.data")
        #expect(read.outputs == Configuration.Outputs(mlFeatures: false, systemMetrics: false))
        #expect(read.engine[.notificationsEnabled] == 0)
        #expect(read.engine[.cascadeEnabled] == 0)
        #expect(read.engine[.cascadeRootMinutes] == 20)
        #expect(read.engine[.congestionUtilisationPermille] == 1100)
        #expect(read.engine[.flightStateEnabled] == 0)
        #expect(read.engine[.minimumTurnSmallMinutes] == 20)
        #expect(read.learned == "learned.txt")
        #expect(read.learnedInput?.file.tables.count == 1)
        #expect(read.log == Configuration.Log(format: .json, level: .debug))
    }

    @Test(
        "A learned file that cannot be used is told at its key",
        arguments: [
            ("none.txt", "cannot be read: No such file or directory"),
            ("empty.txt", "is no learned file: line 1: the file is empty"),
            ("image.png", "is no learned file: line 1: the first line is not `iropsd-learned"),
            ("cut.txt", "is no learned file: line 3: turn has 2 columns and a value"),
            ("large.txt", "is no learned file: line 1: larger than 16 MiB"),
        ])
    func learnedProblems(file: String, complaint: String) {
        let header = "iropsd-learned 1\n"
        let complaints = ConfigurationText.complaints(
            "kafka: {bootstrap_servers: 'k:9092'}\nlanes: 0\nlearned: \(file)",
            files: [
                "empty.txt": "", "image.png": "\u{89}PNG\r\n", "cut.txt": header + "turn AA ORD 1\nturn A",
                "large.txt": header + String(repeating: "#\n", count: 8 << 20),
            ])
        #expect(complaints.count == 2)
        #expect(complaints.last?.hasPrefix("iropsd.yaml:3:10: learned: \(complaint)") == true, "\(complaints)")
        #expect(complaints.last?.contains("a file that `iropsd learn` wrote") == true)
    }

    @Test("All problems at once, each in its place, in the order of the file")
    func allAtOnce() {
        let complaints = ConfigurationText.complaints(
            """
            kafka:
              group_id: "a b"
              bootstrap_server: k:9092
            lanes: 65
            time: liev
            tmie: live
            lanes: 2
            outputs: {flight_state: yes}
            detectors:
              cascading_delays: {enabled: true}
              cascading_delay:
                root_delay_minutes: 0
                root_delay_minute: 20
            http: 127.0.0.1:9464
            """)
        #expect(
            complaints == [
                "iropsd.yaml:2:3: kafka.bootstrap_servers: is missing; allowed: host:port, several separated by commas",
                "iropsd.yaml:2:13: kafka.group_id: is not allowed: \"a b\"; allowed: 1 to 200 of A-Z a-z 0-9 . _ -",
                "iropsd.yaml:3:3: kafka.bootstrap_server: unknown key; did you mean kafka.bootstrap_servers?",
                "iropsd.yaml:4:8: lanes: is out of range: \"65\"; allowed: 1 to 64 threads",
                "iropsd.yaml:5:7: time: is none of the known words: \"liev\"; "
                    + "allowed: live, replay; did you mean live?",
                "iropsd.yaml:6:1: tmie: unknown key; did you mean time?",
                "iropsd.yaml:7:1: lanes: stands twice, first on line 4",
                "iropsd.yaml:8:25: outputs.flight_state: is neither true nor false: \"yes\"; allowed: true or false",
                "iropsd.yaml:10:3: detectors.cascading_delays: unknown detector; "
                    + "did you mean detectors.cascading_delay?",
                "iropsd.yaml:12:25: detectors.cascading_delay.root_delay_minutes: is out of range: \"0\"; "
                    + "allowed: 1 to 600 minutes",
                "iropsd.yaml:13:5: detectors.cascading_delay.root_delay_minute: unknown key; "
                    + "did you mean detectors.cascading_delay.root_delay_minutes?",
                "iropsd.yaml:14:7: http: is a value, must be a mapping of keys to values",
            ])
    }

    @Test(
        "A value of the wrong form is refused with its place",
        arguments: [
            ("lanes: []", "2:8: lanes: is a list, must be one value"),
            ("lanes: {a: 1}", "2:8: lanes: is a mapping, must be one value"),
            ("lanes:", "2:7: lanes: has no value"), ("lanes: ~", "2:8: lanes: has no value"),
            ("lanes: 1.5", "2:8: lanes: is not a whole number: \"1.5\""),
            ("lanes: 99999999999999999999", "2:8: lanes: is out of range"),
            ("lanes: -1", "2:8: lanes: is out of range"), ("lanes: ''", "2:8: lanes: is not a whole number"),
            ("roles: detect", "2:8: roles: is a value, must be a list; allowed: a list of detect, sink"),
            ("roles: []", "2:8: roles: is an empty list"),
            ("roles: [detect, snik]", "2:17: roles: is none of the known words: \"snik\""),
            ("roles: [sink]", "2:8: roles: is [sink] without postgres.url"),
            ("http: {listen: 9464}", "2:16: http.listen: is no address"),
            ("http: {listen: 'h:70000'}", "2:16: http.listen: is no address"),
            ("topics: {flight.events: 'a b'}", "2:25: topics.flight.events: is not allowed: \"a b\""),
            ("topics: {flight.event: x}", "2:10: topics.flight.event: unknown key; did you mean topics.flight.events?"),
            ("topics: {flight.events: external.data}", "2:25: topics.external.data: is the name of flight.events too"),
            ("group_id: x", "2:1: group_id: unknown key; did you mean kafka.group_id?"),
            ("outputs: {zzzzz: true}", "2:11: outputs.zzzzz: unknown key; allowed: flight_state, booking_state"),
            ("learned: ''", "2:10: learned: is not allowed"),
            ("log: {level: inof}", "2:14: log.level: is none of the known words: \"inof\""),
        ])
    func wrongForms(text: String, complaint: String) {
        let complaints = ConfigurationText.complaints("kafka: {bootstrap_servers: 'k:9092'}\n" + text)
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("iropsd.yaml:" + complaint) == true, "\(complaints)")
    }

    @Test(
        "An empty section is a section with defaults",
        arguments: ["http:", "detectors:", "kafka: ", "topics: ~", "log: null"])
    func emptySections(text: String) {
        let servers = "{kafka: {bootstrap_servers: 'k:9092'}}"
        let isKafka = text.hasPrefix("kafka")
        #expect(
            ConfigurationText.complaints(isKafka ? text : "kafka: {bootstrap_servers: 'k:9092'}\n\(text)").count
                == (isKafka ? 1 : 0))
        #expect(ConfigurationText.complaints(servers).isEmpty)
    }

    @Test("An empty file lacks what is required, at its start", arguments: ["", "# nothing\n", "---\n...\n", "~"])
    func emptyFile(text: String) {
        let complaints = ConfigurationText.complaints(text)
        #expect(complaints.map { $0.hasPrefix("iropsd.yaml:1:1: kafka.bootstrap_servers: is missing") } == [true])
    }

    @Test(
        "Properties on which exactly-once rests are refused, and those with a key of their own",
        arguments: [
            "enable.auto.commit", "isolation.level", "group.id", "transactional.id", "acks", "message.timeout.ms",
            "retries", "message.send.max.retries", "enable.partition.eof", "message.max.bytes",
            "transaction.timeout.ms",
        ])
    func ownedProperties(name: String) {
        let complaints = ConfigurationText.complaints(
            "kafka: {bootstrap_servers: 'k:9092', librdkafka: {\(name): secret-value}}")
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("kafka.librdkafka.\(name): is not to be set here") == true)
        #expect(complaints.first?.contains("secret-value") == false)
    }

    @Test(
        "Properties that librdkafka does not take are refused, at the property",
        arguments: [
            "session.timeut.ms: 45000", "session.timeout.ms: soon", "session.timeout.ms: -1", "security.protocol: NONE",
        ])
    func unknownProperties(property: String) {
        let complaints = ConfigurationText.complaints(
            "kafka:\n  bootstrap_servers: k:9092\n  librdkafka: {client.rack: a, \(property)}")
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("is no property, or not with this value, of librdkafka") == true)
        #expect(complaints.first?.hasPrefix("iropsd.yaml:3:") == true)
    }

    @Test(
        "Partition counts are of known topics and in range",
        arguments: [
            ("flight.event: 12", "kafka.partitions.flight.event: is of no topic of iropsd"),
            ("flight.events: 0", "kafka.partitions.flight.events: is out of range"),
            ("flight.events: 1001", "kafka.partitions.flight.events: is out of range"),
            ("flight.events: many", "kafka.partitions.flight.events: is not a whole number"),
            ("flight.events: [12]", "kafka.partitions.flight.events: is a list"),
        ])
    func partitionCounts(entry: String, complaint: String) {
        let complaints = ConfigurationText.complaints("kafka: {bootstrap_servers: 'k:9092', partitions: {\(entry)}}")
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains(complaint) == true, "\(complaints)")
    }

    @Test("More problems than anybody reads end in a number")
    func manyProblems() {
        let complaints = ConfigurationText.complaints((1...250).map { "unknown_\($0): 1" }.joined(separator: "\n"))
        #expect(complaints.count == 101)
        #expect(complaints.last == "iropsd.yaml: and 151 more problems")
    }
}
