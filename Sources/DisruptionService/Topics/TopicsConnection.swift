import KafkaClient
import Synchronization

/// What every client that looks after topics is made with.
struct TopicsConnection: Sendable {
    /// How long freeing a client may take.
    static let closeLimit = Duration.seconds(5)

    let servers: String
    let settings: KafkaSettings
    /// What clients say by themselves; the last few, since a client that cannot connect says it again and again.
    private let told: ToldErrors

    init(_ configuration: Configuration) {
        servers = configuration.kafka.bootstrapServers
        let own: KafkaSettings = ["bootstrap.servers": servers, "client.id": "iropsd-topics"]
        settings = own.merging(configuration.kafka.librdkafka)
        told = ToldErrors()
    }

    /// Quiet: what goes wrong is told by the error of the call.
    var hooks: KafkaHooks {
        KafkaHooks(
            log: { [told] _, facility, text in told.note(facility, text) }, error: { [told] error in told.note(error) })
    }

    /// A failure in the words of somebody who asked for topics.
    func explain(_ error: KafkaError) -> TopicsError {
        TopicsError(error, servers: servers, told: told.errors)
    }
}

/// Errors that belong to no call, as clients report them from their own threads.
private final class ToldErrors: Sendable {
    private static let keptMax = 8
    private let kept = Mutex<[KafkaError]>([])

    var errors: [KafkaError] { kept.withLock { $0 } }

    func note(_ error: KafkaError) {
        kept.withLock { kept in
            if kept.count == Self.keptMax { kept.removeFirst() }
            kept.append(error)
        }
    }

    /// Without anybody polling a client its errors come as lines of its log alone, such as
    /// `[thrd:b:9092/bootstrap]: b:9092/bootstrap: Connect to ipv4#10.0.0.1:9092 failed: Connection refused`.
    func note(_ facility: String, _ line: String) {
        guard facility == "FAIL" || facility == "ERROR" else { return }
        let reason = line.firstRange(of: "]: ").map { String(line[$0.upperBound...]) } ?? line
        let isRefused = reason.contains("SASL authentication error") || reason.contains("Authentication failed")
        note(KafkaError(code: isRefused ? .authentication : .transport, operation: "connect", reason: reason))
    }
}
