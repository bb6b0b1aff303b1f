import Testing

@testable import DisruptionService

@Suite struct SinkBatchTests {
    @Test func recordsKeepTheirPlacesAndPositionsLieBehindThem() {
        var batch = SinkBatch()
        let (first, second) = (RecordMaker(.disruptions), RecordMaker(.disruptions, partition: 1))
        first.add("{}", at: 5, to: &batch)
        second.add("[]", at: 1, to: &batch)
        first.add("", at: 8, to: &batch)
        #expect(batch.origins(of: .disruptions).map(\.offset) == [5, 1, 8])
        #expect(batch.origins(of: .disruptions).map(\.source.partition) == [0, 1, 0])
        #expect(batch.positions == [first.source: 9, second.source: 2])
        #expect(batch.rowCount == 3 && batch.byteCount == 4)
    }

    @Test func aTombstoneForgetsALegAndMeansNothingToADisruption() {
        var batch = SinkBatch()
        RecordMaker(.flightState).add(nil, key: Array("AA1/2008-01-01/ORD".utf8), at: 1, to: &batch)
        RecordMaker(.disruptions).add(nil, key: [1], at: 3, to: &batch)
        #expect(batch[.flightState].count == 1)
        #expect(batch[.disruptions].count == 0)
        #expect(batch.positions.values.sorted() == [2, 4])
    }

    @Test func aPositionNeverGoesBackwards() {
        var batch = SinkBatch()
        let maker = RecordMaker(.disruptions)
        #expect(batch.isEmpty)
        maker.add("{}", at: 9, to: &batch)
        batch.advance(maker.source, to: 12)
        batch.advance(maker.source, to: 3)
        #expect(batch.positions == [maker.source: 12])
        batch.removeAll()
        #expect(batch.isEmpty && batch.rowCount == 0 && batch.byteCount == 0)
        #expect(batch.positions.isEmpty)
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
