import DisruptionCore
import KafkaClient

/// Why a lane ends.
enum LaneFailure: Error, Sendable {
    /// It starts anew from the committed position.
    case restart(String)
    /// Going on would lose or double something, or nothing can heal it: the process ends and says what to do.
    case fatal(Cause)

    enum Cause: Error, Sendable, CustomStringConvertible {
        case frame(FrameError, partition: Int, offset: Int64)
        case truncated(partition: Int, low: Int64, committed: Int64?)
        case otherRules(partition: Int, of: Int64, own: Int64)
        case otherLog(partition: Int, of: UInt32, found: UInt32)
        case counts(CountChange)
        case behindEnd(partition: Int, committed: Int64, end: Int64)
        case remade(partition: Int)
        case positionLost(partition: Int, group: String, former: String)
        case noSnapshot(partition: Int, why: SnapshotFault)
        case kafka(KafkaError)
        case snapshotsGone(KafkaError)
        case gap(partition: Int, expected: Int64, found: Int64)
        case layout(partition: Int)
        case otherCounts(String)
        case ingestSettings(topic: String, partition: Int, conflict: String)
        case learnedGone(UInt64, own: UInt64?)

        /// What the process ends with: a restart would take the work from the other one again.
        var exitCode: ExitCode {
            if case .kafka(let error) = self, error.code == .fencedInstance { return .usage }
            return .failed
        }

        var description: String {
            switch self {
            case .frame(.version(let version), let partition, let offset):
                """
                iropsd.entities/\(partition) holds a frame of format \(version) at offset \(offset): it was \
                written by a newer build; run that build
                """
            case .frame(.unknownSource(let topic, let source), let partition, let offset):
                """
                iropsd.entities/\(partition) holds a frame of \(topic)/\(source) at offset \(offset), a partition \
                that the configuration in the log does not know: partition counts must not change after the first \
                start
                """
            case .frame(let error, let partition, let offset):
                """
                iropsd.entities/\(partition) holds a record at offset \(offset) that is no frame (\(error)): something \
                else wrote to the topic; no state can be trusted beyond it. To begin anew, \
                \(LogIncarnation.anew())
                """
            case .truncated(let partition, let low, let committed):
                """
                iropsd.entities/\(partition) begins at offset \(low), and no snapshot that can be read stands between \
                there and the group's position \(committed.map(String.init) ?? "(none)"): its state is lost. Where \
                the snapshots topic was deleted or the log has got retention, bring them back from a copy. \
                Otherwise: \(LogIncarnation.anew())
                """
            case .otherRules(let partition, let rules, let own):
                """
                iropsd.entities/\(partition) was worked on by a build with rules \(rules), which came to its end \
                uncleanly or without a last snapshot, or is still running; this build has rules \(own) and would tell \
                what is left otherwise. Let the former build catch up, stop all its processes cleanly (SIGTERM), then \
                start this one; or start this one with --accept-other-rules, and what the former told last may stand \
                uncorrected
                """
            case .otherLog(let partition, let held, let found):
                """
                the group's position in iropsd.entities/\(partition) is in life \(held) of the log, and the log says \
                that it is in life \(found): the topic was made anew, or the snapshots topic lost its records. Where \
                the log is new on purpose, delete the group's offsets (kafka-consumer-groups --delete-offsets); \
                otherwise bring the snapshots topic back from a copy
                """
            case .counts(let change): "\(change)"
            case .behindEnd(let partition, let committed, let end):
                """
                iropsd.entities/\(partition) ends at \(end), before the group's position \(committed): the topic \
                was made anew, but not by iropsd topics apply, or a broker has lost its end. Begin anew: \
                \(LogIncarnation.anew())
                """
            case .remade(let partition):
                """
                iropsd.entities/\(partition) is empty, and somebody has worked on it in this life of the log: it was \
                deleted and made anew, but not by iropsd topics apply, so its state is gone, and versions of outputs \
                would fall. Begin anew: \(LogIncarnation.anew())
                """
            case .positionLost(let partition, let group, let former):
                """
                the group \(group) has no position in iropsd.entities/\(partition), where the group \(former) had one: \
                everything in the log would be told again. Where kafka.group_id was changed, give it its name back; \
                where the broker forgot the positions (offsets.retention.minutes): \(LogIncarnation.anew())
                """
            case .ingestSettings(let topic, let partition, let conflict):
                """
                \(topic)/\(partition) was being read with other settings (\(conflict)) when its reader stopped \
                uncleanly, or is still: what was sent but not committed would be decided otherwise now. Start with \
                the old settings, let the group catch up, stop every process of it cleanly (SIGTERM), then change them
                """
            case .learnedGone(let hash, let own):
                """
                the log names the learned file with hash \(LearnedFile.name(of: hash)), and its bytes are not in \
                iropsd.snapshots any more; this process has \
                \(own.map { "the one with hash \(LearnedFile.name(of: $0))" } ?? "none"). Give that file again under \
                learned: and start; iropsd check tells the hash of a file. When all processes run, another file may \
                take its place. Where it is lost: \(LogIncarnation.anew())
                """
            case .kafka(let error) where error.code == .fencedInstance:
                """
                another process with the same kafka.instance_id has taken over: only one may run at a time. Give each \
                process a kafka.instance_id of its own, and start this one again only when the other has ended \
                (\(error))
                """
            case .noSnapshot(let partition, let fault):
                """
                iropsd.entities/\(partition) cannot be restored: of the last snapshot, \(fault); no other one is left, \
                and the log does not begin with its first record any more. Bring the snapshots topic back from a \
                copy. Otherwise: \(LogIncarnation.anew())
                """
            case .kafka(let error) where error.code == .topicNotAuthorized || error.code == .groupNotAuthorized:
                """
                \(error). This user needs Read on the inputs, Write on the outputs, both on the internal topics, and \
                Read on the group: deploy/SECURITY.md
                """
            case .kafka(let error): "\(error)"
            case .snapshotsGone(let error):
                """
                partitions cannot be taken over any more: \(error). Started again, the process looks at what is there \
                and says what to do
                """
            case .gap(let partition, let expected, let found):
                """
                iropsd.entities/\(partition) goes on at offset \(found), where \(expected) was to come: records were \
                removed from the middle of it, and no state can be trusted beyond. The topic must not be compacted \
                (cleanup.policy=delete). To begin anew, \
                \(LogIncarnation.anew())
                """
            case .layout(let partition):
                """
                the log (iropsd.entities/\(partition)) was made for other partition counts than those that are \
                declared: set kafka.partitions back to them. Where a topic really has another count now, begin anew \
                with it: \(LogIncarnation.anew())
                """
            case .otherCounts(let differences):
                """
                the log was made for other partition counts: \(differences). Set kafka.partitions back to those of \
                the log where the topics have them. Where a topic really has another count now, begin anew with it: \
                \(LogIncarnation.anew())
                """
            }
        }
    }

    /// What a failed call of the client means for the lane.
    init(_ error: KafkaError, doing: String) {
        let hopeless: Set<KafkaErrorCode> = [
            .topicNotAuthorized, .groupNotAuthorized, .fencedInstance, .authentication,
        ]
        self =
            hopeless.contains(error.code)
            ? .fatal(.kafka(error)) : .restart("\(doing): \(error)\(Self.right(error.code))")
    }

    /// Which right this user lacks, where a broker says no.
    private static func right(_ code: KafkaErrorCode) -> String {
        code == .transactionalIDNotAuthorized
            ? ". This user needs Write on transactional ids that begin with kafka.group_id and a dot"
                + " (deploy/SECURITY.md)"
            : ""
    }
}
