import DisruptionCore
import Testing
import WireFormat

@Suite final class IngestPartitionTests {
    var decoder = EventDecoder()
    static let noon = Instant(ms: 1_202_299_200_000)  // 2008-02-06T12:00:00Z

    func accept(
        _ partition: inout IngestPartition, _ minutes: Int64, timestamp: Int64? = nil, mark: Bool = false,
        json: String? = nil
    ) -> Outcome {
        let time = Self.noon.adding(minutes: minutes)
        var writer = ByteWriter()
        writer.put(instant: time)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        let payload = named.replacing("2008-02-06", with: text.prefix(10))
        let bytes = Array((json ?? event(mark ? "TIME_MARK" : "FLIGHT_UPDATED", payload, time: text)).utf8)
        return bytes.withUnsafeBytes {
            Outcome(
                partition.accept($0, timestamp: Self.noon.adding(minutes: timestamp ?? minutes), decoder: &decoder))
        }
    }

    func minutes(_ instant: Instant) -> Int32? { instant == .distantPast ? nil : instant.minutes(since: Self.noon) }

    @Test func theWatermarkFollowsTheHighestEventTimeByTheLateness() {
        var partition = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .replay))
        #expect(partition.watermark == .distantPast && partition.eventTime == .distantPast)
        for (minute, watermark) in [(0, -5), (10, 5), (3, 5), (-900, 5), (11, 6)] as [(Int64, Int32)] {
            #expect(accept(&partition, minute).kind == "updated")
            #expect(minutes(partition.watermark) == watermark)
        }
        #expect(minutes(partition.eventTime) == 11)
        #expect(accept(&partition, 200, mark: true).kind == "mark")
        #expect(minutes(partition.eventTime) == 200 && minutes(partition.watermark) == 195)
        #expect(accept(&partition, 0, json: "[]").kind == "rejected")
        let tombstone = Outcome(partition.accept(nil, timestamp: Self.noon, decoder: &decoder))
        #expect(tombstone.kind == "tombstone")
        #expect(minutes(partition.watermark) == 195)
        #expect(decoder.counters.accepted == 5 && decoder.counters.marks == 1 && decoder.counters.tombstones == 1)
    }

    @Test func aReplayedRecordMayBeSixtyDaysAhead() {
        let day: Int64 = 24 * 60
        var partition = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .replay))
        #expect(accept(&partition, 5000 * day).kind == "updated", "nothing to be ahead of")
        partition = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .replay))
        #expect(accept(&partition, 0).kind == "updated")
        let ahead = accept(&partition, 60 * day + 1)
        #expect(ahead.reason == .badValue)
        #expect(
            ahead.detail == "timestamp: 2008-04-06T12:01:00Z; allowed: at most 60 days ahead of its partition's event "
                + "time 2008-02-06T12:00:00Z")
        #expect(minutes(partition.eventTime) == 0)
        #expect(accept(&partition, 60 * day).kind == "updated")
        #expect(accept(&partition, 900 * day, mark: true).kind == "mark")
        #expect(accept(&partition, 960 * day).kind == "updated")
        #expect(accept(&partition, 0, timestamp: 99_999_999).kind == "updated", "no skew in a replay")
        #expect(decoder.counters[.badValue] == 1 && decoder.counters[FlightEventType.updated] == 5)
    }

    @Test func aLiveRecordMayBeTwoMinutesAheadOfItsTimestamp() {
        var partition = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .live))
        #expect(accept(&partition, 2, timestamp: 0).kind == "updated")
        let skewed = accept(&partition, 3, timestamp: 0)
        #expect(skewed.reason == .clockSkew)
        #expect(
            skewed.detail == "timestamp: 2008-02-06T12:03:00Z; allowed: at most 120 s ahead of the record's Kafka "
                + "timestamp 2008-02-06T12:00:00Z")
        #expect(minutes(partition.eventTime) == 2)
        #expect(accept(&partition, 500, timestamp: 0, mark: true).kind == "mark")
        #expect(accept(&partition, 200_000, timestamp: 200_000).kind == "updated", "no leap in live")
        #expect(decoder.counters[.clockSkew] == 1 && decoder.counters.accepted == 2)
    }

    @Test func anIdleLivePartitionFollowsTheClock() {
        var partition = IngestPartition(topic: .externalData, settings: IngestSettings(mode: .live, latenessMs: 60_000))
        let rose = partition.idle(asOf: Self.noon)
        #expect(rose)
        #expect(minutes(partition.watermark) == -1 && partition.eventTime == .distantPast)
        let again = partition.idle(asOf: Self.noon)
        let back = partition.idle(asOf: Self.noon.adding(minutes: -10))
        #expect(!again && !back)
        #expect(minutes(partition.watermark) == -1)
        var replay = IngestPartition(topic: .externalData, settings: IngestSettings(mode: .replay))
        let moved = replay.idle(asOf: Self.noon)
        #expect(!moved && replay.watermark == .distantPast)
    }

    @Test func itGoesOnWhereACommitLeftIt() throws {
        let settings = IngestSettings(mode: .live)
        var partition = IngestPartition(topic: .flightEvents, settings: settings)
        _ = accept(&partition, 0)
        _ = partition.idle(asOf: Self.noon.adding(minutes: 60))
        let text = partition.metadata(incarnation: 3).text
        let metadata = try #require(RawPositionMetadata(text))
        #expect(metadata.incarnation == 3 && metadata.settingsHash == settings.hash)
        #expect(IngestPartition(topic: .flightEvents, settings: settings, restoring: metadata) == partition)
    }

    @Test func settingsChangeOnlyAfterACleanStop() throws {
        let old = IngestPartition(topic: .flightEvents, settings: IngestSettings(mode: .live))
        let unclean = try #require(RawPositionMetadata(old.metadata(incarnation: 1).text))
        let clean = try #require(RawPositionMetadata(old.metadata(incarnation: 1, isClean: true).text))
        let new = IngestSettings(mode: .replay, latenessMs: 600_000)
        #expect(!unclean.isClean && clean.isClean)
        #expect(IngestSettings(mode: .live).conflict(with: unclean) == nil)
        #expect(new.conflict(with: clean) == nil)
        #expect(
            new.conflict(with: unclean)
                == "time was live and is replay now, allowed_lateness_minutes was 5 and is 10 now")
        #expect(IngestSettings(latenessMs: 0).conflict(with: unclean) == "allowed_lateness_minutes was 5 and is 0 now")
        #expect(IngestSettings(clockSkewMs: 1).conflict(with: unclean) == "another build decided by other rules")
        let older = try #require(RawPositionMetadata("1;w=-;e=-;i=1;h=0000000000000007"))
        #expect(new.conflict(with: older) == "time, allowed_lateness_minutes or the build is not what it was")
    }

    @Test func theHashTellsSettingsApart() {
        let all = [
            IngestSettings(), IngestSettings(mode: .replay), IngestSettings(latenessMs: 1),
            IngestSettings(clockSkewMs: 1),
            IngestSettings(replayAheadMs: 1),
        ]
        #expect(Set(all.map(\.hash)).count == all.count)
        #expect(IngestSettings().hash == IngestSettings(mode: .live, latenessMs: 300_000).hash)
    }
}
