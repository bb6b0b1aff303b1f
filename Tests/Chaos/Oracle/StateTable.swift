package import Harness
import PostgresClient

/// What the sink has brought to the tables, beside what the topics say.
package enum StateTable {
    /// The version of each leg's last record; a leg whose last is a tombstone is not among them.
    package static func told(_ records: [TopicRecord]) -> [String: Int] {
        var versions: [String: Int] = [:]
        for record in records {
            guard let leg = record.keyText else { continue }
            versions[leg] = record.value.flatMap(JSONValue.version)
        }
        return versions
    }

    /// flight_state, once it satisfies a condition or the time is over.
    package static func rows(
        _ installation: Installation, seconds: Double = 20, until condition: ([String: Int]) -> Bool
    ) throws -> [String: Int] {
        var rows: [String: Int] = [:]
        _ = try Deadline.poll(seconds: seconds, everyMs: 100) { () throws -> Bool? in
            rows = try query(installation, "SELECT leg_id AS id, version FROM iropsd.flight_state") { row in
                Int(row.integer("version") ?? 0)
            }
            return condition(rows) ? true : nil
        }
        return rows
    }

    /// The body of each row of disruptions.
    package static func disruptions(_ installation: Installation) throws -> [String: JSONValue] {
        try query(installation, "SELECT disruption_id AS id, body FROM iropsd.disruptions", body)
    }

    /// The body of each row of flight_state.
    package static func states(_ installation: Installation) throws -> [String: JSONValue] {
        try query(installation, "SELECT leg_id AS id, body FROM iropsd.flight_state", body)
    }

    /// The body of each row of bookings.
    package static func bookings(_ installation: Installation) throws -> [String: JSONValue] {
        try query(installation, "SELECT booking_id AS id, body FROM iropsd.bookings", body)
    }

    /// The body of each row of notifications.
    package static func notifications(_ installation: Installation) throws -> [String: JSONValue] {
        try query(installation, "SELECT notification_id AS id, body FROM iropsd.notifications", body)
    }

    private static func body(of row: Row) throws -> JSONValue {
        try JSONValue(Array((row.text("body") ?? "").utf8))
    }

    /// The number of rows of a table.
    package static func count(_ installation: Installation, _ table: String) throws -> Int {
        let found = try query(installation, "SELECT '' AS id, count(*) AS n FROM iropsd.\(table)") {
            Int($0.integer("n") ?? 0)
        }
        return found[""] ?? 0
    }

    private static func query<Value>(
        _ installation: Installation, _ sql: String, _ value: (Row) throws -> Value
    ) throws -> [String: Value] {
        let connection = try Connection(installation.database ?? "")
        var found: [String: Value] = [:]
        for row in try connection.query(sql) { found[row.text("id") ?? ""] = try value(row) }
        return found
    }
}
