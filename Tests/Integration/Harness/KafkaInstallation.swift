import Glibc

/// A Kafka that tests can start brokers of.
package enum KafkaInstallation: Equatable, Sendable {
    /// A `kafka` script that starts, stops and restarts brokers in a folder.
    case script(String)
    /// An Apache Kafka distribution: its folder.
    case distribution(String)

    /// What is at `KAFKA_HOME`, else beside the repository.
    package static func find() throws(HarnessError) -> KafkaInstallation {
        guard let home = PackageRoot.beside("kafka", variable: "KAFKA_HOME") else {
            throw HarnessError("no Kafka found: set KAFKA_HOME to an Apache Kafka distribution")
        }
        return try at(home)
    }

    /// Why there is none, nil where there is one.
    package static var absence: String? {
        do {
            _ = try find()
            return nil
        } catch {
            return error.message
        }
    }

    /// What a folder holds.
    package static func at(_ home: String) throws(HarnessError) -> KafkaInstallation {
        if access(home + "/bin/kafka-server-start.sh", X_OK) == 0 { return .distribution(home) }
        if access(home + "/kafka", X_OK) == 0 { return .script(home + "/kafka") }
        throw HarnessError("no Kafka in \(home): it has neither bin/kafka-server-start.sh nor a kafka script")
    }

    /// The command that is Kafka's own tool for transactions, without its arguments.
    var transactionsTool: [String] {
        switch self {
        case .script(let path): [path, "transactions"]
        case .distribution(let home): [home + "/bin/kafka-transactions.sh"]
        }
    }
}
