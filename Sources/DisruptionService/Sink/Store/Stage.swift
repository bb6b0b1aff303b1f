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

    static let disruptions = Stage(of: "disruptions", DisruptionColumns.names)
    static let legs = Stage(of: "disruption_legs", DisruptionLegColumns.names)
    static let flightState = Stage(of: "flight_state", FlightStateColumns.names)
    static let forgotten = Stage("staged_forgotten", definition: "leg_id text NOT NULL", ["leg_id"])
    static let deadLetters = Stage(of: "dead_letters", DeadLetterColumns.names)
    static let all = [disruptions, legs, flightState, forgotten, deadLetters]

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
