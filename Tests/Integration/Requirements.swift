import Glibc
import Harness
import PostgresClient
import PostgresServer
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips the test where no Kafka is to be found, unless the environment requires integration tests: then it fails.
    static var needsKafka: Self {
        let reason = KafkaInstallation.absence
        return .enabled("\(reason ?? "")") { isRequired || reason == nil }
    }

    /// Skips the test where no PostgreSQL server is installed, unless the environment requires integration tests.
    static var needsPostgres: Self {
        .enabled("\(ServerPrograms.adviceWhenMissing)") { isRequired || ServerPrograms.find() != nil }
    }
}

/// True where a skipped integration test is a failure, as in continuous integration.
private var isRequired: Bool {
    getenv("IROPSD_REQUIRE_INTEGRATION").map { String(cString: $0) } == "1"
}
