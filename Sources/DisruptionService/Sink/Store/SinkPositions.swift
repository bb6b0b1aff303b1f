import PostgresClient

/// How far every source has been read, as rows of `sink_positions`.
enum SinkPositions {
    /// Reads all of them. Called after the fence was raised, as a statement of its own: under READ COMMITTED it then
    /// sees what a sink committed for which the raising had to wait.
    static func read(_ transaction: borrowing Connection) throws -> [SinkPosition] {
        try transaction.query("SELECT topic, partition, log, next_offset FROM iropsd.sink_positions").compactMap {
            row in
            guard let topic = row.text("topic"), let partition = row.integer("partition"),
                let log = row.integer("log"), let nextOffset = row.integer("next_offset")
            else { return nil }
            let source = SinkSource(
                topic: topic, partition: Int32(truncatingIfNeeded: partition), log: Int32(truncatingIfNeeded: log))
            return SinkPosition(source: source, nextOffset: nextOffset)
        }
    }

    /// Writes those of a batch. Within a log a position only rises; a newer log replaces an older one.
    static func write(_ positions: [SinkSource: Int64], _ transaction: borrowing Connection) throws {
        let entries = positions.sorted { ($0.key.topic, $0.key.partition) < ($1.key.topic, $1.key.partition) }
        try transaction.query(
            """
            INSERT INTO iropsd.sink_positions AS kept (topic, partition, log, next_offset)
            SELECT * FROM unnest($1::text[], $2::integer[], $3::integer[], $4::bigint[])
            ON CONFLICT (topic, partition) DO UPDATE
            SET log = excluded.log, next_offset = excluded.next_offset, written_at = now()
            WHERE (kept.log, kept.next_offset) < (excluded.log, excluded.next_offset)
            """,
            [
                .array(entries.map(\.key.topic)), .array(entries.map(\.key.partition)),
                .array(entries.map(\.key.log)), .array(entries.map(\.value)),
            ])
    }
}
