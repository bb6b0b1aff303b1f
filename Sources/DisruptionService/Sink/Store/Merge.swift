/// The statements that bring staged rows into the tables. Of tables where only the newest counts each key is staged
/// once.
///
/// No join looks a key up row by row, because nothing is known of a stage's size when a plan is made: keys come as an
/// array, which an index takes, and sessions have nested loops switched off.
enum Merge {
    /// What brings the rows of a table in.
    static func rows(of table: SinkTable) -> String {
        switch table {
        case .disruptions: disruptions
        case .flightState: flightState
        case .deadLetters: deadLetters
        case .bookings: bookings
        case .notifications: notifications
        case .alerts: alerts
        }
    }

    /// What takes forgotten keys out; before newer rows come in.
    static func forgotten(of table: SinkTable) -> String? {
        switch table {
        case .flightState: "DELETE FROM iropsd.flight_state WHERE leg_id = ANY (\(keys(.flightState)))"
        case .bookings:
            """
            WITH gone AS (DELETE FROM iropsd.bookings WHERE booking_id = ANY (\(keys(.bookings))))
            DELETE FROM iropsd.booking_segments WHERE booking_id = ANY (\(keys(.bookings)))
            """
        case .disruptions, .deadLetters, .notifications, .alerts: nil
        }
    }

    private static func keys(_ table: SinkTable) -> String { "ARRAY(SELECT key FROM \(Stage.forgotten(table).name))" }

    /// Newer versions of disruptions, and the legs of those that were newer.
    private static let disruptions = newer(
        "disruptions", .disruptions, DisruptionColumns.names, key: "disruption_id",
        parts: "disruption_legs", DisruptionLegColumns.names)
    private static let bookings = newer(
        "bookings", .bookings, BookingColumns.names, key: "booking_id",
        parts: "booking_segments", BookingSegmentColumns.names)
    private static let flightState = newer("flight_state", .flightState, FlightStateColumns.names, key: "leg_id")

    /// Dead letters and notifications that are not there yet.
    private static let deadLetters = missing("dead_letters", .deadLetters, DeadLetterColumns.names)
    private static let notifications = missing("notifications", .notifications, NotificationColumns.names)

    /// Every version into the audit trail, and the newest of each alert.
    private static let alerts = """
        WITH audited AS (\(missing("alert_audit", .alerts, AlertColumns.names)))
        INSERT INTO iropsd.alerts AS kept (\(list(AlertColumns.names)))
        SELECT DISTINCT ON (alert_id) \(list(AlertColumns.names)) FROM \(Stage.rows(.alerts).name)
        ORDER BY alert_id, version DESC
        \(replacing(AlertColumns.names, key: "alert_id"))
        """

    private static func missing(_ table: String, _ stage: SinkTable, _ columns: [String]) -> String {
        """
        INSERT INTO iropsd.\(table) (\(list(columns)))
        SELECT \(list(columns)) FROM \(Stage.rows(stage).name) ON CONFLICT DO NOTHING
        """
    }

    private static func newer(_ table: String, _ stage: SinkTable, _ columns: [String], key: String) -> String {
        """
        INSERT INTO iropsd.\(table) AS kept (\(list(columns)))
        SELECT \(list(columns)) FROM \(Stage.rows(stage).name)
        \(replacing(columns, key: key))
        """
    }

    private static func replacing(_ columns: [String], key: String) -> String {
        let values = columns.filter { $0 != key }
        return """
            ON CONFLICT (\(key)) DO UPDATE SET (\(list(values))) = (\(list(values, of: "excluded")))
            WHERE kept.version < excluded.version
            """
    }

    /// Rows with parts: those of the rows that were newer take the place of the ones before.
    /// - Parameter partColumns: the row's key first, then the part's.
    private static func newer(
        _ table: String, _ stage: SinkTable, _ columns: [String], key: String, parts: String, _ partColumns: [String]
    ) -> String {
        let (part, staged) = (partColumns[1], Stage.parts(stage)?.name ?? "")
        let values = Array(partColumns.dropFirst(2))
        return """
            WITH merged AS (
                \(newer(table, stage, columns, key: key))
                RETURNING \(key)
            ), gone AS (
                DELETE FROM iropsd.\(parts) AS kept
                WHERE kept.\(key) = ANY (ARRAY(SELECT \(key) FROM merged))
                AND NOT EXISTS (
                    SELECT FROM \(staged) AS told WHERE told.\(key) = kept.\(key) AND told.\(part) = kept.\(part))
            )
            INSERT INTO iropsd.\(parts) AS kept (\(list(partColumns)))
            SELECT \(list(partColumns)) FROM \(staged) WHERE \(key) IN (SELECT \(key) FROM merged)
            ON CONFLICT (\(key), \(part)) DO UPDATE SET (\(list(values))) = (\(list(values, of: "excluded")))
            WHERE (\(list(values, of: "kept"))) IS DISTINCT FROM (\(list(values, of: "excluded")))
            """
    }

    private static func list(_ columns: [String], of table: String? = nil) -> String {
        columns.map { column in table.map { $0 + "." + column } ?? column }.joined(separator: ", ")
    }
}
