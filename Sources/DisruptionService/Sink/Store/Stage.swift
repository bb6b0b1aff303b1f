/// A temporary table that rows come to before the fence is checked: it belongs to the session, locks nothing that
/// others use, and empties itself when a transaction ends.
struct Stage: Sendable {
    let name: String
    private let columns: [String]
    private let definition: String

    /// The stage of a table of schema `iropsd`, with the same columns.
    private init(of table: String, _ columns: [String]) {
        name = "staged_" + table
        self.columns = columns
        definition = "LIKE iropsd.\(table)"
    }

    private init(_ name: String, definition: String, _ columns: [String]) {
        self.name = name
        self.columns = columns
        self.definition = definition
    }

    /// Where the rows of a table come to.
    static func rows(_ table: SinkTable) -> Stage {
        switch table {
        case .disruptions: Stage(of: "disruptions", DisruptionColumns.names)
        case .flightState: Stage(of: "flight_state", FlightStateColumns.names)
        case .deadLetters: Stage(of: "dead_letters", DeadLetterColumns.names)
        case .bookings: Stage(of: "bookings", BookingColumns.names)
        case .notifications: Stage(of: "notifications", NotificationColumns.names)
        case .alerts: Stage(of: "alert_audit", AlertColumns.names)
        }
    }

    /// Where what belongs to them comes to; nil where nothing does.
    static func parts(_ table: SinkTable) -> Stage? {
        switch table {
        case .disruptions: Stage(of: "disruption_legs", DisruptionLegColumns.names)
        case .bookings: Stage(of: "booking_segments", BookingSegmentColumns.names)
        case .flightState, .deadLetters, .notifications, .alerts: nil
        }
    }

    /// Where keys of a table come to that are forgotten.
    static func forgotten(_ table: SinkTable) -> Stage {
        Stage("staged_forgotten_" + table.name, definition: "key text NOT NULL", ["key"])
    }

    static let all = SinkTable.allCases.flatMap { table in
        [rows(table), parts(table), table.isForgettable ? forgotten(table) : nil].compactMap { $0 }
    }

    /// Makes it; once per session. Bodies stay in their rows as they are, up to a page: what is large is compressed
    /// and put elsewhere once, when it is merged.
    var make: String {
        """
        CREATE TEMPORARY TABLE \(name) (\(definition)) WITH (toast_tuple_target = 8160) ON COMMIT DELETE ROWS
        """
    }

    /// Brings rows to it.
    var copy: String { "COPY \(name) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)" }

    /// Empties it within a transaction.
    var empty: String { "DELETE FROM \(name)" }
}
