import CLibrdkafka

/// A librdkafka or broker error number: negative ones arise in the client, positive ones come from a broker.
///
/// Source: the error codes of the Kafka protocol guide and `rd_kafka_resp_err_t` in rdkafka.h.
public struct KafkaErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number as librdkafka and the protocol have it.
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    init(_ code: rd_kafka_resp_err_t) {
        rawValue = code.rawValue
    }

    /// The symbolic name, for example `UNKNOWN_TOPIC_OR_PART`; names with a leading underscore are the client's own.
    public var name: String {
        String(cString: rd_kafka_err2name(rd_kafka_resp_err_t(rawValue)))
    }

    /// What librdkafka says about the code in general.
    public var text: String {
        String(cString: rd_kafka_err2str(rd_kafka_resp_err_t(rawValue)))
    }

    public var description: String { name }

    /// No error.
    public static let none = Self(RD_KAFKA_RESP_ERR_NO_ERROR)
    /// The client's time ran out before an answer came.
    public static let timedOut = Self(RD_KAFKA_RESP_ERR__TIMED_OUT)
    /// A connection failed or broke.
    public static let transport = Self(RD_KAFKA_RESP_ERR__TRANSPORT)
    /// No broker can be reached at present.
    public static let allBrokersDown = Self(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
    /// A host name could not be resolved.
    public static let unresolvedHost = Self(RD_KAFKA_RESP_ERR__RESOLVE)
    /// Login was refused, or the security settings of client and broker differ.
    public static let authentication = Self(RD_KAFKA_RESP_ERR__AUTHENTICATION)
    /// A setting or an argument is wrong.
    public static let invalidArgument = Self(RD_KAFKA_RESP_ERR__INVALID_ARG)
    /// The call does not fit the state of the client.
    public static let wrongState = Self(RD_KAFKA_RESP_ERR__STATE)
    /// The producer's queue is full.
    public static let queueFull = Self(RD_KAFKA_RESP_ERR__QUEUE_FULL)
    /// The record waited longer than `message.timeout.ms`.
    public static let messageTimedOut = Self(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT)
    /// The record was thrown away by a purge or an abort before it was sent.
    public static let purgedFromQueue = Self(RD_KAFKA_RESP_ERR__PURGE_QUEUE)
    /// The record was thrown away by a purge or an abort while under way; it may be in the log.
    public static let purgedInFlight = Self(RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
    /// The reader has come to the end of a partition (only with `enable.partition.eof`).
    public static let endOfPartition = Self(RD_KAFKA_RESP_ERR__PARTITION_EOF)
    /// The owner let more than `max.poll.interval.ms` pass between two polls.
    public static let pollIntervalExceeded = Self(RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED)
    /// The client does not know such a topic.
    public static let unknownTopic = Self(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC)
    /// The client does not know such a partition.
    public static let unknownPartition = Self(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION)
    /// A newer producer with the same transactional id has taken over (the client's view).
    public static let fenced = Self(RD_KAFKA_RESP_ERR__FENCED)
    /// A fatal error was raised; the client handle is of no more use.
    public static let fatal = Self(RD_KAFKA_RESP_ERR__FATAL)
    /// The offset is not in the log, and `auto.offset.reset` says that this is an error.
    public static let noOffset = Self(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
    /// The offset is not in the log.
    public static let offsetOutOfRange = Self(RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE)
    /// The broker does not know the topic or the partition.
    public static let unknownTopicOrPartition = Self(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    /// The record is larger than client or broker allow.
    public static let messageTooLarge = Self(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
    /// The topic is there already.
    public static let topicAlreadyExists = Self(RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
    /// The partition count is not acceptable.
    public static let invalidPartitions = Self(RD_KAFKA_RESP_ERR_INVALID_PARTITIONS)
    /// The replication factor is not acceptable.
    public static let invalidReplicationFactor = Self(RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR)
    /// A topic setting is not acceptable.
    public static let invalidConfig = Self(RD_KAFKA_RESP_ERR_INVALID_CONFIG)
    /// The group's generation has changed since the metadata was taken.
    public static let illegalGeneration = Self(RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION)
    /// The group does not know the member.
    public static let unknownMember = Self(RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID)
    /// The group is rebalancing.
    public static let rebalanceInProgress = Self(RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS)
    /// The group is not empty.
    public static let groupNotEmpty = Self(RD_KAFKA_RESP_ERR_NON_EMPTY_GROUP)
    /// There is no such group.
    public static let groupNotFound = Self(RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND)
    /// Another member with the same `group.instance.id` has taken over.
    public static let fencedInstance = Self(RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID)
    /// A newer producer with the same transactional id has taken over (the broker's view).
    public static let invalidProducerEpoch = Self(RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH)
    /// The broker's access rules forbid the topic.
    public static let topicNotAuthorized = Self(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
    /// The broker's access rules forbid the group.
    public static let groupNotAuthorized = Self(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
    /// The broker's access rules forbid what is done to the cluster.
    public static let clusterNotAuthorized = Self(RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED)
    /// The broker's access rules forbid the transactional id.
    public static let transactionalIDNotAuthorized = Self(RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED)
}
