import PostgresClient

/// How far the tables of an installation have come: the sink's positions, which move with the rows.
struct TableProgress {
    private let positions: [String: Int64]

    /// - Returns: nil while the database does not answer.
    init?(_ installation: Installation) {
        guard let database = installation.database, let connection = try? Connection(database),
            let rows = try? connection.query("SELECT topic, partition, next_offset FROM iropsd.sink_positions")
        else { return nil }
        var positions: [String: Int64] = [:]
        for row in rows {
            // The sink may know a topic by either name.
            let topic = row.text("topic") ?? ""
            let name = topic.hasSuffix("." + installation.suffix) ? topic : installation.topic(topic)
            positions["\(name)/\(row.integer("partition") ?? -1)"] = row.integer("next_offset")
        }
        self.positions = positions
    }

    /// Something that a reader of the topics had not seen at a moment is in the tables.
    func hasMore(than mark: Mark) -> Bool { positions.contains { $0.value > (mark.outputs[$0.key] ?? -1) + 1 } }

    /// All that a reader of the topics had seen at a moment is in the tables.
    func hasAll(of mark: Mark) -> Bool { mark.outputs.allSatisfy { positions[$0.key] ?? 0 > $0.value } }
}
