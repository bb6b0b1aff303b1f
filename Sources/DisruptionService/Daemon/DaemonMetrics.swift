import DisruptionCore
import WireFormat

/// What the running lanes count: /metrics.
enum DaemonMetrics {
    static func register(_ group: LaneGroup, _ service: ServiceContext, _ layout: LogLayout) {
        registerCounters(group, service.metrics)
        registerGauges(group, service.metrics, layout)
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
                return zip(DeadLetterReason.allCases, counts.rejections).map { reason, rejected in
                    MetricSample(
                        rejected + counts.engines.refused(reason),
                        labels: ["lane": "\(lane.lane)", "reason": reason.name.description])
                }
            }
        }
        metrics.collectCounters(
            "iropsd_disruptions_opened_total", "Disruptions that were opened, by the severity with which they were."
        ) {
            let statuses = group.statuses
            return Pattern.allCases.flatMap { pattern in
                Severity.allCases.compactMap { severity in
                    let count = statuses.reduce(0) { $0 + $1.counts.detections[pattern, severity] }
                    return count == 0
                        ? nil
                        : MetricSample(
                            count, labels: ["pattern": "\(pattern.name)", "severity": "\(severity.name)"])
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

    private static func registerGauges(_ group: LaneGroup, _ metrics: MetricsRegistry, _ layout: LogLayout) {
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
            "iropsd_stage_watermark_seconds", "Watermark of each stage, of the partition that is furthest behind.",
            unit: .milliseconds
        ) {
            let stages = group.statuses.flatMap(\.partitions).compactMap(\.stages)
            func sample(_ stage: String, _ mark: (StageWatermarks) -> Instant) -> MetricSample? {
                let least = stages.map(mark).filter { $0 != .distantPast }.min()
                return least.map { MetricSample($0.ms, labels: ["stage": stage]) }
            }
            return [sample("1", \.w1), sample("2", \.w2), sample("3", \.w3), sample("4", \.w4)].compactMap { $0 }
        }
        metrics.collectGauges(
            "iropsd_held_back", "1 for an input partition that holds the first watermark of an entities partition back."
        ) {
            group.statuses.flatMap(\.partitions).flatMap { partition in
                partition.holdingBack.prefix(4).map {
                    MetricSample(1, labels: ["partition": "\(partition.number)", "by": layout.name(ofSource: $0)])
                }
            }
        }
        metrics.collectGauges("iropsd_disruptions_open", "Disruptions that were told and are not over.") {
            let open = group.statuses.flatMap(\.partitions).compactMap { $0.open?.counts }
            return Pattern.allCases.enumerated().map { place, pattern in
                MetricSample(open.reduce(0) { $0 + $1[place] }, labels: ["pattern": "\(pattern.name)"])
            }
        }
        metrics.collectGauges("iropsd_entities_limit", "Most entities of a kind that this process's partitions hold.") {
            let limits = TableLimits()
            let partitions = Int64(group.statuses.flatMap(\.partitions).count { $0.sizes != nil })
            let kinds = [
                ("leg", limits.legs), ("aircraft", limits.aircraft), ("airport", limits.airports),
                ("airline", limits.airlines), ("booking", limits.bookings),
            ]
            return kinds.map { MetricSample(Int64($1) * partitions, labels: ["kind": $0]) }
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
