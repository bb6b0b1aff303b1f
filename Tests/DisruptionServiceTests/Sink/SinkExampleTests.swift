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
}
