extension MergeStatements {
    /// flight.state: the newest version of each leg; a tombstone after it removes the row.
    static let flightState = MergeStatements(
        makeStage: """
            CREATE TEMPORARY TABLE staged_flight_state (n integer NOT NULL, key text, body jsonb) ON COMMIT DELETE ROWS;
            ALTER TABLE staged_flight_state ALTER body SET STORAGE EXTERNAL
            """,
        copy: "COPY staged_flight_state (n, key, body) FROM STDIN",
        merge: { condition in
            """
            INSERT INTO iropsd.flight_state AS kept (\(flightStateColumns.names))
            SELECT \(flightStateColumns.expressions)
            FROM (
                SELECT DISTINCT ON (body->>'leg_id') n FROM staged_flight_state
                WHERE body IS NOT NULL AND \(condition)
                ORDER BY body->>'leg_id', (body->>'version')::bigint DESC
            ) AS newest
            JOIN staged_flight_state AS staged USING (n),
            jsonb_to_record(staged.body) AS told(
                leg_id text, version bigint, status text, fields jsonb, departure_delay_minutes integer,
                arrival_delay_minutes integer, category text, predicted_delay_minutes integer, predicted_root text,
                event_time timestamptz)
            ON CONFLICT (leg_id) DO UPDATE SET (\(flightStateColumns.names)) = (\(flightStateColumns.excluded))
            WHERE kept.version < excluded.version
            """
        },
        forget: """
            DELETE FROM iropsd.flight_state AS kept
            USING (SELECT key, max(n) AS n FROM staged_flight_state WHERE body IS NULL GROUP BY key) AS forgotten
            WHERE kept.leg_id = forgotten.key AND NOT EXISTS (
                SELECT FROM staged_flight_state AS later
                WHERE later.body->>'leg_id' = forgotten.key AND later.n > forgotten.n)
            """)

    /// A leg_id is `flight_number/flight_date/origin`, with `#2` behind a second attempt.
    private static let flightStateColumns: [MergeColumn] = [
        MergeColumn("leg_id"), MergeColumn("version"), MergeColumn("status"),
        MergeColumn("airline", "fields#>>'{airline,value}'"),
        MergeColumn("flight_number", "split_part(leg_id, '/', 1)"),
        MergeColumn("flight_date", "split_part(leg_id, '/', 2)::date"),
        MergeColumn("origin", "split_part(split_part(leg_id, '/', 3), '#', 1)"),
        MergeColumn("destination", "fields#>>'{destination,value}'"),
        MergeColumn("tail_number", "fields#>>'{tail_number,value}'"),
        MergeColumn("scheduled_departure", "(fields#>>'{scheduled_departure,value}')::timestamptz"),
        MergeColumn("scheduled_arrival", "(fields#>>'{scheduled_arrival,value}')::timestamptz"),
        MergeColumn("departure_delay_minutes"), MergeColumn("arrival_delay_minutes"), MergeColumn("category"),
        MergeColumn("predicted_delay_minutes"), MergeColumn("predicted_root"), MergeColumn("event_time"),
        MergeColumn("body"),
    ]
}
