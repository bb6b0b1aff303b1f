import CLibrdkafka

/// Consumer groups.
extension Admin {
    /// Removes groups and their committed offsets; they must have no members.
    public func deleteGroups(_ names: [String], timeout: Duration) throws(KafkaError) -> [AdminOutcome] {
        let operation = "delete group"
        guard !names.isEmpty else { return [] }
        var unwanted = names.map { rd_kafka_DeleteGroup_new($0) }
        defer { for group in unwanted { rd_kafka_DeleteGroup_destroy(group) } }
        return try request(operation, RD_KAFKA_ADMIN_OP_DELETEGROUPS, timeout: timeout) { options, queue in
            rd_kafka_DeleteGroups(handle.client, &unwanted, unwanted.count, options, queue)
        } read: { event in
            var count = 0
            let results = rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event), &count)
            return Self.outcomes(results, count, operation)
        }
    }

    /// Every offset a group has committed, with its metadata; empty for an unknown group.
    public func committedOffsets(of group: String, timeout: Duration) throws(KafkaError) -> [PartitionOffset] {
        let operation = "read committed offsets of group \(group)"
        guard let wanted = rd_kafka_ListConsumerGroupOffsets_new(group, nil) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, operation, group)
        }
        defer { rd_kafka_ListConsumerGroupOffsets_destroy(wanted) }
        var requests: [OpaquePointer?] = [wanted]
        let handle = try outsider(of: group)
        return try request(
            operation, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, by: handle, timeout: timeout
        ) { options, queue in
            rd_kafka_ListConsumerGroupOffsets(handle.client, &requests, 1, options, queue)
        } read: { event throws(KafkaError) in
            var count = 0
            let results = rd_kafka_ListConsumerGroupOffsets_result_groups(
                rd_kafka_event_ListConsumerGroupOffsets_result(event), &count)
            try Self.outcomes(results, count, operation).check()
            guard count > 0, let result = results?.pointee else { return [] }
            return PartitionList.offsets(of: rd_kafka_group_result_partitions(result))
        }
    }

    private static func outcomes(
        _ results: UnsafePointer<OpaquePointer?>?, _ count: Int, _ operation: String
    ) -> [AdminOutcome] {
        UnsafeBufferPointer(start: results, count: results == nil ? 0 : count).compactMap { result in
            guard let result else { return nil }
            let error = rd_kafka_group_result_error(result)
            return AdminOutcome(
                rd_kafka_group_result_name(result).map { String(cString: $0) } ?? "",
                error.map { rd_kafka_error_code($0) } ?? RD_KAFKA_RESP_ERR_NO_ERROR,
                error.flatMap { rd_kafka_error_string($0) }, operation)
        }
    }
}
