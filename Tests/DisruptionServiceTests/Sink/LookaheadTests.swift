import Testing
import WireFormat

@testable import DisruptionService

@Suite struct LookaheadTests {
    private func kept(_ table: SinkTable, keysMax: Int = 1_000, _ records: [(key: String?, body: String?)]) -> [Int64] {
        var lookahead = Lookahead(table, start: 100, keysMax: keysMax)
        var reader = OutputReader()
        for (index, record) in records.enumerated() {
            guard !lookahead.isFull else { break }
            record.key.map { Array($0.utf8) }.withBytes { key in
                record.body.map { Array($0.utf8) }.withBytes { value in
                    let record = SinkRecord(offset: 100 + Int64(index) * 2, timestampMs: 0, key: key, value: value)
                    lookahead.note(record, &reader)
                }
            }
        }
        let kept = (Int64(90)..<400).filter { lookahead.kept.contains($0) }
        #expect(lookahead.kept.count == kept.count)
        return kept
    }

    @Test func ofEachDisruptionTheHighestVersionIsKept() {
        #expect(
            kept(
                .disruptions,
                [
                    (nil, disruptionBody("a", version: 1)), (nil, disruptionBody("b", version: 1)),
                    (nil, disruptionBody("a", version: 5)), (nil, disruptionBody("a", version: 3)), ("a", nil),
                ]) == [102, 104])
    }

    @Test func whatIsNoRowIsKeptAndTakesNoPlaceOfAnother() {
        #expect(
            kept(
                .disruptions,
                [
                    (nil, disruptionBody("a", version: 1)), (nil, "{"),
                    (nil, disruptionBody("a", version: 9, more: #","legs":[{}]"#)),
                ]) == [100, 102, 104])
    }

    @Test func ofEachLegItsLastEndAndTheNewestBehindItAreKept() {
        let (stays, goes, returns) = ("AA1/2008-02-06/ORD", "AA2/2008-02-06/ORD", "AA3/2008-02-06/ORD")
        #expect(
            kept(
                .flightState,
                [
                    (nil, flightStateBody(stays, version: 1)), (nil, flightStateBody(goes, version: 2)),
                    (nil, flightStateBody(returns, version: 3)), (nil, flightStateBody(stays, version: 4)),
                    (goes, nil), (goes, nil), (returns, nil), (nil, flightStateBody(returns, version: 2)), (nil, nil),
                ]) == [106, 110, 112, 114])
    }

    @Test func everyDeadLetterIsKept() {
        #expect(kept(.deadLetters, [(nil, nil), ("k", "v")]) == [100, 102])
    }

    @Test func aStretchEndsWhereThereIsNoRoomForMoreKeys() {
        let records = (0..<50).map { (key: String?.none, body: String?.some(disruptionBody("d\($0)", version: 1))) }
        #expect(kept(.disruptions, keysMax: 10, records).count == 10)
    }

    @Test func aPartitionWritesWhatIsKeptAndEverythingBehindIt() {
        let source = SinkSource(topic: "t", partition: 0, log: 1)
        var partition = ReaderPartition(.flightState, source, start: 10, end: 100, before: nil)
        var limits = SinkLimits()
        limits.lookaheadFromRecords = 90
        #expect(partition.isFarBehind(90, limits) && !partition.isFarBehind(89, limits))
        var kept = KeptOffsets(start: 10)
        kept.keep(11)
        kept.keep(14)
        kept.leaveOut(11)
        kept.extend(to: 17)
        partition.filter(kept)
        #expect(!partition.isFarBehind(1_000, limits))
        // Offsets may have gaps: 13 is a marker, say.
        #expect([10, 11, 12, 14, 15].map { partition.take($0) } == [false, false, false, true, false])
        // Reading that begins anew within the stretch knows it still; before it, or of another log, it does not.
        let again = ReaderPartition(.flightState, source, start: 12, end: 100, before: partition)
        #expect(again.kept == kept)
        for (start, log) in [(9, 1), (17, 1), (12, 2)] {
            let other = SinkSource(topic: "t", partition: 0, log: Int32(log))
            #expect(ReaderPartition(.flightState, other, start: Int64(start), end: 100, before: partition).kept == nil)
        }
        #expect([16, 18, 19].map { partition.take($0) } == [false, true, true])
        #expect(partition.kept == nil)
    }
}

extension [UInt8]? {
    fileprivate func withBytes(_ body: (UnsafeRawBufferPointer?) -> Void) {
        guard let self else { return body(nil) }
        self.withUnsafeBytes { body($0) }
    }
}
