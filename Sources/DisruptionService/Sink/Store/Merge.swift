/// The statements that bring staged rows into the tables. Each key is staged once.
///
/// No join looks a key up row by row, because nothing is known of a stage's size when a plan is made: keys come as an
/// array, which an index takes, and sessions have nested loops switched off.
enum Merge {
    /// Newer versions of disruptions, and the legs of those that were newer.
    static let disruptions = """
        WITH merged AS (
            \(newer("disruptions", from: .disruptions, DisruptionColumns.names, key: ["disruption_id"]))
            RETURNING disruption_id
        ), gone AS (
            DELETE FROM iropsd.disruption_legs AS kept
            WHERE kept.disruption_id = ANY (ARRAY(SELECT disruption_id FROM merged))
            AND NOT EXISTS (
                SELECT FROM staged_disruption_legs AS told
                WHERE told.disruption_id = kept.disruption_id AND told.leg_id = kept.leg_id)
        )
        INSERT INTO iropsd.disruption_legs AS kept (\(list(DisruptionLegColumns.names)))
        SELECT \(list(DisruptionLegColumns.names)) FROM staged_disruption_legs
        WHERE disruption_id IN (SELECT disruption_id FROM merged)
        ON CONFLICT (disruption_id, leg_id) DO UPDATE
        SET (\(list(legValues))) = (\(list(legValues, of: "excluded")))
        WHERE (\(list(legValues, of: "kept"))) IS DISTINCT FROM (\(list(legValues, of: "excluded")))
        """

    /// Legs that are forgotten, then newer states.
    static let forgotten = """
        DELETE FROM iropsd.flight_state WHERE leg_id = ANY (ARRAY(SELECT leg_id FROM staged_forgotten))
        """
    static let flightState = newer("flight_state", from: .flightState, FlightStateColumns.names, key: ["leg_id"])

    /// Dead letters that are not there yet.
    static let deadLetters = """
        INSERT INTO iropsd.dead_letters (\(list(DeadLetterColumns.names)))
        SELECT \(list(DeadLetterColumns.names)) FROM staged_dead_letters
        ON CONFLICT DO NOTHING
        """

    private static let legValues = Array(DisruptionLegColumns.names.dropFirst(2))

    private static func newer(_ table: String, from stage: Stage, _ columns: [String], key: [String]) -> String {
        let values = columns.filter { !key.contains($0) }
        return """
            INSERT INTO iropsd.\(table) AS kept (\(list(columns)))
            SELECT \(list(columns)) FROM \(stage.name)
            ON CONFLICT (\(list(key))) DO UPDATE SET (\(list(values))) = (\(list(values, of: "excluded")))
            WHERE kept.version < excluded.version
            """
    }

    private static func list(_ columns: [String], of table: String? = nil) -> String {
        columns.map { column in table.map { $0 + "." + column } ?? column }.joined(separator: ", ")
    }
}
