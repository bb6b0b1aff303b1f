package import Harness

/// One broker for all tests that do it harm: they leave it running. Sessions and transactions may be short there.
///
/// What has timed out is ended at the broker's own pace, every 10 s: in a broker that ends a transaction while it still
/// starts, it hangs for ever, because the partitions that need a marker have no leader yet.
package enum FaultyBroker {
    package static func shared() throws -> KafkaServer { try started.get() }

    private static let started = Result {
        try KafkaServer(settings: ["group.min.session.timeout.ms": "1000"])
    }
}
