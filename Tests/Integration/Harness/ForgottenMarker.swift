/// A transaction whose end a broker has forgotten: its coordinator calls it over, and a partition waits for its marker
/// for ever. Whoever reads committed records or positions there waits too, and no client can mend it.
package struct ForgottenMarker: Hashable, Sendable, CustomStringConvertible {
    package let topic: String
    package let partition: Int
    package let producerID: Int64
    /// The first offset of the transaction in that partition.
    package let startOffset: Int64

    /// Columns of what `find-hanging` prints that are used here.
    private static let columns = ["Topic", "Partition", "ProducerId", "StartOffset"]
    private static let toolSeconds = 60.0

    /// Those of a topic, proven by Kafka's own tool: `find-hanging` compares the transactions that are open in
    /// partitions with what their coordinators know. It is asked twice, so that none counts that ended between its two
    /// questions.
    package static func proven(
        in topic: String = "__consumer_offsets", of kafka: KafkaServer
    ) throws(HarnessError) -> Set<ForgottenMarker> {
        let first = try found(in: topic, of: kafka)
        return first.isEmpty ? [] : first.intersection(try found(in: topic, of: kafka))
    }

    private static func found(in topic: String, of kafka: KafkaServer) throws(HarnessError) -> Set<ForgottenMarker> {
        let words = ["find-hanging", "--topic", topic, "--max-transaction-timeout", "0"]
        let command = kafka.installation.transactionsTool + ["--bootstrap-server", kafka.bootstrapServers] + words
        return try Set(printed(SpawnedProcess.run(command, in: kafka.folder, seconds: toolSeconds)))
    }

    /// What the tool printed: a table whose cells are filled up with blanks and end with a tab, and perhaps warnings.
    /// - Throws: where it is no such table; nothing follows from it then.
    package static func printed(_ text: String) throws(HarnessError) -> [ForgottenMarker] {
        let rows = text.split(separator: "\n").map(cells)
        guard let start = rows.firstIndex(where: { Set(columns).isSubset(of: $0) }) else {
            throw HarnessError("kafka-transactions printed no table of transactions: \(text)")
        }
        let places = columns.compactMap { rows[start].firstIndex(of: $0) }
        let lines = rows[(start + 1)...].filter { $0.count == rows[start].count }
        return lines.compactMap { line in
            let values = places.map { line[$0] }
            guard let partition = Int(values[1]), let producer = Int64(values[2]), let offset = Int64(values[3]) else {
                return nil
            }
            return ForgottenMarker(topic: values[0], partition: partition, producerID: producer, startOffset: offset)
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: "\t").map { cell in String(cell.prefix { $0 != " " }) }
    }

    package var description: String {
        "\(topic)/\(partition) waits from offset \(startOffset) for the end of a transaction of producer "
            + "\(producerID), which its coordinator calls over"
    }
}
