import DisruptionCore
import KafkaClient
import Testing
import WireFormat

@testable import DisruptionService

/// Input partitions without a broker: how they are opened, and what their ends say.
final class InputPartitionTests {
    private static let context = LaneContext(
        topics: LaneContext.Topics(inputs: ["f", "x", "p"], entities: "e", outputs: ["d", "s", "q", "n"]),
        layout: LogLayout(entities: 1), settings: EngineSettings(), incarnation: 1,
        reference: AirportDirectory(airports: [], zones: []), isLive: false,
        clients: { _ in LaneClients(base: [:], groupID: "g", instance: nil, fallback: "0") },
        log: Log(format: .json, level: .error), hooks: KafkaHooks(), clock: .system,
        snapshots: SnapshotSchedule(intervalSeconds: 60, logMegabytes: 32), groupID: "g", acceptsOtherRules: false)
    private var decoder = EventDecoder()

    private func open(
        _ range: OffsetRange, committed: PartitionOffset? = nil, marked: UInt32? = nil
    ) -> InputPartition {
        InputPartition(
            topic: .flightEvents, topicName: "f", number: 0, committed: committed, range: range, marked: marked,
            context: Self.context)
    }

    private static let mark = Array(
        #"{"event_id": "m", "event_type": "TIME_MARK", "timestamp": "2008-02-05T00:00:00Z", "source": "t"}"#.utf8)

    private func read(_ partition: InputPartition, _ value: [UInt8]?, at offset: Int64) {
        guard let value else {
            _ = partition.accept(nil, offset: offset, timestamp: Instant(ms: 0), with: &decoder)
            return
        }
        value.withUnsafeBytes {
            _ = partition.accept($0, offset: offset, timestamp: Instant(ms: 0), with: &decoder)
        }
    }

    /// What the partition tells now: whether it is empty, and its watermark.
    private func told(_ partition: InputPartition) throws -> [Bool] {
        partition.frames.flush(tickGranularityMs: 30_000)
        return try partition.frames.takeFinished().map { frame in
            try frame.bytes.withUnsafeBytes { bytes in
                var reader = ByteReader(bytes)
                return try FrameHeader(reading: &reader).isEmptySource
            }
        }
    }

    @Test("Nothing is said of a partition before its end is known; then that it is empty, once")
    func empty() throws {
        let partition = open(OffsetRange(low: 0, high: 0))
        #expect(try told(partition) == [])
        partition.reachEnd(0)
        #expect(try told(partition) == [true])
        #expect(try told(partition) == [])
    }

    @Test("A partition that holds only bad records and tombstones says that it is empty when it is read")
    func onlyBad() throws {
        let partition = open(OffsetRange(low: 0, high: 3))
        read(partition, Array("{".utf8), at: 0)
        read(partition, nil, at: 1)
        #expect(try told(partition) == [])
        partition.reachEnd(3)
        #expect(try told(partition) == [true])
        read(partition, Self.mark, at: 3)
        #expect(try told(partition) == [false])
        partition.reachEnd(4)
        #expect(try told(partition) == [])
    }

    @Test("Markers of transactions lie between the last record and the end")
    func markers() {
        let partition = open(OffsetRange(low: 0, high: 2))
        read(partition, Self.mark, at: 0)
        #expect(partition.position == 1 && !partition.progress.isAtEnd)
        partition.reachEnd(2)
        #expect(partition.position == 2 && partition.progress.isAtEnd)
        read(partition, Self.mark, at: 2)
        #expect(partition.position == 3 && !partition.progress.isAtEnd)
        partition.reachEnd(3)
        partition.noteCommit()
        #expect(!partition.isAhead)
    }

    @Test("A topic made anew is read from its beginning, and that is to be committed at once")
    func remade() throws {
        let metadata = RawPositionMetadata(
            watermark: Instant(ms: 5), eventTime: Instant(ms: 6), incarnation: 3,
            settingsHash: Self.context.ingest.hash)
        let committed = PartitionOffset("f", 0, at: 1000, metadata: metadata.text)
        let partition = open(OffsetRange(low: 0, high: 10), committed: committed)
        #expect(partition.mustBeMarked && partition.isAhead && partition.position == 0)
        #expect(partition.openingNote.map { "\($0.code)" } == "input.remade")
        #expect(RawPositionMetadata(partition.metadata)?.incarnation == 4)
        #expect(RawPositionMetadata(partition.metadata)?.watermark == .distantPast)
        let same = open(OffsetRange(low: 0, high: 1000), committed: committed, marked: 3)
        #expect(!same.mustBeMarked && !same.isAhead && same.position == 1000)
        #expect(same.openingNote == nil && open(OffsetRange(low: 0, high: 10)).openingNote == nil)
    }

    @Test("A topic whose positions went with it is new too: the mark of what was worked on is left")
    func remadeWithoutPosition() throws {
        let gone = open(OffsetRange(low: 2, high: 10), marked: 3)
        #expect(gone.openingNote.map { "\($0.code)" } == "input.remade" && gone.mustBeMarked && gone.position == 2)
        #expect(RawPositionMetadata(gone.metadata)?.incarnation == 4 && gone.markValue == Array("4".utf8))
        gone.noteCommit()
        #expect(!gone.mustBeMarked)
        let fresh = open(OffsetRange(low: 0, high: 10))
        #expect(RawPositionMetadata(fresh.metadata)?.incarnation == 1 && fresh.mustBeMarked)
        // A position of an earlier topic under the same name.
        let former = open(OffsetRange(low: 0, high: 10), committed: held(isClean: true), marked: 3)
        #expect(former.openingNote.map { "\($0.code)" } == "input.remade" && former.position == 0)
        #expect(RawPositionMetadata(former.metadata)?.incarnation == 4)
        // One that somebody has set by hand is of the topic that is there.
        let byHand = open(OffsetRange(low: 0, high: 10), committed: PartitionOffset("f", 0, at: 4), marked: 3)
        #expect(byHand.openingNote == nil && byHand.position == 4 && !byHand.mustBeMarked)
        #expect(RawPositionMetadata(byHand.metadata)?.incarnation == 3)
        // A position without its mark, as in a new life of the log: the mark goes with the next commit.
        let unmarked = open(OffsetRange(low: 0, high: 10), committed: held(isClean: false))
        #expect(unmarked.isOpen && unmarked.isAhead && unmarked.mustBeMarked && unmarked.markValue == Array("1".utf8))
        unmarked.noteCommit()
        #expect(!unmarked.isAhead)
    }

    @Test("Who has not come as far as a former reader may have does not say that nothing is left behind")
    func doubtful() {
        let partition = open(OffsetRange(low: 0, high: 5), committed: held(isClean: false))
        partition.seal()
        #expect(RawPositionMetadata(partition.metadata)?.isClean == false)
        let caughtUp = open(OffsetRange(low: 0, high: 5), committed: held(isClean: false))
        for offset in 3..<5 { read(caughtUp, Self.mark, at: Int64(offset)) }
        caughtUp.seal()
        #expect(RawPositionMetadata(caughtUp.metadata)?.isClean == true)
    }

    @Test("The group has a position for sure as of when its commit was closed, not of when it was heard to be through")
    func sureness() {
        let partition = open(OffsetRange(low: 0, high: 5), committed: nil)
        #expect(partition.sureAtMs == nil)
        partition.noteCommit()
        partition.noteCommitted(closedAtMs: 7)
        #expect(partition.sureAtMs == 7)
        // Another commit, of other partitions.
        partition.noteCommitted(closedAtMs: 9)
        #expect(partition.sureAtMs == 7)
    }

    /// What another process committed with an hour of lateness, or with the settings of this one.
    private func held(isClean: Bool, latenessMs: Int64 = 300_000) -> PartitionOffset {
        let settings = IngestSettings(mode: .replay, latenessMs: latenessMs)
        let partition = IngestPartition(topic: .flightEvents, settings: settings)
        return PartitionOffset("f", 0, at: 3, metadata: partition.metadata(incarnation: 1, isClean: isClean).text)
    }

    @Test("Before a partition is read a commit says so; when it is given up cleanly the last one says that")
    func openedAndSealed() throws {
        for committed in [nil, held(isClean: true), held(isClean: true, latenessMs: 3_600_000)] {
            let partition = open(OffsetRange(low: 0, high: 9), committed: committed)
            #expect(partition.conflict == nil && !partition.isOpen && partition.isAhead)
            let metadata = try #require(RawPositionMetadata(partition.metadata))
            #expect(!metadata.isClean && metadata.settingsHash == Self.context.ingest.hash)
            // A commit that was closed before says nothing of it.
            partition.noteCommitted(closedAtMs: 0)
            #expect(!partition.isOpen)
            partition.noteCommit()
            #expect(!partition.isOpen && !partition.isAhead)
            partition.noteCommitted(closedAtMs: 0)
            #expect(partition.isOpen)
            partition.seal()
            #expect(!partition.isOpen && partition.isAhead)
            #expect(RawPositionMetadata(partition.metadata)?.isClean == true)
        }
        // After a crash it is still said.
        let again = open(OffsetRange(low: 0, high: 9), committed: held(isClean: false), marked: 1)
        #expect(again.conflict == nil && again.isOpen && !again.isAhead)
    }

    @Test("Other settings are refused after an unclean stop, with what differs and what to do")
    func otherSettings() throws {
        let committed = held(isClean: false, latenessMs: 3_600_000)
        let partition = open(OffsetRange(low: 0, high: 9), committed: committed)
        #expect(partition.conflict == "allowed_lateness_minutes was 60 and is 5 now")
        // In a topic made anew nothing of it stands.
        #expect(open(OffsetRange(low: 0, high: 1), committed: committed).conflict == nil)
        let positions = [held(isClean: true, latenessMs: 3_600_000), committed]
        let cause = try #require(StartCheck.conflict(in: positions, with: Self.context.ingest))
        #expect(cause.description.hasPrefix("f/0 was being read with other settings (allowed_lateness_minutes was 60"))
        #expect(cause.description.contains("Start with the old settings"))
        #expect(StartCheck.conflict(in: [held(isClean: false), positions[0]], with: Self.context.ingest) == nil)
    }
}
