extension MergeStatements {
    /// dead.letter.queue: every record once, by its own place and time in that topic.
    static let deadLetters = MergeStatements(
        makeStage: """
            CREATE TEMPORARY TABLE staged_dead_letters (
                n integer NOT NULL, dlq_partition integer NOT NULL, dlq_offset bigint NOT NULL,
                reason text NOT NULL, detail text, stage text, attempt integer, config_id text, source_topic text,
                source_partition integer, source_offset bigint, source_ms bigint, dead_lettered_ms bigint NOT NULL,
                value_withheld boolean NOT NULL, key bytea, value bytea
            ) ON COMMIT DELETE ROWS
            """,
        copy: "COPY staged_dead_letters FROM STDIN",
        merge: { condition in
            """
            INSERT INTO iropsd.dead_letters (\(deadLetterColumns.names))
            SELECT \(deadLetterColumns.expressions) FROM staged_dead_letters
            WHERE \(condition)
            ON CONFLICT DO NOTHING
            """
        },
        forget: nil)

    private static let deadLetterColumns: [MergeColumn] = [
        MergeColumn("dlq_partition"), MergeColumn("dlq_offset"), MergeColumn("reason"),
        MergeColumn("detail"), MergeColumn("stage"), MergeColumn("attempt"), MergeColumn("config_id"),
        MergeColumn("source_topic"), MergeColumn("source_partition"), MergeColumn("source_offset"),
        MergeColumn("source_time", instant("source_ms")), MergeColumn("dead_lettered_at", instant("dead_lettered_ms")),
        MergeColumn("value_withheld"), MergeColumn("key"), MergeColumn("value"),
    ]

    /// Milliseconds since 1970 as a `timestamptz`, without a detour through floating point.
    private static func instant(_ column: String) -> String {
        "timestamptz 'epoch' + \(column) * interval '1 millisecond'"
    }
}
