import PostgresClient
import Testing

@testable import DisruptionService

@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct SinkStoreTests {
    private let target: ConnectionTarget

    init() throws {
        target = try newSinkDatabase()
    }

    @discardableResult
    private func write(_ build: (inout SinkBatch) -> Void) throws -> SinkWriteResult {
        var batch = SinkBatch()
        build(&batch)
        let store = try SinkConnection(target: target, holder: "test", standsBy: false)
        return try store.write(batch)
    }

    private func row(_ sql: String) throws -> Row {
        try #require(try Connection(to: target).query(sql).first)
    }

    @Test func aDisruptionBecomesColumnsAndLegs() throws {
        try write {
            RecordMaker(.disruptions).add(disruptionBody("d1", version: 7, legs: ["A/1/X", "B/1/Y"]), at: 0, to: &$0)
        }
        let row = try row(
            """
            SELECT *, detected_at = '2008-02-06T14:20:00Z' AS d, event_time = '2008-02-06T15:56:00.123Z' AS e
            FROM iropsd.disruptions
            """)
        #expect(row.integer("version") == 7)
        #expect(row.text("lifecycle") == "UPDATED")
        #expect(row.boolean("confirmed") == false)
        #expect(row.text("subject_kind") == "rotation")
        #expect(row.text("subject_id") == "N4XKAA/d1")
        #expect(row.text("root_cause") == "weather")
        #expect(row.text("category") == nil)
        #expect(row.text("explanation") == "late\tand é")
        #expect(row.integer("lead_minutes") == 215)
        #expect(row.boolean("d") == true && row.boolean("e") == true)
        let legs = try Connection(to: target).query("SELECT * FROM iropsd.disruption_legs ORDER BY depth")
        #expect(legs.map { $0.text("leg_id") } == ["A/1/X", "B/1/Y"])
        #expect(legs.map { $0.integer("reactionary_minutes") } == [0, 10])
    }

    @Test func theHighestVersionWinsInWhateverOrderItComes() throws {
        let maker = RecordMaker(.disruptions)
        try write {
            maker.add(disruptionBody("d1", version: 5, legs: ["A/1/X"]), at: 0, to: &$0)
            maker.add(disruptionBody("d1", version: 9, legs: ["B/1/X", "C/1/X", "C/1/X"]), at: 1, to: &$0)
            maker.add(disruptionBody("d1", version: 7, legs: []), at: 2, to: &$0)
        }
        try write { maker.add(disruptionBody("d1", version: 8, legs: ["D/1/X"]), at: 3, to: &$0) }
        #expect(try row("SELECT version FROM iropsd.disruptions").integer("version") == 9)
        let legs = try Connection(to: target).query("SELECT leg_id FROM iropsd.disruption_legs ORDER BY 1")
        #expect(legs.map { $0.text("leg_id") } == ["B/1/X", "C/1/X"])
        try write { maker.add(disruptionBody("d1", version: 10, legs: ["E/1/X"]), at: 4, to: &$0) }
        #expect(try row("SELECT string_agg(leg_id, ' ') AS legs FROM iropsd.disruption_legs").text("legs") == "E/1/X")
    }

    @Test func aLegBecomesItsNewestStateUntilItIsForgotten() throws {
        let maker = RecordMaker(.flightState)
        let (stays, goes, returns) = ("AA1/2008-02-06/ORD#2", "AA2/2008-02-06/ORD", "AA3/2008-02-06/ORD")
        try write {
            maker.add(flightStateBody(stays, version: 2, status: "OUT"), at: 0, to: &$0)
            maker.add(flightStateBody(stays, version: 1), at: 1, to: &$0)
            maker.add(flightStateBody(goes, version: 3), at: 2, to: &$0)
            maker.add(nil, key: Array(goes.utf8), at: 3, to: &$0)
            maker.add(nil, key: Array(returns.utf8), at: 4, to: &$0)
            maker.add(flightStateBody(returns, version: 4), at: 5, to: &$0)
        }
        let rows = try Connection(to: target).query("SELECT * FROM iropsd.flight_state ORDER BY leg_id")
        #expect(rows.map { $0.text("leg_id") } == [stays, returns])
        let row = try #require(rows.first)
        #expect(row.text("status") == "OUT")
        #expect(row.text("flight_number") == "AA1")
        #expect(row.text("flight_date") == "2008-02-06")
        #expect(row.text("origin") == "ORD")
        #expect(row.text("destination") == "DFW")
        #expect(row.text("tail_number") == nil)
        #expect(row.integer("arrival_delay_minutes") == -2)
        try write { maker.add(nil, key: Array(stays.utf8), at: 6, to: &$0) }
        #expect(try Connection(to: target).query("SELECT 1 FROM iropsd.flight_state").count == 1)
    }

    @Test func aDeadLetterIsKeptByteForByteUnlessItsValueIsWithheld() throws {
        let maker = RecordMaker(.deadLetters, partition: 1)
        let value: [UInt8] = Array(0...255)
        let headers = [
            "dlq.reason": "BAD_VALUE", "dlq.detail": "a\tb\\\0c", "dlq.topic": "flight.events", "dlq.partition": "4",
            "dlq.offset": "1882014", "dlq.timestamp": "1774592130250", "dlq.stage": "ingest", "dlq.attempt": "1",
            "dlq.config_id": "c-1",
        ]
        try write {
            maker.add(value, key: [0, 255], at: 3, headers: headers, to: &$0)
            let withheld = headers.merging(["dlq.value": "withheld"]) { $1 }
            maker.add(value, at: 4, headers: withheld, to: &$0)
            maker.add(nil, at: 5, to: &$0)
        }
        let rows = try Connection(to: target).query(
            "SELECT *, source_time = '2026-03-27T06:15:30.25Z' AS t FROM iropsd.dead_letters ORDER BY dlq_offset")
        #expect(rows.map { $0.bytes("value") } == [value, nil, nil])
        #expect(rows.map { $0.boolean("value_withheld") } == [false, true, false])
        let row = try #require(rows.first)
        #expect(row.bytes("key") == [0, 255])
        #expect(row.integer("dlq_partition") == 1)
        #expect(row.text("detail") == "a\tb\\c")
        #expect(row.integer("source_partition") == 4 && row.integer("source_offset") == 1_882_014)
        #expect(row.boolean("t") == true)
    }

    @Test func aBatchWrittenTwiceIsWrittenOnce() throws {
        var batch = SinkBatch()
        RecordMaker(.disruptions).add(disruptionBody("d1", version: 5, legs: ["A/1/X"]), at: 4, to: &batch)
        RecordMaker(.flightState).add(flightStateBody("AA1/2008-02-06/ORD", version: 5), at: 4, to: &batch)
        RecordMaker(.deadLetters).add([1, 2], at: 4, headers: ["dlq.reason": "LATE"], to: &batch)
        RecordMaker(.bookings).add(bookingBody("K1", version: 5, legs: ["A/1/X", "B/1/X"]), at: 4, to: &batch)
        RecordMaker(.notifications).add(notificationBody("n-1"), at: 4, to: &batch)
        RecordMaker(.alerts).add(alertBody("a1", version: 5), at: 4, to: &batch)
        let store = try SinkConnection(target: target, holder: "test")
        let first = try store.write(batch)
        let contents = try sinkContents(target)
        #expect(first.written == [1, 1, 1, 1, 1, 1])
        #expect(contents.count == 16)
        _ = try store.write(batch)
        #expect(try sinkContents(target) == contents)
        store.close()
        let again = try SinkConnection(target: target, holder: "next", standsBy: false)
        #expect(again.positions.map(\.nextOffset) == [5, 5, 5, 5, 5, 5])
        _ = try again.write(batch)
        #expect(try sinkContents(target) == contents)
    }

    @Test func aForgottenBookingTakesItsFlightsAlong() throws {
        try write {
            RecordMaker(.bookings).add(bookingBody("K1", version: 1, legs: ["A/1/X", "B/1/X"]), at: 0, to: &$0)
            RecordMaker(.bookings).add(bookingBody("K2", version: 1, legs: ["A/1/X"]), at: 1, to: &$0)
        }
        try write { RecordMaker(.bookings).add(bookingBody("K1", version: 2, legs: ["B/1/X"]), at: 2, to: &$0) }
        let connection = try Connection(to: target)
        func legs() throws -> [String?] {
            try connection.query("SELECT booking_id || leg_id AS t FROM iropsd.booking_segments ORDER BY 1").map {
                $0.text("t")
            }
        }
        #expect(try legs() == ["K1B/1/X", "K2A/1/X"])
        try write { RecordMaker(.bookings).add(nil, key: Array("K1".utf8), at: 3, to: &$0) }
        #expect(try legs() == ["K2A/1/X"])
        #expect(try connection.query("SELECT booking_id FROM iropsd.bookings").count == 1)
    }

    @Test func aLaterVersionOfAnAlertTakesItsPlaceAndTheTrailKeepsBoth() throws {
        try write {
            RecordMaker(.alerts).add(alertBody("a1", version: 2, state: "ACKNOWLEDGED"), at: 1, to: &$0)
            RecordMaker(.alerts).add(alertBody("a1", version: 1), at: 0, to: &$0)
        }
        try write { RecordMaker(.alerts).add(alertBody("a1", version: 3, state: "RESOLVED"), at: 2, to: &$0) }
        let connection = try Connection(to: target)
        let alerts = try connection.query("SELECT state, version FROM iropsd.alerts")
        #expect(alerts.map { $0.text("state") } == ["RESOLVED"])
        #expect(try connection.query("SELECT state FROM iropsd.alert_audit").count == 3)
    }

    @Test func positionsOnlyRiseWithinALog() throws {
        try write { RecordMaker(.disruptions).add(disruptionBody("d1", version: 5), at: 9, to: &$0) }
        try write { RecordMaker(.disruptions).add(disruptionBody("d1", version: 5), at: 2, to: &$0) }
        let kept = try SinkConnection(target: target, holder: "a", standsBy: false).positions
        #expect(kept.map(\.nextOffset) == [10])
        try write { RecordMaker(.disruptions, log: 2).add(disruptionBody("d1", version: 6), at: 0, to: &$0) }
        let renewed = try SinkConnection(target: target, holder: "b", standsBy: false).positions
        #expect(renewed.map(\.nextOffset) == [1])
        #expect(renewed.first?.source.log == 2)
    }

    @Test func aSchemaThatIsBehindIsRefused() throws {
        let empty = try ConnectionTarget(PrivatePostgres.newDatabase())
        let error = #expect(throws: MigrationError.self) { _ = try SinkConnection(target: empty, holder: "test") }
        #expect(error?.description.contains("iropsd migrate") == true)
    }
}
