import DisruptionCore
import PostgresClient

/// How a disruption stands by the tables: itself, what it is a part of, what is a part of it, and its legs.
struct DisruptionStory {
    let id: String
    private let own: Row
    private let parents: [Row]
    private let parts: Rows
    private let legs: Rows

    /// Parents of parents that are looked up.
    private static let depthMax = 8
    private static let partsMax = 12
    private static let legsMax = 40

    /// Looks it up.
    /// - Parameter prefix: how its id begins, hexadecimal digits.
    /// - Returns: nil where there is no database, or it does not have it.
    /// - Throws: `PostgresError`; `CommandError` where several begin so.
    init?(_ prefix: String, _ configuration: Configuration) throws {
        guard let url = configuration.postgres.url else { return nil }
        let connection = try Connection(to: try ConnectionTarget(url.reveal()))
        let found = try connection.query(
            "\(DisruptionStory.columns) FROM iropsd.disruptions d WHERE disruption_id LIKE $1 || '%' LIMIT 2",
            [.text(prefix)])
        guard let own = found.first else { return nil }
        guard found.count == 1, let id = own.text("disruption_id") else {
            throw CommandError("several disruptions begin with \(prefix); give more of the id", exitCode: .usage)
        }
        (self.own, self.id) = (own, id)
        var parents: [Row] = []
        while parents.count < DisruptionStory.depthMax, let parent = (parents.last ?? own).text("parent_id"),
            let row = try connection.query(
                "\(DisruptionStory.columns) FROM iropsd.disruptions d WHERE disruption_id = $1", [.text(parent)]
            ).first
        { parents.append(row) }
        self.parents = parents
        parts = try connection.query(
            """
            \(DisruptionStory.columns), count(*) OVER () AS parts FROM iropsd.disruptions d
            WHERE parent_id = $1 AND lifecycle NOT IN ('RETRACTED', 'SUPERSEDED')
            ORDER BY array_position(ARRAY['critical', 'high', 'medium', 'low'], severity), detected_at
            LIMIT \(DisruptionStory.partsMax)
            """, [.text(id)])
        legs = try connection.query(
            """
            SELECT l.leg_id, to_char(l.scheduled_departure AT TIME ZONE 'UTC', 'MM-DD HH24:MI"Z"') AS scheduled,
                   l.predicted_delay_minutes, l.reactionary_minutes, f.status, f.departure_delay_minutes,
                   f.arrival_delay_minutes, count(*) OVER () AS legs
            FROM iropsd.disruption_legs l LEFT JOIN iropsd.flight_state f USING (leg_id)
            WHERE l.disruption_id = $1 ORDER BY l.scheduled_departure, l.leg_id LIMIT \(DisruptionStory.legsMax)
            """, [.text(id)])
    }

    private static let columns = """
        SELECT d.disruption_id, d.pattern, d.severity, d.lifecycle, d.confirmed, d.subject_kind, d.subject_id,
               d.root_kind, d.root_id, d.root_cause, d.parent_id, d.superseded_by, d.explanation, d.lead_minutes,
               to_char(d.detected_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"') AS detected_at,
               to_char(d.first_effect_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"') AS first_effect_at
        """

    /// What a person reads.
    func lines(isColoured: Bool) -> [String] {
        let bold = isColoured ? ("\u{1B}[1m", "\u{1B}[0m") : ("", "")
        var lines = ["\(bold.0)\(own.headline)\(bold.1)", "  \(own.text("explanation") ?? "")", ""]
        lines.append("  id         \(id)")
        lines.append("  subject    \(own.text("subject_kind") ?? "") \(own.text("subject_id") ?? "")")
        if let root = own.text("root_id") {
            let cause = own.text("root_cause").map { ", \($0)" } ?? ""
            lines.append("  root       \(own.text("root_kind") ?? "") \(root)\(cause)")
        }
        let effect = own.text("first_effect_at").map { ", first effect at \($0)" } ?? ""
        let lead = own.integer("lead_minutes").map { ", \($0) min ahead" } ?? ""
        lines.append("  first told \(own.text("detected_at") ?? "?")\(effect)\(lead)")
        if let other = own.text("superseded_by") { lines.append("  told now   by \(other)") }
        for parent in parents { lines.append("  part of    \(parent.named)") }
        if let count = parts.first?.integer("parts") {
            lines += ["", "WHAT IS A PART OF IT (\(count))"] + parts.map { "  \($0.named)" }
            if count > Int64(parts.count) { lines.append("  and \(count - Int64(parts.count)) more") }
        }
        if let count = legs.first?.integer("legs") {
            lines += ["", "LEGS (\(count))"] + legs.map(Self.leg)
            if count > Int64(legs.count) { lines.append("  and \(count - Int64(legs.count)) more") }
        }
        return lines
    }

    /// `ZF233/2026-01-14/MAD  01-14 11:00Z  expected 120 min late, 115 of it passed on; left 118 min late`.
    private static func leg(_ row: Row) -> String {
        var parts: [String] = []
        if let minutes = row.integer("predicted_delay_minutes") { parts.append("expected \(minutes) min late") }
        if let minutes = row.integer("reactionary_minutes") { parts.append("\(minutes) min passed on to it") }
        var became = row.text("status").map { $0.lowercased() } ?? "not in flight_state any more"
        if let minutes = row.integer("departure_delay_minutes") { became += ", left \(minutes) min late" }
        if let minutes = row.integer("arrival_delay_minutes") { became += ", came in \(minutes) min late" }
        let name = row.text("leg_id") ?? ""
        let gap = String(repeating: " ", count: max(1, 24 - name.count))
        return "  \(name)\(gap)\(row.text("scheduled") ?? "            ")  \(parts.joined(separator: ", ")); \(became)"
    }
}

extension Row {
    /// `CASCADING_DELAY of rotation … : high, confirmed, over`.
    fileprivate var headline: String {
        let state =
            switch text("lifecycle") {
            case "RESOLVED": "over"
            case "RETRACTED": "withdrawn: it was never so"
            case "SUPERSEDED": "told by another one now"
            default: "open"
            }
        let sure = boolean("confirmed") == true ? "confirmed" : "not confirmed"
        return "\(text("pattern") ?? "") of \(text("subject_id") ?? ""): \(text("severity") ?? ""), \(sure), \(state)"
    }

    /// `4d0f22b1  HIGH  WEATHER_IMPACT  …`.
    fileprivate var named: String {
        let severity = (text("severity") ?? "").uppercased()
        let gap = String(repeating: " ", count: max(1, 9 - severity.count))
        return "[\((text("disruption_id") ?? "").prefix(8))] \(severity)\(gap)\(text("explanation") ?? "")"
    }
}
