import CLibrdkafka
import Glibc

/// A consumer group as its coordinator describes it.
public struct GroupDescription: Sendable, Equatable {
    /// A member and what the coordinator has given it.
    public struct Member: Sendable, Equatable {
        /// `group.instance.id`; nil for a dynamic member.
        public let instance: String?
        public let partitions: [TopicPartition]

        public init(instance: String?, partitions: [TopicPartition]) {
            self.instance = instance
            self.partitions = partitions
        }
    }

    /// Every member has its assignment; no rebalance is under way.
    public let isStable: Bool
    public let members: [Member]

    public init(isStable: Bool, members: [Member]) {
        self.isStable = isStable
        self.members = members
    }
}

extension Admin {
    /// Who is in a group, and who owns what; without members for an unknown group.
    public func group(_ name: String, timeout: Duration) throws(KafkaError) -> GroupDescription {
        let operation = "describe group"
        let text = strdup(name)
        defer { free(text) }
        var names: [UnsafePointer<CChar>?] = [UnsafePointer(text)]
        return try request(operation, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, timeout: timeout) { options, queue in
            rd_kafka_DescribeConsumerGroups(handle.client, &names, 1, options, queue)
        } read: { event throws(KafkaError) in
            var count = 0
            let groups = rd_kafka_DescribeConsumerGroups_result_groups(
                rd_kafka_event_DescribeConsumerGroups_result(event), &count)
            guard count > 0, let group = groups?.pointee else {
                return GroupDescription(isStable: false, members: [])
            }
            if let error = rd_kafka_ConsumerGroupDescription_error(group) {
                let code = rd_kafka_error_code(error)
                if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code, operation, name) }
            }
            return GroupDescription(group)
        }
    }
}

extension GroupDescription {
    fileprivate init(_ group: OpaquePointer) {
        let count = rd_kafka_ConsumerGroupDescription_member_count(group)
        self.init(
            isStable: rd_kafka_ConsumerGroupDescription_state(group) == RD_KAFKA_CONSUMER_GROUP_STATE_STABLE,
            members: (0..<count).compactMap { rd_kafka_ConsumerGroupDescription_member(group, $0).map(Member.init) })
    }
}

extension GroupDescription.Member {
    fileprivate init(_ member: OpaquePointer) {
        let instance = rd_kafka_MemberDescription_group_instance_id(member).map { String(cString: $0) }
        let assignment = rd_kafka_MemberDescription_assignment(member)
        self.init(
            instance: instance.flatMap { $0.isEmpty ? nil : $0 },
            partitions: PartitionList.partitions(of: rd_kafka_MemberAssignment_partitions(assignment)))
    }
}
