import KafkaClient

@testable import DisruptionService

/// Compares the tables with the output topics: every committed record stored once, and of each key the last.
enum TableAudit {
    private static func records(_ installation: Installation) -> [SimulatedTables.Origin] {
        let layout = installation.cluster.layout
        return SimulatedSinkReader.topics.flatMap { _, topic in
            layout.output(topic).flatMap { place in
                installation.cluster.logs[place].committed.map { offset, _ in
                    SimulatedTables.Origin(
                        topic: layout.places[place].topic, partition: layout.places[place].partition, offset: offset)
                }
            }
        }
    }

    /// Whether all is there.
    static func isStored(_ installation: Installation) -> Bool {
        let applied = installation.database.tables.applied
        return records(installation).allSatisfy(applied.contains)
    }

    static func violations(_ installation: Installation, _ outcome: Outcome) -> [String] {
        let tables = installation.database.tables
        let told = records(installation)
        var found = told.filter { !tables.applied.contains($0) }.prefix(3).map {
            "\($0.topic)/\($0.partition)@\($0.offset) is not in the database"
        }
        if tables.applied.count > told.count {
            found.append("the database has \(tables.applied.count - told.count) records that nobody told")
        }
        for key in outcome.last.keys.sorted() {
            let parts = key.split(separator: " ", maxSplits: 1)
            let name = parts.count > 1 ? String(parts[1]) : ""
            let row = parts.first == "leg" ? tables.legs[name] : tables.disruptions[name]
            if row?.value != outcome.last[key]?.flatMap({ $0 }) { found.append("the row of \(key) is not the last") }
        }
        let keys = outcome.last.values.filter { $0 != nil }.count
        if tables.legs.count + tables.disruptions.count != keys {
            found.append("the tables have \(tables.legs.count + tables.disruptions.count) rows for \(keys) keys")
        }
        return found
    }
}
