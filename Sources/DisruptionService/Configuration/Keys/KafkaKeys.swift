import KafkaClient
import Wording

/// The keys of section `kafka`.
enum KafkaKeys {
    static let all = [
        ConfigurationKey(
            required: "kafka", "bootstrap_servers", at: \.kafka.bootstrapServers, .servers,
            "Brokers to ask first; they name the others.", example: "127.0.0.1:9092"),
        ConfigurationKey(
            "kafka", "group_id", at: \.kafka.groupId, .name(charactersMax: 200),
            """
            The consumer group. Positions and detections belong to it: another name is another installation, starts \
            at the earliest record and needs topics of its own, under topics; with those of the former group it ends.
            """),
        ConfigurationKey(
            "kafka", "instance_id", at: \.kafka.instanceId, .name(charactersMax: 100),
            """
            The name of this process, for static membership and transactional ids: a restart takes its partitions \
            back without a rebalance. Stopped or killed, its partitions wait for it until its session has timed out \
            (30 s, session.timeout.ms under librdkafka); then others take them. Two processes never share one.
            """, absent: "dynamic membership", example: "ops-1"),
        ConfigurationKey(
            "kafka", "replication_factor", at: \.kafka.replicationFactor, .integer(1...15, "replicas"),
            "Replicas of the topics that `iropsd topics apply` makes.",
            absent: "the smaller of 3 and the number of brokers", example: "3"),
        ConfigurationKey(
            path: ["kafka", "partitions"],
            meaning: """
                Partitions of topics, by logical name, where they are to be others than topics/topics.yaml declares. \
                Decide before the first start and give all processes the same: counts never change after it.
                """,
            allowed: "logical names of topics, each with \(partitionCount.allowed)", absence: .value("{}"),
            example: "{flight.events: 12, iropsd.entities: 24}", isSecret: false,
            reading: .properties { name, value, configuration throws(ValueProblem) in
                guard TopicNames.logical.contains(name) else {
                    throw ValueProblem(
                        "is of no topic of iropsd", nearest: NearestName.find(name, among: TopicNames.logical))
                }
                configuration.kafka.partitions[name] = try partitionCount.parse(value)
            },
            show: { configuration in
                let counts = configuration.kafka.partitions.sorted { $0.key < $1.key }
                return "{\(counts.map { "\($0): \($1)" }.joined(separator: ", "))}"
            }),
        ConfigurationKey(
            path: ["kafka", "librdkafka"],
            meaning: """
                Properties passed on to librdkafka: security.protocol, sasl.*, ssl.*, session.timeout.ms and the \
                like. Those on which exactly-once rests are set by iropsd alone.
                """,
            allowed: "names and values of librdkafka's CONFIGURATION.md", absence: .value("{}"),
            example: "{session.timeout.ms: 45000}", isSecret: true,
            reading: .properties { name, value, configuration throws(ValueProblem) in
                try admit(name, value)
                configuration.kafka.librdkafka[name] = value
            },
            show: { "{\($0.kafka.librdkafka)}" }),
    ]

    private static let partitionCount = ValueKind<Int>.integer(1...1000, "partitions")

    /// Properties that iropsd sets itself, and why they cannot be given.
    private static let owned: [String: String] = [
        "bootstrap.servers": "use kafka.bootstrap_servers", "metadata.broker.list": "use kafka.bootstrap_servers",
        "group.id": "use kafka.group_id", "group.instance.id": "use kafka.instance_id",
        "transactional.id": "use kafka.instance_id", "client.id": "use kafka.instance_id",
        "enable.auto.commit": exactlyOnce, "enable.auto.offset.store": exactlyOnce, "auto.offset.reset": exactlyOnce,
        "isolation.level": exactlyOnce, "enable.idempotence": exactlyOnce, "enable.gapless.guarantee": exactlyOnce,
        "acks": exactlyOnce, "request.required.acks": exactlyOnce, "message.timeout.ms": exactlyOnce,
        "delivery.timeout.ms": exactlyOnce, "partition.assignment.strategy": exactlyOnce, "partitioner": exactlyOnce,
        "retries": exactlyOnce, "message.send.max.retries": exactlyOnce, "transaction.timeout.ms": exactlyOnce,
        "enable.partition.eof": "iropsd needs to hear of the end of a partition",
        "message.max.bytes": "it is the limit of the topics that iropsd writes",
    ]
    private static let exactlyOnce = "exactly-once rests on the value that iropsd gives it"

    private static func admit(_ name: String, _ value: String) throws(ValueProblem) {
        let isName =
            !name.isEmpty && name.utf8.allSatisfy { $0.isAsciiLetterOrDigit || [0x2E, 0x5F, 0x2D].contains($0) }
        guard isName, name.utf8.count <= 100 else { throw ValueProblem("is no name of a librdkafka property") }
        if let reason = owned[name] { throw ValueProblem("is not to be set here: \(reason)") }
        guard KafkaSettings.isKnown(name, value) else {
            throw ValueProblem("is no property, or not with this value, of librdkafka \(KafkaVersion.loaded)")
        }
    }
}
