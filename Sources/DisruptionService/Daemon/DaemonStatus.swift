import DisruptionCore
import KafkaClient
import WireFormat

/// What the running lanes show: /ready, /status and /metrics.
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
        registerCounters(group, service.metrics)
        registerGauges(group, service.metrics)
    }

    /// Partitions, lag and watermark, in a line.
    private static func standing(_ lanes: [LaneStatus]) -> String {
        let partitions = lanes.flatMap(\.partitions)
        if partitions.isEmpty { return "Standing by: others own all partitions" }
        let lag = partitions.reduce(0) { $0 + ($1.lag ?? 0) }
        let held = partitions.compactMap(\.stages?.w1).filter { $0 != .distantPast }.min()
        let time = held.map { ", event time \($0.rfc3339)" } ?? ""
        return "Processing \(partitions.count) partitions, \(lag) records behind\(time)"
    }

    private static func write(_ lane: LaneStatus, _ layout: LogLayout, into json: inout JSONWriter) {
        json.beginObject()
        json.field("lane", lane.lane)
        json.field("state", lane.state)
        json.field("restarts", lane.restarts)
        json.field("commits", lane.counts.commits)
        json.field("last_commit_ms", lane.lastCommitMs)
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
            json.key("held_back_by")
            json.beginArray()
            for source in partition.holdingBack.prefix(4) { json.value(layout.name(ofSource: source)) }
            json.endArray()
        }
        json.endObject()
    }

    private static func registerCounters(_ group: LaneGroup, _ metrics: MetricsRegistry) {
        func counter(_ name: String, _ help: String, _ value: @escaping @Sendable (LaneStatus) -> Int64) {
            metrics.collectCounters(name, help) {
                group.statuses.map { MetricSample(value($0), labels: ["lane": "\($0.lane)"]) }
            }
        }
        counter("iropsd_events_accepted_total", "Input events delivered to their entities.") { $0.counts.accepted }
        counter("iropsd_events_duplicate_total", "Events whose id had its effect before.") {
            $0.counts.engines.duplicates
        }
        counter("iropsd_tombstones_total", "Input records with a null value, skipped.") { $0.counts.tombstones }
        counter("iropsd_time_marks_total", "Time marks read.") { $0.counts.marks }
        counter("iropsd_unknown_fields_total", "Fields of input events that no schema knows.") {
            $0.counts.unknownFields
        }
        counter("iropsd_messages_total", "Messages between entities processed.") { $0.counts.engines.messages }
        counter("iropsd_messages_repeated_total", "Messages dropped because they were applied before.") {
            $0.counts.engines.repeated
        }
        counter("iropsd_late_total", "Facts for legs or bookings that are forgotten.") { $0.counts.engines.late }
        counter("iropsd_turned_away_total", "Messages to aircraft, airports or airlines beyond a partition's limit.") {
            $0.counts.engines.turnedAway
        }
        counter("iropsd_reports_unreadable_total", "Weather reports and programs of which nothing could be read.") {
            $0.counts.engines.unreadableReports
        }
        counter("iropsd_report_groups_unread_total", "Groups of weather reports that could not be read.") {
            $0.counts.engines.unreadGroups
        }
        counter("iropsd_stations_unknown_total", "Weather reports and programs of stations that no airport has.") {
            $0.counts.engines.unknownStations
        }
        counter("iropsd_after_settling_total", "Changes to bins that were settled already.") {
            $0.counts.engines.afterSettling
        }
        counter("iropsd_frames_sent_total", "Frames written to the entities topic.") { $0.counts.framesSent }
        counter("iropsd_commits_total", "Transactions committed.") { $0.counts.commits }
        counter("iropsd_lane_restarts_total", "Lanes that started anew from the committed position.") { $0.restarts }
        metrics.collectCounters("iropsd_dead_letters_total", "Dead letters by reason.") {
            group.statuses.flatMap { lane -> [MetricSample] in
                let counts = lane.counts
                return zip(DeadLetterReason.allCases, counts.rejections).filter { $0.1 > 0 }.map {
                    MetricSample($0.1, labels: ["lane": "\(lane.lane)", "reason": $0.0.name.description])
                }
                    + [("LATE", counts.engines.late), ("NO_ROOM", counts.engines.noRoom)].map {
                        MetricSample($1, labels: ["lane": "\(lane.lane)", "reason": $0])
                    }
            }
        }
        metrics.collectCounters("iropsd_outputs_total", "Records written, by topic.") {
            group.statuses.flatMap { lane in
                OutputTopic.told.map {
                    MetricSample(lane.counts.outputs[$0.rawValue], labels: ["lane": "\(lane.lane)", "topic": $0.name])
                }
            }
        }
    }

    private static func registerGauges(_ group: LaneGroup, _ metrics: MetricsRegistry) {
        metrics.collectGauges("iropsd_partition_lag", "Records not read yet.") {
            group.statuses.flatMap { lane in
                lane.partitions.compactMap { partition in
                    partition.lag.map {
                        MetricSample($0, labels: ["topic": partition.topic, "partition": "\(partition.number)"])
                    }
                }
            }
        }
        metrics.collectGauges(
            "iropsd_watermark_seconds", "First watermark of each entities partition.", unit: .milliseconds
        ) {
            group.statuses.flatMap { lane in
                lane.partitions.compactMap { partition in
                    guard let stages = partition.stages, stages.w1 != .distantPast else { return nil }
                    return MetricSample(stages.w1.ms, labels: ["partition": "\(partition.number)"])
                }
            }
        }
        metrics.collectGauges(
            "iropsd_first_record_seconds", "When a lane read its first input record, since 1970.", unit: .milliseconds
        ) {
            group.statuses.filter { $0.firstRecordAtMs > 0 }.map {
                MetricSample($0.firstRecordAtMs, labels: ["lane": "\($0.lane)"])
            }
        }
        metrics.collectGauges(
            "iropsd_last_commit_seconds", "When a lane last committed, since 1970.", unit: .milliseconds
        ) {
            group.statuses.filter { $0.lastCommitAtMs > 0 }.map {
                MetricSample($0.lastCommitAtMs, labels: ["lane": "\($0.lane)"])
            }
        }
        metrics.collectGauges("iropsd_entities", "Entities in memory, by kind.") {
            let all = group.statuses.flatMap(\.partitions).compactMap(\.sizes)
            func sum(_ kind: String, _ size: (EngineSizes) -> Int) -> MetricSample {
                MetricSample(Int64(all.reduce(0) { $0 + size($1) }), labels: ["kind": kind])
            }
            return [
                sum("leg", \.legs), sum("aircraft", \.aircraft), sum("airport", \.airports), sum("airline", \.airlines),
                sum("booking", \.bookings),
            ]
        }
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
        statuses.first { !$0.isReady }.map { "lane \($0.lane) is \($0.state)" }
    }

    /// Which lane has lost Kafka; nil when none has.
    var cutOff: String? {
        statuses.first(where: \.isCutOff).map { "no Kafka broker can be reached by lane \($0.lane)" }
    }
}
