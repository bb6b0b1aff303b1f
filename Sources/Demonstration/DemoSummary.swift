import DisruptionCore
import DisruptionService
import PostgresClient

/// The end of a demo: what a controller would want to read, from the database that the sink has filled.
struct DemoSummary: ~Copyable {
    let connection: Connection
    let airports: AirportDirectory
    /// What was read from the topics, to compare with.
    let seen: DemoWatcher.Counts
    /// Minutes of warning that each cascade gave when it was told first, by disruption id.
    let leads: [String: Int]

    /// The whole text.
    /// - Throws: `PostgresError`.
    func text() throws(PostgresError) -> String {
        var lines = try DemoCascades.lines(connection, airports, leads)
        lines += try DemoStories.lines(connection)
        lines += try DemoAirports.lines(connection, airports)
        lines += try patterns() + lead() + refused() + [comparison()]
        return lines.joined(separator: "\n") + "\n"
    }

    private func patterns() throws(PostgresError) -> [String] {
        let rows = try connection.query(
            """
            SELECT lower(pattern) AS pattern, count(*) AS all, count(*) FILTER (WHERE severity = 'low') AS low,
                count(*) FILTER (WHERE severity = 'medium') AS medium,
                count(*) FILTER (WHERE severity = 'high') AS high,
                count(*) FILTER (WHERE severity = 'critical') AS critical,
                count(*) FILTER (WHERE confirmed) AS confirmed,
                count(*) FILTER (WHERE lifecycle = 'RETRACTED') AS withdrawn
            FROM iropsd.disruptions GROUP BY pattern ORDER BY count(*) DESC, pattern
            """)
        let columns = ["all", "low", "medium", "high", "critical", "confirmed", "withdrawn"]
        let names = ["told", "low", "medium", "high", "critical", "confirmed", "withdrawn"]
        var lines = ["DISRUPTIONS", DemoText.padded("", 20) + names.map { DemoText.right($0, 10) }.joined()]
        for row in rows {
            let cells = columns.map { DemoText.right(row.text($0) ?? "", 10) }
            lines.append(DemoText.padded("  " + (row.text("pattern") ?? ""), 20) + cells.joined())
        }
        return lines + [""]
    }

    private func lead() throws(PostgresError) -> [String] {
        let rows = try connection.query(
            "SELECT disruption_id FROM iropsd.disruptions WHERE pattern = 'CASCADING_DELAY' AND confirmed")
        let found = rows.compactMap { $0.text("disruption_id").flatMap { leads[$0] } }.sorted()
        guard !found.isEmpty else { return [] }
        return [
            "Cascades that came true were told \(found[found.count / 2]) min before the first departure that they "
                + "delayed (median of \(found.count))."
        ]
    }

    private func refused() throws(PostgresError) -> [String] {
        let rows = try connection.query(
            "SELECT reason, count(*) AS number FROM iropsd.dead_letters GROUP BY reason ORDER BY 2 DESC, 1")
        guard !rows.isEmpty else { return [] }
        let parts = rows.map { "\($0.text("number") ?? "") \($0.text("reason") ?? "")" }
        return ["Dead letters: \(parts.joined(separator: ", "))."]
    }

    private func comparison() throws(PostgresError) -> String {
        func count(_ table: String) throws(PostgresError) -> Int {
            let rows = try connection.query("SELECT count(*) AS number FROM iropsd.\(table)")
            return rows.first?.integer("number").map { Int($0) } ?? 0
        }
        let pairs = [
            ("disruptions", try count("disruptions"), seen.disruptions.count),
            ("flight_state", try count("flight_state"), seen.legs.count),
            ("dead_letters", try count("dead_letters"), seen.deadLetters),
        ]
        let isEqual = pairs.allSatisfy { $0.1 == $0.2 }
        let parts = pairs.map { "\($0.0) \($0.1)/\($0.2)" }.joined(separator: ", ")
        return "Database rows and topics \(isEqual ? "agree" : "DO NOT agree") (rows/keys): \(parts)."
    }
}
