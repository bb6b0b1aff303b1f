import Foundation
import Harness
import PostgresClient

/// What the sink has brought to the tables, beside what the topics say.
enum StateTable {
    /// The version of each leg's last record; a leg whose last is a tombstone is not among them.
    static func told(_ records: [TopicRecord]) -> [String: Int] {
        var versions: [String: Int] = [:]
        for record in records {
            guard let leg = record.keyText else { continue }
            let body = try? JSONSerialization.jsonObject(with: Data(record.value ?? [])) as? [String: Any]
            versions[leg] = body?["version"] as? Int
        }
        return versions
    }

    /// flight_state, once it satisfies a condition or the time is over.
    static func rows(
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
    static func disruptions(_ installation: Installation) throws -> [String: NSDictionary] {
        try query(installation, "SELECT disruption_id AS id, body FROM iropsd.disruptions") { row in
            let body = try? JSONSerialization.jsonObject(with: Data((row.text("body") ?? "").utf8))
            return body as? NSDictionary ?? [:]
        }
    }

    /// The number of rows of a table.
    static func count(_ installation: Installation, _ table: String) throws -> Int {
        let found = try query(installation, "SELECT '' AS id, count(*) AS n FROM iropsd.\(table)") {
            Int($0.integer("n") ?? 0)
        }
        return found[""] ?? 0
    }

    private static func query<Value>(
        _ installation: Installation, _ sql: String, _ value: (Row) -> Value
    ) throws -> [String: Value] {
        let connection = try Connection(installation.database ?? "")
        var found: [String: Value] = [:]
        for row in try connection.query(sql) { found[row.text("id") ?? ""] = value(row) }
        return found
    }
}
