import Testing

@testable import DisruptionService

@Suite struct RowEncoderTests {
    /// Records that are rows of a table, by their numbers in the batch.
    private func live(_ rows: SinkRows, _ table: SinkTable) -> [Int] {
        let table = rows[table].rows
        return table.records.indices.filter { table.parts($0..<($0 + 1)).count == 3 }.map { table.records[$0] }
    }

    private func encoded(_ batch: SinkBatch) -> SinkRows {
        var encoder = RowEncoder()
        var rows = SinkRows()
        encoder.encode(batch, into: &rows)
        return rows
    }

    @Test func ofEachDisruptionOnlyTheHighestVersionBecomesARow() {
        var batch = SinkBatch()
        let maker = RecordMaker(.disruptions)
        maker.add(disruptionBody("a", version: 5, legs: ["A/1/X"]), at: 0, to: &batch)
        maker.add(disruptionBody("b", version: 1, legs: ["A/1/X", "B/1/X"]), at: 1, to: &batch)
        maker.add(disruptionBody("a", version: 7, legs: ["A/1/X", "B/1/X", "B/1/X"]), at: 2, to: &batch)
        maker.add(disruptionBody("a", version: 6), at: 3, to: &batch)
        let rows = encoded(batch)
        #expect(live(rows, .disruptions) == [1, 2])
        #expect(rows[.disruptions].parts.records == [0, 1, 1, 2, 2])
        #expect((0..<3).map { rows[.disruptions].parts(of: $0..<($0 + 1)) } == [0..<1, 1..<3, 3..<5])
        // The first row's leg goes with it.
        let legs = rows[.disruptions].parts
        #expect(legs.parts(0..<5).count == 3 && legs.parts(0..<1).count == 2)
    }

    @Test func whatIsNoRowTakesNoPlaceOfAnother() {
        var batch = SinkBatch()
        let maker = RecordMaker(.disruptions)
        maker.add(disruptionBody("a", version: 5), at: 0, to: &batch)
        maker.add(disruptionBody("a", version: 6, more: #","confidence":"high""#), at: 1, to: &batch)
        let badLeg = #","legs":[{"leg_id":"A/1/X"},{"leg_id":7}]"#
        maker.add(disruptionBody("a", version: 7, more: badLeg), at: 2, to: &batch)
        let rows = encoded(batch)
        #expect(live(rows, .disruptions) == [0])
        #expect(rows[.disruptions].parts.count == 0)
        #expect(rows.refusals.map(\.record) == [1, 2])
        #expect(rows.refusals.map(\.reason) == ["confidence is no number", "leg_id is no text"])
    }

    @Test func aForgottenLegBeginsAnew() {
        var batch = SinkBatch()
        let maker = RecordMaker(.flightState)
        let (gone, back) = ("AA1/2008-02-06/ORD", "AA2/2008-02-06/ORD")
        maker.add(flightStateBody(gone, version: 9), at: 0, to: &batch)
        maker.add(flightStateBody(back, version: 9), at: 1, to: &batch)
        maker.add(nil, key: Array(gone.utf8), at: 2, to: &batch)
        maker.add(nil, key: Array(back.utf8), at: 3, to: &batch)
        maker.add(nil, key: Array(back.utf8), at: 4, to: &batch)
        // What comes after the end counts, whatever its version.
        maker.add(flightStateBody(back, version: 5), at: 5, to: &batch)
        let rows = encoded(batch)
        #expect(live(rows, .flightState) == [5])
        #expect(rows[.flightState].forgotten.records == [2, 3])
        #expect(rows.refusals.isEmpty)
    }

    @Test func aBookingHasItsFlightsInTheOrderOfTravelEachOnce() {
        var batch = SinkBatch()
        let maker = RecordMaker(.bookings)
        maker.add(bookingBody("K1", version: 3, legs: ["A/1/X", "B/1/X", "A/1/X"]), at: 0, to: &batch)
        maker.add(bookingBody("K2", version: 3, legs: ["A/1/X"]), at: 1, to: &batch)
        maker.add(nil, key: Array("K2".utf8), at: 2, to: &batch)
        maker.add(bookingBody("K1", version: 4, legs: ["B/1/X"]), at: 3, to: &batch)
        maker.add(bookingBody("K1", version: 5, legs: ["bad\""]), at: 4, to: &batch)
        let rows = encoded(batch)
        #expect(live(rows, .bookings) == [3])
        #expect(rows[.bookings].parts.records == [0, 0, 1, 3])
        #expect(rows[.bookings].forgotten.records == [2])
        #expect(rows.refusals.map(\.record) == [4])
    }

    @Test func everyNotificationAndEveryVersionOfAnAlertIsARow() {
        var batch = SinkBatch()
        for offset in Int64(0)..<3 {
            RecordMaker(.notifications).add(notificationBody("n-\(offset)"), at: offset, to: &batch)
            RecordMaker(.alerts).add(alertBody("a", version: 9 - offset), at: offset, to: &batch)
        }
        RecordMaker(.notifications).add("{}", at: 3, to: &batch)
        RecordMaker(.alerts).add(nil, key: [1], at: 3, to: &batch)
        let rows = encoded(batch)
        #expect(live(rows, .notifications) == [0, 1, 2] && live(rows, .alerts) == [0, 1, 2])
        #expect(rows.refusals.map(\.reason) == ["notification_id is missing"])
    }

    @Test func anEncoderIsUsedAgain() {
        var encoder = RowEncoder()
        var rows = SinkRows()
        for version in Int64(1)..<4 {
            var batch = SinkBatch()
            RecordMaker(.disruptions).add(disruptionBody("a", version: version, legs: ["A/1/X"]), at: 0, to: &batch)
            RecordMaker(.flightState).add("{}", at: 0, to: &batch)
            RecordMaker(.deadLetters).add([1], at: 0, headers: ["dlq.reason": "LATE"], to: &batch)
            encoder.encode(batch, into: &rows)
            #expect(rows[.disruptions].rows.count == 1 && rows[.disruptions].parts.count == 1)
            #expect(rows[.deadLetters].rows.count == 1)
            #expect(rows.refusals.map(\.table) == [.flightState])
        }
    }

    @Test func keysAreToldApartHoweverMany() {
        var keys = KeyTable()
        for _ in 0..<2 {
            for number in 0..<5_000 {
                let (found, isNew) = withUnsafeBytes(of: number) { keys.insert($0) }
                #expect(found == number && isNew)
            }
            for number in stride(from: 4_999, through: 0, by: -7) {
                let (found, isNew) = withUnsafeBytes(of: number) { keys.insert($0) }
                #expect(found == number && !isNew)
            }
            #expect(keys.insert(UnsafeRawBufferPointer(start: nil, count: 0)).isNew)
            keys.removeAll()
        }
    }
}
