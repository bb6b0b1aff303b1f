import KafkaClient

/// What happens to snapshots, with the words for the operator.
extension LogEvent {
    static func snapshotRecordMalformed(_ topic: String, offset: Int64, why: String) -> LogEvent {
        LogEvent(
            .warning, "snapshots.malformed",
            "A record that should tell of a snapshot cannot be used and is passed over: something else writes there",
            ["topic": .text(topic), "partition": 0, "offset": .integer(offset), "why": .text(why)])
    }

    static func snapshotsUnreadable(_ topic: String, _ error: KafkaError) -> LogEvent {
        LogEvent(
            .error, "snapshots.unreadable",
            "\(topic) cannot be read; partitions cannot be taken over until it can. \(Self.remedy(error))",
            ["topic": .text(topic), "error": .described(error)])
    }

    static func snapshotsRemade(_ topic: String, _ error: KafkaError) -> LogEvent {
        LogEvent(
            .error, "snapshots.remade",
            """
            \(topic) was deleted or made anew while this process ran: with it went the snapshots and the number that \
            keeps versions rising. What is in memory goes on, no partition can be taken over any more. Stop all \
            processes of the group, delete iropsd.entities and run iropsd topics apply to begin anew
            """, ["topic": .text(topic), "error": .described(error)])
    }

    static func logRemade(_ error: KafkaError) -> LogEvent {
        LogEvent(
            .error, "snapshots.log_remade", "The log was made anew while this process ran: start it anew too",
            ["error": .described(error)])
    }

    /// - Parameter isTopicGone: the snapshots before it may be gone too.
    static func snapshotNotWritten(
        _ topic: String, _ key: SnapshotKey, _ error: KafkaError, isTopicGone: Bool
    ) -> LogEvent {
        LogEvent(
            .error, "snapshots.not_written",
            isTopicGone
                ? """
                A snapshot could not be written, and those before it are gone with the topic: what is in memory goes \
                on, and a restart loses it where the front of the log is deleted. \(remedy(error))
                """
                : """
                A snapshot could not be written; the partition goes on, and a restart of it takes longer until one \
                can. \(remedy(error))
                """,
            [
                "topic": .text(topic), "partition": .integer(key.partition), "position": .integer(key.position),
                "error": .described(error),
            ])
    }

    static func snapshotsNotRemoved(_ topic: String, partition: Int, _ error: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "snapshots.not_removed",
            "Old snapshots could not be removed; it is tried again with the next one. \(remedy(error))",
            ["topic": .text(topic), "partition": .integer(partition), "error": .described(error)])
    }

    static func logNotTrimmed(_ topic: String, partition: Int, _ error: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "snapshots.log_not_trimmed",
            """
            The broker does not let the front of the log be deleted, so it grows: give this user DELETE on the topic \
            (kafka-acls), and look at its cleanup.policy, which is delete. Told once
            """, ["topic": .text(topic), "partition": .integer(partition), "error": .described(error)])
    }

    static func snapshotBroken(_ manifest: SnapshotManifest, _ why: SnapshotFault) -> LogEvent {
        LogEvent(
            .warning, "snapshots.broken",
            "A snapshot cannot be restored from; the one before it is used where there is one: \(why)",
            [
                "partition": .integer(manifest.key.partition), "position": .integer(manifest.key.position),
                "writer": .text(manifest.key.writer), "build": .text(manifest.build),
            ])
    }

    /// What to do about an error, for somebody who reads it in a log.
    static func remedy(_ error: KafkaError) -> String {
        switch error.code {
        case .topicNotAuthorized, .groupNotAuthorized: "Give this user READ and WRITE on the topic: see kafka-acls"
        case .unknownTopic, .unknownTopicOrPartition, .unknownPartition:
            "Is it deleted? With it go the snapshots and the number that keeps versions rising: see iropsd.snapshots.md"
        case .messageTooLarge: "Set max.message.bytes of the topic back to 1 MiB: iropsd topics apply"
        default: error.isRetriable ? "Goes on by itself when the broker answers" : "See the error"
        }
    }
}
