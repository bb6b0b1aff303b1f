import Foundation
import PostgresClient
import Testing

@testable import DisruptionService

/// The examples of topics/ are what the topics carry: every one of them has to become a row.
@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct SinkExampleTests {
    private let target: ConnectionTarget
    private let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../topics/examples").standardizedFileURL

    init() throws {
        target = try newSinkDatabase()
    }

    private func bodies(_ topic: String) throws -> [[UInt8]] {
        let folder = examples.appending(path: topic)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "json" }.map { try [UInt8](Data(contentsOf: $0)) }
    }

    private func write(_ bodies: [[UInt8]], _ table: SinkTable) throws -> SinkWriteResult {
        var batch = SinkBatch()
        for (offset, body) in bodies.enumerated() {
            RecordMaker(table).add(body, at: Int64(offset), to: &batch)
        }
        return try SinkConnection(target: target, holder: "test").write(batch)
    }

    @Test func everyExampleOfADisruptionBecomesARow() throws {
        let bodies = try bodies("disruption.events")
        #expect(bodies.count > 10)
        #expect(try write(bodies, .disruptions).rejections == [])
        let missing = try Connection(to: target).query(
            """
            SELECT body FROM iropsd.disruptions WHERE subject_id IS NULL OR event_time IS NULL
                OR (body ? 'root' AND root_id IS NULL) OR (body ? 'detected_at' AND detected_at IS NULL)
                OR jsonb_array_length(coalesce(body->'legs', '[]')) <> (
                    SELECT count(*) FROM iropsd.disruption_legs AS leg
                    WHERE leg.disruption_id = disruptions.disruption_id)
            """)
        #expect(missing.map { $0.text("body") } == [])
    }

    @Test func everyExampleOfALegBecomesARow() throws {
        let bodies = try bodies("flight.state")
        #expect(bodies.count > 3)
        #expect(try write(bodies, .flightState).rejections == [])
        let missing = try Connection(to: target).query(
            """
            SELECT body FROM iropsd.flight_state WHERE origin = '' OR flight_number = ''
                OR (body->'fields' ? 'destination' AND destination IS NULL)
                OR (body->'fields' ? 'airline' AND airline IS NULL)
                OR (body->'fields' ? 'scheduled_departure' AND scheduled_departure IS NULL)
            """)
        #expect(missing.map { $0.text("body") } == [])
    }

    @Test func everyExampleOfABookingBecomesARow() throws {
        let bodies = try bodies("booking.state")
        #expect(bodies.count > 4)
        #expect(try write(bodies, .bookings).rejections == [])
        let missing = try Connection(to: target).query(
            """
            SELECT body FROM iropsd.bookings
            WHERE passengers <> jsonb_array_length(coalesce(body->'passengers', '[]'))
                OR needs_rebooking <> coalesce((body->>'needs_rebooking')::boolean, false)
                OR body->'segments' IS DISTINCT FROM (
                    SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(segment) - 'booking_id' - 'place') ORDER BY place)
                    FROM iropsd.booking_segments AS segment WHERE segment.booking_id = bookings.booking_id)
            """)
        #expect(missing.map { $0.text("body") } == [])
    }

    @Test func everyExampleOfANotificationBecomesARow() throws {
        let bodies = try bodies("notifications")
        #expect(bodies.count > 10)
        #expect(try write(bodies, .notifications).rejections == [])
        let rows = try Connection(to: target).query(
            """
            SELECT notification_id FROM iropsd.notifications
            WHERE (passenger_id, template_id, event_time)
                = (body->>'passenger_id', body->>'template_id', (body->>'event_time')::timestamptz)
            """)
        #expect(rows.count == bodies.count)
    }

    @Test func everyExampleOfAnAlertIsAuditedAndTheNewestIsTheAlert() throws {
        let bodies = try bodies("alerts")
        #expect(bodies.count > 3)
        #expect(try write(bodies, .alerts).rejections == [])
        let connection = try Connection(to: target)
        let trail = try connection.query(
            "SELECT body FROM iropsd.alert_audit WHERE by_kind = body->'by'->>'kind' AND event_time IS NOT NULL")
        #expect(trail.count == bodies.count)
        let wrong = try connection.query(
            """
            SELECT alert_id FROM iropsd.alerts WHERE version <> (
                SELECT max(version) FROM iropsd.alert_audit AS told WHERE told.alert_id = alerts.alert_id)
            """)
        #expect(wrong.isEmpty)
        #expect(try connection.query("SELECT alert_id FROM iropsd.alerts").count < bodies.count)
    }
}
