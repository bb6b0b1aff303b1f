import DisruptionCore
import PostgresClient

/// The day's stories of weather, airports, airlines and the network: each with what is a part of it.
enum DemoStories {
    private static let shownMax = 6
    private static let partsMax = 4

    /// A disruption, and the one that it is a part of.
    struct Entry {
        let id: String
        let parent: String?
        let severity: String
        let sentence: String
    }

    /// What the cascades that are a part of a disruption come to.
    struct Cascades {
        let number: Int
        let minutes: Int
    }

    static func lines(_ connection: borrowing Connection) throws(PostgresError) -> [String] {
        let entries = try connection.query(entries, []).map {
            Entry(
                id: $0.text("id") ?? "", parent: $0.text("parent"), severity: $0.text("severity") ?? "",
                sentence: $0.text("explanation") ?? "")
        }
        var cascades: [String: Cascades] = [:]
        for row in try connection.query(cascadesByParent, []) {
            cascades[row.text("parent") ?? ""] = Cascades(
                number: Int(row.integer("number") ?? 0), minutes: Int(row.integer("minutes") ?? 0))
        }
        return lines(entries, cascades)
    }

    /// - Parameter entries: the worst first.
    static func lines(_ entries: [Entry], _ cascades: [String: Cascades]) -> [String] {
        let known = Set(entries.map(\.id))
        let tops = entries.filter { $0.parent.map { !known.contains($0) } ?? true }
        guard !tops.isEmpty else { return [] }
        var lines = ["STORIES: weather, airports, airlines, and what is a part of them"]
        for top in tops.prefix(shownMax) {
            lines.append("  \(DemoText.padded(top.severity.uppercased(), 8)) \(top.sentence)")
            lines += parts(of: top, entries, cascades, depth: 1)
        }
        if tops.count > shownMax { lines.append("  and \(tops.count - shownMax) more") }
        return lines + [""]
    }

    private static func parts(
        of entry: Entry, _ entries: [Entry], _ cascades: [String: Cascades], depth: Int
    ) -> [String] {
        // Parents are no circle; a chain has four links at the most.
        guard depth < 5 else { return [] }
        let space = String(repeating: "  ", count: depth) + "         └ "
        var lines: [String] = []
        let parts = entries.filter { $0.parent == entry.id }
        for part in parts.prefix(partsMax) {
            lines.append("\(space)\(part.sentence)")
            lines += self.parts(of: part, entries, cascades, depth: depth + 1)
        }
        if parts.count > partsMax { lines.append("\(space)and \(parts.count - partsMax) more") }
        if let sum = cascades[entry.id] {
            let noun = sum.number == 1 ? "cascade" : "cascades"
            lines.append("\(space)\(sum.number) \(noun) with \(sum.minutes) min of reactionary delay")
        }
        return lines
    }

    private static let entries = """
        SELECT disruption_id AS id, parent_id AS parent, severity, explanation FROM iropsd.disruptions
        WHERE pattern IN (
                'WEATHER_IMPACT', 'AIRPORT_CONGESTION', 'AIRLINE_DISRUPTION', 'NETWORK_DISRUPTION',
                'SEASONAL_DEVIATION')
            AND lifecycle NOT IN ('RETRACTED', 'SUPERSEDED')
        ORDER BY array_position(ARRAY['critical', 'high', 'medium', 'low'], severity), pattern DESC, disruption_id
        """

    private static let cascadesByParent = """
        SELECT parent_id AS parent, count(*) AS number,
            sum((body->'metrics'->>'reactionary_minutes')::bigint)::bigint AS minutes
        FROM iropsd.disruptions
        WHERE pattern = 'CASCADING_DELAY' AND parent_id IS NOT NULL AND lifecycle NOT IN ('RETRACTED', 'SUPERSEDED')
        GROUP BY 1
        """
}
