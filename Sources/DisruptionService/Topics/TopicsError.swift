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
        if let refused = ([error] + told).first(where: { $0.code == .authentication }) {
            self.init(
                """
                \(servers): the broker refuses the login (\(refused.reason)). Compare security.protocol, sasl.* and \
                ssl.* under kafka.librdkafka with the broker's listener.
                """)
        } else if Self.unauthorised.contains(error.code) {
            self.init(
                """
                \(error.operation) \(error.subject): not allowed (\(error.name)). This user needs Describe, Create, \
                DescribeConfigs and AlterConfigs on the topics, and Read and Write on iropsd.snapshots: see kafka-acls.
                """)
        } else if error.operation == "configure" {
            self.init("kafka.librdkafka: \(error.subject): \(error.reason)", exitCode: .usage)
        } else if Self.unreachable.contains(error.code) {
            let reason = told.last?.reason ?? error.reason
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

    /// Source: the error codes of the Kafka protocol guide; 31 is CLUSTER_AUTHORIZATION_FAILED.
    private static let unauthorised: Set<KafkaErrorCode> = [
        .topicNotAuthorized, .groupNotAuthorized, KafkaErrorCode(rawValue: 31),
    ]
}
