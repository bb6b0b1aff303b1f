import DisruptionCore
import KafkaClient

/// An entities partition that a lane owns: its engine, and where the lane stands in its log.
final class EntitiesPartition {
    let number: Int
    var engine: PartitionEngine
    /// Next offset to read.
    private(set) var position: Int64
    /// The group's position when the partition was taken over: effects of records below it stand in the log and the
    /// topics.
    let committed: Int64
    /// What the log needs from its owner once it is restored: nothing, or a configuration record.
    var hasConfigured = false
    /// A commit says that the partition was worked on.
    var isMarked = false
    /// Where the log is to be read again from; nothing is processed until then.
    private var rereadFrom: Int64?
    /// The position as of the last closed commit.
    var positionInCommit: Int64

    init(number: Int, engine: consuming PartitionEngine, start: Int64, committed: Int64) {
        self.number = number
        self.engine = engine
        position = start
        self.committed = committed
        positionInCommit = committed
    }

    /// Whether all that was committed is in the state again.
    var isRestored: Bool { position >= committed }

    /// Everything below is done: the position to commit. What waits for the log's first configuration is not.
    var done: Int64 { engine.firstWaiting ?? position }

    /// Processes one record of the log.
    /// - Throws: `LaneFailure.fatal` when it cannot be read: state would be lost silently otherwise.
    func process(_ record: UnsafeRawBufferPointer?, offset: Int64) throws(LaneFailure) {
        if offset < position || rereadFrom != nil { return }
        guard let record else {
            position = offset + 1
            return
        }
        do throws(FrameError) {
            try engine.process(record, offset: offset, isReplay: offset < committed)
        } catch {
            throw .fatal(.frame(error, partition: number, offset: offset))
        }
        position = offset + 1
        rereadFrom = engine.takeReread()
    }

    /// Says once that the consumer has to be set back to an offset, where the partition goes on.
    func takeReread() -> Int64? {
        guard let offset = rereadFrom.take() else { return nil }
        position = offset
        return offset
    }

    /// The log ends at `offset`: there is no record between the last one and there.
    func skip(to offset: Int64) {
        if rereadFrom == nil { position = max(position, offset) }
    }
}
