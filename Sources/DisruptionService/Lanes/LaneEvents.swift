import DisruptionCore
import KafkaClient

/// What happens to lanes, with the words for the operator.
extension LogEvent {
    private static func names(_ partitions: [TopicPartition]) -> LogValue {
        var text: [String] = []
        for (topic, held) in Dictionary(grouping: partitions, by: \.topic).sorted(by: { $0.key < $1.key }) {
            text.append("\(topic)[\(held.map { String($0.partition) }.sorted().joined(separator: ","))]")
        }
        return .text(text.joined(separator: " "))
    }

    static func laneAssigned(_ lane: Int, partitions: [TopicPartition]) -> LogEvent {
        LogEvent(
            .info, "lane.assigned", "Lane takes partitions over",
            ["lane": .integer(lane), "partitions": names(partitions)])
    }

    static func laneRevoked(_ lane: Int, partitions: [TopicPartition]) -> LogEvent {
        LogEvent(
            .info, "lane.revoked", "Lane gave partitions up", ["lane": .integer(lane), "partitions": names(partitions)])
    }

    static func laneLost(_ lane: Int, partitions: Int) -> LogEvent {
        LogEvent(
            .warning, "lane.lost", "The group gave the lane's partitions to others; it starts anew",
            ["lane": .integer(lane), "partitions": .integer(partitions)])
    }

    static func laneConfigured(_ lane: Int, config: String) -> LogEvent {
        LogEvent(
            .info, "lane.configured", "Configuration written into the log of partitions that had none or another",
            ["lane": .integer(lane), "config_id": .text(config)])
    }

    static func laneRestarts(_ lane: Int, why: String, delayMs: Int64) -> LogEvent {
        LogEvent(
            .warning, "lane.restarts", "Lane starts anew from the committed position",
            ["lane": .integer(lane), "why": .text(why), "in_ms": .integer(delayMs)])
    }

    static func laneNotCommitted(_ lane: Int, why: String) -> LogEvent {
        LogEvent(
            .warning, "lane.not_committed",
            "Lane stopped without committing all that it had read: the next start works through that again",
            ["lane": .integer(lane), "why": .text(why)])
    }

    static func laneFailed(_ lane: Int, why: String) -> LogEvent {
        LogEvent(.error, "lane.failed", "\(why)", ["lane": .integer(lane)])
    }

    static func logReadAgain(_ lane: Int, partition: Int, from offset: Int64) -> LogEvent {
        LogEvent(
            .info, "lane.reads_again",
            """
            More stood in the log before its first configuration than is kept, because the partition had no owner for \
            a while; it is read again from there, nothing is lost
            """,
            ["lane": .integer(lane), "partition": .integer(partition), "offset": .integer(offset)])
    }

    static func groupNotSeen(_ group: String, _ cause: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "group.not_seen",
            """
            The group cannot be looked at, so partitions that a killed process leaves without an owner go unseen: \
            allow this user DESCRIBE on the group and the cluster
            """,
            ["group": .text(group), "why": .described(cause)])
    }

    static func laneWaits(_ lane: Int, isStatic: Bool) -> LogEvent {
        LogEvent(
            .info, "lane.waits",
            isStatic
                ? """
                The group has given the lane no partitions yet: other lanes have them, or a process that stopped or \
                died keeps its own until its session times out, or a rebalance is under way
                """
                : """
                The group has given the lane no partitions yet: other lanes have them, or a member that was killed \
                holds them until its session times out; with kafka.instance_id a restart takes its own back at once
                """,
            ["lane": .integer(lane)])
    }

    static func laneRejoins(_ lane: Int) -> LogEvent {
        LogEvent(
            .warning, "lane.rejoins",
            """
            Partitions have had no owner since a process died in the middle of a rebalance; the lane leaves the group \
            and joins anew, so that all are given out again
            """,
            ["lane": .integer(lane)])
    }

    static func brokersAway(_ lane: Int, _ cause: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "kafka.away",
            "No Kafka broker can be reached: check that one runs; goes on by itself when it answers",
            ["lane": .integer(lane), "why": .described(cause)])
    }

    static func brokersBack(_ lane: Int, afterMs: Int64) -> LogEvent {
        LogEvent(.info, "kafka.back", "Kafka answers again", ["lane": .integer(lane), "away_ms": .integer(afterMs)])
    }

    /// A connection that fails or breaks is made anew by the client; that it was the last is told by `kafka.away`.
    static func consumerTrouble(_ lane: Int, _ error: KafkaError) -> LogEvent {
        LogEvent(
            error.code == .transport || error.code == .allBrokersDown ? .debug : .warning, "kafka.consumer",
            "Kafka client reports trouble; it goes on by itself",
            ["lane": .integer(lane), "error": .described(error)])
    }

    static func idleCheckFailed(_ error: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "ingest.idle_check", "Could not ask for the end of a quiet partition; its watermark stays",
            ["error": .described(error)])
    }

    static func transactionLeftOpen(_ topic: String, _ partition: Int, offset: Int64) -> LogEvent {
        LogEvent(
            .warning, "ingest.open_transaction",
            """
            A producer has left a transaction open for longer than brokers allow; the partition counts as quiet, and \
            what the transaction may still bring can be too late. Find it with kafka-transactions.sh find-hanging
            """,
            ["topic": .text(topic), "partition": .integer(partition), "offset": .integer(Int(offset))])
    }

    static func commitAbandoned(_ lane: Int) -> LogEvent {
        LogEvent(
            .warning, "lane.commit_abandoned",
            """
            A commit does not come back from the Kafka client and is left behind; the lane goes on with a new client, \
            from the committed position
            """,
            ["lane": .integer(lane)])
    }

    static func closeTookTooLong(_ lane: Int) -> LogEvent {
        LogEvent(
            .warning, "lane.close", "Leaving the group took too long; the session runs out by itself",
            ["lane": .integer(lane)])
    }

    static func deadLetter(_ reason: String, topic: String, partition: Int, offset: Int64) -> LogEvent {
        LogEvent(
            .warning, "ingest.dead_letter", "Record became a dead letter; see its headers in dead.letter.queue",
            [
                "reason": .text(reason), "topic": .text(topic), "partition": .integer(partition),
                "offset": .integer(offset),
            ])
    }

    static func inputRemade(_ topic: String, _ partition: Int, committed: Int64?, end: Int64) -> LogEvent {
        LogEvent(
            .warning, "input.remade",
            committed == nil
                ? "The group's position is gone, so the topic or its offsets were deleted: all its records are new ones"
                : "The topic was made anew, as it is not that of the group's position: all its records are new ones",
            [
                "topic": .text(topic), "partition": .integer(partition),
                "position": committed.map { .integer($0) } ?? "none", "end": .integer(end),
            ])
    }

    static func inputExpired(_ topic: String, _ partition: Int, from: Int64, to: Int64) -> LogEvent {
        LogEvent(
            .error, "input.expired",
            "Records were deleted by retention before they were read; they are lost to detection",
            [
                "topic": .text(topic), "partition": .integer(partition), "position": .integer(from),
                "oldest": .integer(to), "records": .integer(to - from),
            ])
    }

    static func kafkaClient(_ level: Int, _ facility: String, _ text: String) -> LogEvent {
        LogEvent(level <= 3 ? .warning : .debug, "kafka.client", text, ["facility": .text(facility)])
    }
}

/// What happens to the states of partitions.
extension LogEvent {
    static func snapshotRestored(_ lane: Int, _ manifest: SnapshotManifest, replays: Int64) -> LogEvent {
        LogEvent(
            .info, "snapshots.restored", "State restored from a snapshot; the records behind it are worked through",
            [
                "lane": .integer(lane), "partition": .integer(manifest.key.partition),
                "position": .integer(manifest.key.position), "entities": .integer(manifest.entities),
                "records": .integer(replays),
            ])
    }

    static func transactionEnded(_ lane: Int, of owner: String) -> LogEvent {
        LogEvent(
            .warning, "lane.ends_transaction",
            "A former owner of the partitions has left a transaction open; it is ended, and the owner fenced",
            ["lane": .integer(lane), "transactional_id": .text(owner)])
    }

    static func positionsHeld(_ lane: Int) -> LogEvent {
        LogEvent(
            .error, "lane.positions_held",
            """
            The group's positions are held by an open transaction that no known owner has; the lane waits for its end, \
            for it may be committed yet. Where this comes again and again, a broker has lost that end: find the \
            transaction with Kafka's kafka-transactions.sh find-hanging
            """,
            ["lane": .integer(lane)])
    }

    /// - Parameter isAnotherLog: the topics are not what they were when the process started.
    static func lastSnapshotsNotWritten(_ lane: Int, partitions: [Int], isAnotherLog: Bool) -> LogEvent {
        LogEvent(
            .warning, "snapshots.not_last",
            isAnotherLog
                ? """
                The states at the stop were not written, because the topics they belong to were made anew: \
                snapshots.remade or snapshots.log_remade, told before, says what to do
                """
                : """
                The states at the stop were not written in time; the next start works through the log behind the \
                snapshots before, and must be of the same build
                """,
            ["lane": .integer(lane), "partitions": .text(partitions.map(String.init).joined(separator: " "))])
    }

    static func standbyTakesOver(_ lane: Int, partition: Int, replays: Int64) -> LogEvent {
        LogEvent(
            .info, "standby.takes_over",
            "A state that was kept warm is taken; the records behind it are worked through",
            ["lane": .integer(lane), "partition": .integer(partition), "records": .integer(replays)])
    }

    static func standbyFails(_ partition: Int?, why: String) -> LogEvent {
        LogEvent(
            .warning, "standby.fails",
            "No state is kept warm for now, it is tried again; a takeover loads a snapshot instead",
            ["partition": .integer(partition ?? -1), "why": .text(why)])
    }
}
