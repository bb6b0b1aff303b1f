import CLibrdkafka

/// A consumer group as its coordinator describes it.
public struct GroupDescription: Sendable, Equatable {
    /// A member and what the coordinator has given it.
    public struct Member: Sendable, Equatable {
        /// `group.instance.id`; nil for a dynamic member.
        public let instance: String?
        /// `client.id`.
        public let clientID: String
        public let partitions: [TopicPartition]

        public init(instance: String?, clientID: String = "", partitions: [TopicPartition]) {
            self.instance = instance
            self.clientID = clientID
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
    ///
    /// Asked with `rd_kafka_list_groups`: `rd_kafka_DescribeConsumerGroups` of librdkafka 2.0.2 ends the process with
    /// an assertion (`eonce->refcnt > 0`) when the coordinator goes away meanwhile.
    public func group(_ name: String, timeout: Duration) throws(KafkaError) -> GroupDescription {
        var list: UnsafePointer<rd_kafka_group_list>?
        let code = rd_kafka_list_groups(handle.client, name, &list, timeout.wholeMilliseconds)
        defer { if let list { rd_kafka_group_list_destroy(list) } }
        // Some brokers may be away that do not coordinate the group.
        if code != RD_KAFKA_RESP_ERR__PARTIAL { try KafkaError.check(code, "describe group", name) }
        guard let list = list?.pointee, list.group_cnt > 0 else {
            return GroupDescription(isStable: false, members: [])
        }
        try KafkaError.check(list.groups[0].err, "describe group", name)
        return try GroupDescription(list.groups[0], name)
    }
}

extension GroupDescription {
    fileprivate init(_ group: rd_kafka_group_info, _ name: String) throws(KafkaError) {
        var members: [Member] = []
        for member in UnsafeBufferPointer(start: group.members, count: Int(group.member_cnt)) {
            let bytes = UnsafeRawBufferPointer(
                start: member.member_assignment, count: Int(member.member_assignment_size))
            guard let partitions = GroupAssignment.partitions(in: bytes) else {
                throw KafkaError(RD_KAFKA_RESP_ERR__BAD_MSG, "read the assignments of group", name)
            }
            let clientID = member.client_id.map { String(cString: $0) } ?? ""
            let instance = GroupAssignment.instance(
                memberID: member.member_id.map { String(cString: $0) } ?? "", clientID: clientID)
            members.append(Member(instance: instance, clientID: clientID, partitions: partitions))
        }
        let state = group.state.map { String(cString: $0) }
        self.init(isStable: state == "Stable", members: members)
    }
}
