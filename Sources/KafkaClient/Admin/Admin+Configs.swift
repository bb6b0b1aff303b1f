import CLibrdkafka
import Glibc

/// Reading and changing topic settings.
extension Admin {
    /// All settings of a topic by name, defaults included.
    public func configs(of topic: String, timeout: Duration) throws(KafkaError) -> [String: TopicConfig] {
        let operation = "describe settings of topic"
        var resources = [rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic)]
        defer { for resource in resources { rd_kafka_ConfigResource_destroy(resource) } }
        return try request(operation, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, timeout: timeout) { options, queue in
            rd_kafka_DescribeConfigs(handle.client, &resources, resources.count, options, queue)
        } read: { event throws(KafkaError) in
            var count = 0
            let results = rd_kafka_DescribeConfigs_result_resources(
                rd_kafka_event_DescribeConfigs_result(event), &count)
            guard count > 0, let resource = results?.pointee else {
                throw KafkaError(RD_KAFKA_RESP_ERR__BAD_MSG, operation, topic)
            }
            try Self.check(resource, operation, topic)
            return TopicConfig.all(of: resource)
        }
    }

    /// Changes settings of a topic and leaves its others as they are; a nil value takes a setting back to the default.
    ///
    /// librdkafka 2.0.2 can only replace all of a topic's own settings at once, so they are read, merged and written: a
    /// change made by somebody else in between is undone. Returns when the brokers show the change, which is a moment
    /// after they took it.
    public func alterConfigs(
        of topic: String, _ changes: [String: String?], timeout: Duration
    ) throws(KafkaError) {
        let operation = "alter settings of topic"
        let deadline = Deadline(within: timeout)
        var values: [String: String] = [:]
        for config in try configs(of: topic, timeout: timeout).values where config.source == .topic {
            values[config.name] = config.value
        }
        for (name, value) in changes { values[name] = value }

        var resources = [rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic)]
        defer { for resource in resources { rd_kafka_ConfigResource_destroy(resource) } }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            try KafkaError.check(
                rd_kafka_ConfigResource_set_config(resources[0], name, value), operation, "\(topic), \(name)")
        }
        try request(operation, RD_KAFKA_ADMIN_OP_ALTERCONFIGS, timeout: deadline.remaining) { options, queue in
            rd_kafka_AlterConfigs(handle.client, &resources, resources.count, options, queue)
        } read: { event throws(KafkaError) in
            var count = 0
            let results = rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event), &count)
            if count > 0, let resource = results?.pointee { try Self.check(resource, operation, topic) }
        }
        // Else the next change would be merged into what was there before this one.
        while !deadline.hasPassed {
            let shown = try configs(of: topic, timeout: deadline.remaining)
            let isShown = changes.keys.allSatisfy { name in
                let own = shown[name].flatMap { $0.source == .topic ? $0.value : nil }
                return own == values[name]
            }
            if isShown { return }
            usleep(lookAgainMicroseconds)
        }
    }

    private static func check(_ resource: OpaquePointer, _ operation: String, _ topic: String) throws(KafkaError) {
        let code = rd_kafka_ConfigResource_error(resource)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw KafkaError(
            code, operation, topic, reason: rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) })
    }
}

extension TopicConfig {
    static func all(of resource: OpaquePointer) -> [String: TopicConfig] {
        var count = 0
        guard let entries = rd_kafka_ConfigResource_configs(resource, &count) else { return [:] }
        var configs: [String: TopicConfig] = [:]
        for case let entry? in UnsafeBufferPointer(start: entries, count: count) {
            let config = TopicConfig(entry)
            configs[config.name] = config
        }
        return configs
    }

    private init(_ entry: OpaquePointer) {
        name = rd_kafka_ConfigEntry_name(entry).map { String(cString: $0) } ?? ""
        value = rd_kafka_ConfigEntry_value(entry).map { String(cString: $0) }
        source =
            switch rd_kafka_ConfigEntry_source(entry) {
            case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG: .topic
            case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_BROKER_CONFIG, RD_KAFKA_CONFIG_SOURCE_DYNAMIC_DEFAULT_BROKER_CONFIG,
                RD_KAFKA_CONFIG_SOURCE_STATIC_BROKER_CONFIG:
                .broker
            case RD_KAFKA_CONFIG_SOURCE_DEFAULT_CONFIG: .builtIn
            default: .unknown
            }
        isReadOnly = rd_kafka_ConfigEntry_is_read_only(entry) == 1
    }
}
