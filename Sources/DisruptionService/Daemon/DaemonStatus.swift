import DisruptionCore
import KafkaClient
import WireFormat

/// What the running lanes show: /ready, /status and the line for systemd.
enum DaemonStatus {
    static func register(_ group: LaneGroup, _ service: ServiceContext, layout: LogLayout) {
        service.health.watch("lanes") { group.missing }
        service.health.watch("broker") { group.cutOff }
        service.health.watch("topics") { group.missingTopics }
        service.health.watch("snapshots") { group.snapshotsGone }
        service.status.section("lanes") { json in
            json.beginArray()
            for lane in group.statuses { write(lane, layout, into: &json) }
            json.endArray()
        }
        service.standing.describe { standing(group.statuses) }
        DaemonMetrics.register(group, service, layout)
    }

    /// Partitions, lag, watermark and open disruptions, in a line.
    private static func standing(_ lanes: [LaneStatus]) -> String {
        let partitions = lanes.flatMap(\.partitions)
        if partitions.isEmpty { return "Standing by: others own all partitions" }
        let lag = partitions.reduce(0) { $0 + ($1.lag ?? 0) }
        let held = partitions.compactMap(\.stages?.w1).filter { $0 != .distantPast }.min()
        let time = held.map { ", event time \($0.rfc3339)" } ?? ""
        let open = partitions.compactMap(\.open).flatMap(\.counts).reduce(0, +)
        return "Processing \(partitions.count) partitions, \(lag) records behind\(time), \(open) disruptions open"
    }

    private static func write(_ lane: LaneStatus, _ layout: LogLayout, into json: inout JSONWriter) {
        json.beginObject()
        json.field("lane", lane.lane)
        json.field("state", lane.state)
        json.field("restarts", lane.restarts)
        json.field("last_restart", ifPresent: lane.lastRestart)
        json.field("commits", lane.counts.commits)
        json.field("last_commit_ms", lane.lastCommitMs)
        json.field("committing_ms", lane.committingMs)
        json.field("events_accepted", lane.counts.accepted)
        json.field("events_rejected", lane.counts.rejected)
        json.key("partitions")
        json.beginArray()
        for partition in lane.partitions { write(partition, layout, into: &json) }
        json.endArray()
        json.endObject()
    }

    private static func write(_ partition: LaneStatus.Partition, _ layout: LogLayout, into json: inout JSONWriter) {
        json.beginObject()
        json.field("topic", partition.topic)
        json.field("partition", partition.number)
        json.field("position", partition.position)
        json.field("lag", ifPresent: partition.lag)
        if let watermark = partition.watermark, watermark != .distantPast { json.field("watermark", watermark) }
        if let stages = partition.stages {
            json.key("watermarks")
            json.beginObject()
            for (name, instant) in [("w1", stages.w1), ("w2", stages.w2), ("w3", stages.w3), ("w4", stages.w4)]
            where instant != .distantPast {
                json.key(text: name)
                json.value(instant)
            }
            json.endObject()
            json.field("restored", partition.isRestored)
        }
        if let sizes = partition.sizes {
            json.key("state")
            json.beginObject()
            json.field("legs", sizes.legs)
            json.field("aircraft", sizes.aircraft)
            json.field("airports", sizes.airports)
            json.field("airlines", sizes.airlines)
            json.field("bookings", sizes.bookings)
            json.field("timers", sizes.timers)
            json.endObject()
            json.field("disruptions_open", partition.open?.counts.reduce(0, +) ?? 0)
            json.key("held_back_by")
            json.beginArray()
            for source in partition.holdingBack.prefix(4) { json.value(layout.name(ofSource: source)) }
            json.endArray()
        }
        json.endObject()
    }
}

extension LogLayout {
    /// `topic/partition` of a source, by index.
    func name(ofSource index: Int) -> String {
        if index < flightEvents { return "flight.events/\(index)" }
        if index < flightEvents + externalData { return "external.data/\(index - flightEvents)" }
        if index < rawSources { return "passenger.events/\(index - flightEvents - externalData)" }
        return "iropsd.entities/\(index - rawSources)"
    }
}

extension LaneGroup {
    /// What keeps the lanes from being ready; nil when each knows its partitions, be they none, and has restored them.
    package var missing: String? {
        statuses.first { !$0.isReady }?.reason
    }

    /// Which lane has lost Kafka; nil when none has.
    var cutOff: String? {
        statuses.first(where: \.isCutOff).map { "no Kafka broker can be reached by lane \($0.lane)" }
    }
}
