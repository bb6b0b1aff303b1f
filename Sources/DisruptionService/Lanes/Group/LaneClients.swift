import KafkaClient

/// The settings of a lane's clients, each for a reason of design; what the configuration passes through wins, but for
/// what exactly-once rests on.
struct LaneClients: Sendable {
    let base: KafkaSettings
    let groupID: String
    /// Name of this lane among all of the group; nil for dynamic membership.
    let instance: String?
    /// Unique in this process's life, for the ids of dynamic members.
    let fallback: String

    /// After so long without a sign of life the group gives a lane's partitions to others, ms, unless configured.
    private static let sessionMs = 30_000
    private var session: Int { base["session.timeout.ms"].flatMap { Int($0) } ?? Self.sessionMs }

    /// Under which the broker fences a dead predecessor.
    var transactionalID: String { "\(groupID).\(instance ?? fallback)" }

    /// Those of some transactional ids whose lanes are members of the group; where a member does not show whose lane it
    /// is, all of them may be.
    func members(among ids: Set<String>, _ group: GroupDescription) -> Set<String> {
        let names = group.members.map { member in
            member.instance
                ?? (member.clientID.hasPrefix(Self.clientPrefix)
                    ? String(member.clientID.dropFirst(Self.clientPrefix.count)) : nil)
        }
        guard !names.contains(nil) else { return ids }
        let present = Set(names.compactMap { $0 }.map { "\(groupID).\($0)" })
        return ids.intersection(present)
    }

    /// What the client id of a lane without a configured one begins with.
    private static let clientPrefix = "iropsd-"

    /// Reads committed records, in a group with cooperative rebalancing, a queue per partition.
    var consumer: KafkaSettings {
        var settings = base
        settings.setDefault("group.id", groupID)
        settings.setDefault("client.id", Self.clientPrefix + (instance ?? fallback))
        settings.setDefault("statistics.interval.ms", ClientStatistics.intervalMs)
        settings.setDefault("session.timeout.ms", String(Self.sessionMs))
        // A member learns with a heartbeat that another one has fallen out; so long its partitions wait. The shorter
        // the session, the more that wait counts.
        settings.setDefault("heartbeat.interval.ms", String(max(100, min(500, session / 24))))
        // The stall of librdkafka's prefetch begins at queued.min.messages: out of reach; the bound is in kilobytes.
        settings.setDefault("queued.min.messages", "1000000")
        settings.setDefault("queued.max.messages.kbytes", "2048")
        settings.setDefault("fetch.message.max.bytes", "262144")
        settings.setDefault("fetch.wait.max.ms", "20")
        settings.setDefault("fetch.error.backoff.ms", "100")
        // A record of 20 MB that the broker let in must be read, to become a dead letter.
        settings.setDefault("receive.message.max.bytes", "100000000")
        if let instance { settings["group.instance.id"] = instance }
        settings["isolation.level"] = "read_committed"
        settings["partition.assignment.strategy"] = "cooperative-sticky"
        settings["enable.auto.commit"] = "false"
        settings["enable.auto.offset.store"] = "false"
        // The end of a partition lies behind the markers of transactions; only this tells it.
        settings["enable.partition.eof"] = "true"
        settings["auto.offset.reset"] = "error"
        return settings
    }

    /// Reads what a standby follows: as a member would, but outside of the group.
    var follower: KafkaSettings {
        var settings = LaneClients(base: base, groupID: groupID, instance: nil, fallback: fallback).consumer
        settings["client.id"] = "iropsd-standby-\(instance ?? fallback)"
        return settings
    }

    /// Sends frames: idempotent, outside every transaction, never giving up by itself.
    var frames: KafkaSettings {
        var settings = base
        settings.setDefault("client.id", "iropsd-frames-\(instance ?? fallback)")
        settings.setDefault("statistics.interval.ms", ClientStatistics.intervalMs)
        settings.setDefault("linger.ms", "0")
        settings.setDefault("queue.buffering.max.kbytes", "16384")
        settings["message.max.bytes"] = "1048576"
        settings.setDefault("retry.backoff.ms", "5")
        settings["enable.idempotence"] = "true"
        settings["message.timeout.ms"] = "0"
        return settings
    }

    /// Sends outputs and positions.
    var transactions: KafkaSettings {
        var settings = base
        settings.setDefault("client.id", "iropsd-commit-\(instance ?? fallback)")
        settings.setDefault("statistics.interval.ms", ClientStatistics.intervalMs)
        // A commit sends what is left at once; until then outputs gather, for few large requests.
        settings.setDefault("linger.ms", "50")
        settings.setDefault("queue.buffering.max.kbytes", "16384")
        settings["message.max.bytes"] = "2097152"
        // The next transaction meets the markers of the one before; waiting 100 ms for them would be most of the
        // latency.
        settings.setDefault("retry.backoff.ms", "2")
        // A dead lane's transaction is over when others take its partitions, or they would wait for it. A second is the
        // least that librdkafka takes.
        let limit = max(1_000, min(Self.sessionMs, session))
        settings["transaction.timeout.ms"] = String(limit)
        // librdkafka refuses a request that may take longer than its transaction.
        if let answer = base["socket.timeout.ms"].flatMap({ Int($0) }), answer > limit {
            settings["socket.timeout.ms"] = String(limit)
        }
        settings["transactional.id"] = transactionalID
        return settings
    }
}
