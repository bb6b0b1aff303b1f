package import Harness
import Synchronization

/// Brokers that may be harmed. Sessions and transactions may be short there.
///
/// What has timed out is ended at the broker's own pace, every 10 s: in a broker that ends a transaction while it still
/// starts, it hangs for ever, because the partitions that need a marker have no leader yet.
package enum FaultyBroker {
    /// One for all tests that do it harm: they leave it running, but those that fail in the middle.
    package static func shared() throws -> KafkaServer {
        try started.withLock { server in
            let running = try server ?? KafkaServer(settings: settings)
            server = running
            if !FreePorts.isTaken(running.port) { try running.restart() }
            return running
        }
    }

    /// A broker that keeps no promises any more is not handed out again.
    static func discard(_ server: KafkaServer) {
        started.withLock { if $0 === server { $0 = nil } }
    }

    private static let settings = ["group.min.session.timeout.ms": "1000"]
    private static let started = Mutex<KafkaServer?>(nil)

    /// The shared one where that will do.
    static func made(for needs: SceneNeeds, detour: UInt16?) throws -> KafkaServer {
        if needs.nodes == 1, detour == nil { return try shared() }
        return try KafkaServer(nodes: needs.nodes, settings: settings, detour: detour)
    }
}
