extension MergeStatements {
    /// disruption.events: the highest version of each disruption, and the legs of that version.
    static let disruptions = MergeStatements(
        makeStage: """
            CREATE TEMPORARY TABLE staged_disruptions (n integer NOT NULL, body jsonb NOT NULL) ON COMMIT DELETE ROWS;
            ALTER TABLE staged_disruptions ALTER body SET STORAGE EXTERNAL;
            CREATE TEMPORARY TABLE merged_disruptions (disruption_id text NOT NULL, body jsonb) ON COMMIT DELETE ROWS
            """,
        copy: "COPY staged_disruptions (n, body) FROM STDIN",
        merge: { condition in
            """
            DELETE FROM merged_disruptions;
            WITH merged AS (
                INSERT INTO iropsd.disruptions AS kept (\(disruptionColumns.names))
                SELECT \(disruptionColumns.expressions)
                FROM (
                    SELECT DISTINCT ON (body->>'disruption_id') n FROM staged_disruptions
                    WHERE \(condition)
                    ORDER BY body->>'disruption_id', (body->>'version')::bigint DESC
                ) AS newest
                JOIN staged_disruptions AS staged USING (n),
                jsonb_to_record(staged.body) AS told(
                    disruption_id text, version bigint, lifecycle text, confirmed boolean, pattern text, severity text,
                    category text, subject jsonb, root jsonb, parent_id text, superseded_by text,
                    confidence double precision, detected_at timestamptz, first_effect_at timestamptz,
                    lead_minutes integer, event_time timestamptz, explanation text, trigger_event_id text,
                    correlation_id text, config_id text)
                ON CONFLICT (disruption_id) DO UPDATE SET (\(disruptionColumns.names))
                    = (\(disruptionColumns.excluded))
                WHERE kept.version < excluded.version
                RETURNING disruption_id, body
            )
            INSERT INTO merged_disruptions SELECT disruption_id, body->'legs' FROM merged;
            DELETE FROM iropsd.disruption_legs AS leg USING merged_disruptions AS merged
            WHERE leg.disruption_id = merged.disruption_id;
            INSERT INTO iropsd.disruption_legs
                (disruption_id, leg_id, depth, predicted_delay_minutes, reactionary_minutes, scheduled_departure)
            SELECT merged.disruption_id, leg.*
            FROM merged_disruptions AS merged,
            jsonb_to_recordset(CASE jsonb_typeof(merged.body) WHEN 'array' THEN merged.body END) AS leg(
                leg_id text, depth integer, predicted_delay_minutes integer, reactionary_minutes integer,
                scheduled_departure timestamptz)
            ON CONFLICT DO NOTHING
            """
        },
        forget: nil)

    private static let disruptionColumns: [MergeColumn] = [
        MergeColumn("disruption_id"), MergeColumn("version"), MergeColumn("lifecycle"), MergeColumn("confirmed"),
        MergeColumn("pattern"), MergeColumn("severity"), MergeColumn("category"),
        MergeColumn("subject_kind", "subject->>'kind'"), MergeColumn("subject_id", "subject->>'id'"),
        MergeColumn("root_kind", "root->>'kind'"), MergeColumn("root_id", "root->>'id'"),
        MergeColumn("root_cause", "root->>'cause'"), MergeColumn("parent_id"), MergeColumn("superseded_by"),
        MergeColumn("confidence"), MergeColumn("detected_at"), MergeColumn("first_effect_at"),
        MergeColumn("lead_minutes"), MergeColumn("event_time"), MergeColumn("explanation"),
        MergeColumn("trigger_event_id"), MergeColumn("correlation_id"), MergeColumn("config_id"), MergeColumn("body"),
    ]
}
