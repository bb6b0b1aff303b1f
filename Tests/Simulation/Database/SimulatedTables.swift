@testable import DisruptionService

/// The tables that sinks fill: of each disruption and leg the newest version, and every dead letter.
struct SimulatedTables {
    struct Row {
        let version: Int64
        let value: [UInt8]
    }

    /// A record of an output topic.
    struct Origin: Hashable {
        let topic: String
        let partition: Int32
        let offset: Int64
    }

    private(set) var disruptions: [String: Row] = [:]
    private(set) var legs: [String: Row] = [:]
    /// Records whose effect is there.
    private(set) var applied: Set<Origin> = []

    /// Takes in the records of a batch, as the statements of the sink do.
    /// - Returns: what must not be: a record for the second time.
    mutating func apply(_ batch: SinkBatch) -> [String] {
        var problems: [String] = []
        for table in SinkTable.allCases {
            let records = batch[table]
            for (entry, from) in zip(records.entries, batch.origins(of: table)) {
                let origin = Origin(
                    topic: from.source.topic, partition: from.source.partition, offset: from.offset)
                if !applied.insert(origin).inserted {
                    problems.append("\(origin.topic)/\(origin.partition)@\(origin.offset) is stored twice")
                }
                records.with(entry) { key, value in
                    take(
                        table, String(decoding: key ?? UnsafeRawBufferPointer(start: nil, count: 0), as: UTF8.self),
                        value.map { Array($0) })
                }
            }
        }
        return problems
    }

    private mutating func take(_ table: SinkTable, _ key: String, _ value: [UInt8]?) {
        guard table == .disruptions || table == .flightState else { return }
        guard let value else {
            if table == .flightState { legs[key] = nil }
            return
        }
        guard let version = JSONFields(value)?.number("version") else { return }
        let row = Row(version: version, value: value)
        if table == .disruptions {
            if disruptions[key].map({ $0.version < version }) ?? true { disruptions[key] = row }
        } else if legs[key].map({ $0.version < version }) ?? true {
            legs[key] = row
        }
    }
}
