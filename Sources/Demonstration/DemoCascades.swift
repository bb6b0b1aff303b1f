import DisruptionCore
import DisruptionService
import PostgresClient

/// The worst cascades of the day as trees.
enum DemoCascades {
    private static let shownMax = 5
    private static let legsMax = 8

    static func lines(
        _ connection: borrowing Connection, _ airports: AirportDirectory, _ leads: [String: Int]
    ) throws(PostgresError) -> [String] {
        let rows = try connection.query(worst, [.integer(shownMax)])
        guard !rows.isEmpty else { return ["No cascade was told.", ""] }
        var lines = ["WORST CASCADES"]
        for row in rows {
            let known = row.boolean("confirmed") == true ? "confirmed" : "expected"
            let lead =
                leads[row.text("disruption_id") ?? ""].map { $0 > 0 ? ", told \($0) min ahead" : ", told as it began" }
                ?? ""
            lines.append(
                "\(row.text("tail") ?? "")  \(row.text("severity") ?? ""), \(known): "
                    + "\(row.text("total") ?? "0") min of "
                    + "reactionary delay\(lead)")
            lines.append(
                "  \(row.text("root") ?? "") \(row.text("origin") ?? "")→\(row.text("destination") ?? "?") comes in "
                    + "\(row.text("root_delay") ?? "?") min late")
            lines += try legs(of: row.text("disruption_id") ?? "", connection, airports)
            lines.append("")
        }
        return lines
    }

    private static func legs(
        of id: String, _ connection: borrowing Connection, _ airports: AirportDirectory
    ) throws(PostgresError) -> [String] {
        let rows = try connection.query(legs, [.text(id)])
        var lines: [String] = []
        for row in rows.prefix(legsMax) {
            let origin = row.text("origin") ?? ""
            let time = row.integer("departure").map { DemoText.local(Instant(ms: $0), at: origin, airports) } ?? ""
            let depth = max(1, Int(row.integer("depth") ?? 1))
            let place = String(repeating: "  ", count: depth) + "└ "
            let actual = row.text("actual").map { ", left \($0) min late" } ?? ""
            let status = row.text("status") == "CANCELLED" ? ", was cancelled" : actual
            let flight = DemoText.padded(row.text("flight") ?? "", 7)
            let minutes = DemoText.right(row.text("minutes") ?? "0", 4)
            lines.append(
                "  \(place)\(flight) \(origin)→\(row.text("destination") ?? "?")  \(time)  +\(minutes) min\(status)")
        }
        if rows.count > legsMax { lines.append("    and \(rows.count - legsMax) legs more") }
        return lines
    }

    private static let worst = """
        SELECT d.disruption_id, split_part(d.subject_id, '/', 1) AS tail, split_part(d.root_id, '/', 1) AS root,
            split_part(d.root_id, '/', 3) AS origin, f.destination, d.severity, d.confirmed,
            d.body->'metrics'->>'root_delay_minutes' AS root_delay,
            (d.body->'metrics'->>'reactionary_minutes')::bigint AS total
        FROM iropsd.disruptions AS d LEFT JOIN iropsd.flight_state AS f ON f.leg_id = d.root_id
        WHERE d.pattern = 'CASCADING_DELAY' AND d.lifecycle NOT IN ('RETRACTED', 'SUPERSEDED')
        ORDER BY total DESC NULLS LAST, d.disruption_id LIMIT $1
        """

    private static let legs = """
        SELECT split_part(l.leg_id, '/', 1) AS flight, split_part(l.leg_id, '/', 3) AS origin, f.destination,
            l.depth, l.reactionary_minutes AS minutes, f.departure_delay_minutes AS actual, f.status,
            (extract(epoch FROM l.scheduled_departure) * 1000)::bigint AS departure
        FROM iropsd.disruption_legs AS l LEFT JOIN iropsd.flight_state AS f USING (leg_id)
        WHERE l.disruption_id = $1 ORDER BY l.depth, l.scheduled_departure
        """
}
