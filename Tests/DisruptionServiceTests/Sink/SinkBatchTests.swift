import Testing

@testable import DisruptionService

@Suite struct SinkBatchTests {
    private func text(_ batch: SinkBatch, _ table: SinkTable, _ rows: Range<Int>) -> String {
        String(decoding: batch[table].copyText(rows), as: UTF8.self)
    }

    @Test func rowsAreNumberedAndAnyRangeStandsByItself() {
        var batch = SinkBatch()
        let maker = RecordMaker(.disruptions)
        maker.add(#"{"a":"\n"}"#, at: 5, to: &batch)
        maker.add("{}", at: 7, to: &batch)
        maker.add("[]", at: 8, to: &batch)
        #expect(text(batch, .disruptions, 0..<3) == "0\t{\"a\":\"\\\\n\"}\n1\t{}\n2\t[]\n")
        #expect(text(batch, .disruptions, 1..<2) == "1\t{}\n")
        #expect(batch[.disruptions].origins.map(\.offset) == [5, 7, 8])
        #expect(batch.positions == [maker.source: 9])
        #expect(batch.rowCount == 3)
    }

    @Test func aTombstoneForgetsALegAndMeansNothingToADisruption() {
        var batch = SinkBatch()
        RecordMaker(.flightState).add(nil, key: Array("AA1/2008-01-01/ORD".utf8), at: 1, to: &batch)
        RecordMaker(.disruptions).add(nil, key: [1], at: 3, to: &batch)
        #expect(text(batch, .flightState, 0..<1) == "0\tAA1/2008-01-01/ORD\t\\N\n")
        #expect(batch[.flightState].tombstones == 1)
        #expect(batch[.disruptions].count == 0)
        #expect(batch.ignored == 1)
        #expect(batch.positions.values.sorted() == [2, 4])
    }

    @Test func anEndOfPartitionAdvancesAPositionAndNeverBackwards() {
        var batch = SinkBatch()
        let maker = RecordMaker(.disruptions)
        #expect(batch.isEmpty)
        maker.add("{}", at: 9, to: &batch)
        batch.advance(maker.source, to: 12)
        batch.advance(maker.source, to: 3)
        #expect(batch.positions == [maker.source: 12])
        batch.removeAll()
        #expect(batch.isEmpty && batch.rowCount == 0 && batch.byteCount == 0)
    }

    @Test func headersOfADeadLetterThatAreNoNumbersAreNull() {
        let values: [String: String] = [
            "dlq.reason": "BAD_VALUE", "dlq.partition": "-1", "dlq.offset": "x", "dlq.timestamp": "9999999999999999",
            "dlq.attempt": "2", "dlq.value": "withheld",
        ]
        let bytes = values.mapValues { Array($0.utf8) }
        let headers = DeadLetterHeaders { name in
            bytes[name].map { value in
                let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: value.count, alignment: 1)
                copy.copyBytes(from: value)
                return UnsafeRawBufferPointer(copy)
            }
        }
        #expect(headers.reason == "BAD_VALUE")
        #expect(headers.detail == nil)
        #expect(headers.partition == nil && headers.offset == nil && headers.timestampMs == nil)
        #expect(headers.attempt == 2)
        #expect(headers.isValueWithheld)
    }
}
