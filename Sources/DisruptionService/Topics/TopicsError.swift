public import KafkaClient

/// Why topics could not be looked at or made: what happened, to what, and what to do.
public struct TopicsError: ExitCodeError, Sendable, Equatable, CustomStringConvertible {
    /// One or two sentences for a person.
    public let description: String
    /// Whether the same call may succeed later without any change.
    public let isRetriable: Bool
    /// `usage` where the configuration is to blame.
    public let exitCode: ExitCode

    init(_ description: String, isRetriable: Bool = false, exitCode: ExitCode = .failed) {
        self.description = description
        self.isRetriable = isRetriable
        self.exitCode = exitCode
    }

    /// What a failure of Kafka means to somebody who asked for topics.
    /// - Parameters:
    ///   - servers: `kafka.bootstrap_servers`.
    ///   - told: what the client said by itself meanwhile; a refused login is known from there alone.
    public init(_ error: KafkaError, servers: String, told: [KafkaError] = []) {
        let what = [error.operation, error.subject].filter { !$0.isEmpty }.joined(separator: " ")
        let reason = told.last?.reason ?? error.reason
        if let refused = ([error] + told).first(where: { $0.code == .authentication }) {
            self.init(
                """
                \(servers): the broker refuses the login (\(refused.reason)). Compare security.protocol, sasl.* and \
                ssl.* under kafka.librdkafka with the broker's listener.\(Self.scram(refused))
                """)
        } else if let right = Self.rights[error.code] {
            self.init(
                """
                \(what): not allowed (\(error.name)). This user needs \(right); what each role needs stands in \
                deploy/SECURITY.md.
                """)
        } else if error.code == .unknownTopic || error.code == .unknownTopicOrPartition {
            self.init(
                """
                \(what): the broker does not show it (\(error.name)). It was made or deleted a moment ago, or this \
                user lacks Describe on it: all topics that are declared are looked at (deploy/SECURITY.md).
                """)
        } else if Self.unreachable.contains(error.code), reason.contains("certificate verify failed") {
            self.init(
                """
                \(servers): the broker's certificate is not accepted (\(reason)). Is it valid still, for this host, \
                and signed by an authority of ssl.ca.location? openssl s_client -connect HOST:PORT -CAfile FILE tells.
                """, isRetriable: true)
        } else if error.operation == "configure" {
            self.init("kafka.librdkafka: \(error.subject): \(error.reason)", exitCode: .usage)
        } else if Self.unreachable.contains(error.code) {
            self.init(
                """
                \(servers): no answer (\(reason)). Is a broker running there? Look at kafka.bootstrap_servers, and at \
                security.protocol where the broker expects TLS.
                """, isRetriable: true)
        } else {
            self.init("\(error)", isRetriable: error.isRetriable)
        }
    }

    private static let unreachable: Set<KafkaErrorCode> = [.timedOut, .transport, .allBrokersDown, .unresolvedHost]

    /// What has to be allowed where a broker says no.
    private static let rights: [KafkaErrorCode: String] = [
        .topicNotAuthorized: "Describe on the topic, and as administrator Create, DescribeConfigs and AlterConfigs",
        .groupNotAuthorized: "Read on the group (kafka.group_id)",
        .clusterNotAuthorized: "Create, and to change settings AlterConfigs, on the topics",
    ]

    /// What older libraries make of SCRAM with newer brokers.
    private static func scram(_ refused: KafkaError) -> String {
        guard refused.reason.contains("SCRAM"), !KafkaVersion.loaded.hasScramOfKafka4 else { return "" }
        return " Brokers of Apache Kafka 4 refuse SCRAM of librdkafka \(KafkaVersion.loaded); 2.6.1 or newer can."
    }
}
