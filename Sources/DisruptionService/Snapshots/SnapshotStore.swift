package import KafkaClient

/// The snapshots of a process in Kafka: one catalogue, one writer and one loader, which its lanes share.
package final class SnapshotStore: Sendable {
    private let catalogue: SnapshotCatalogue
    private let writer: SnapshotWriter
    private let loader: SnapshotLoader
    let board = SnapshotBoard()

    /// The snapshots of a daemon; says on /status and /metrics how they stand.
    /// - Parameters:
    ///   - catalog: says how many partitions the snapshots topic has.
    ///   - incarnation: of the log.
    /// - Throws: when the process has no file descriptor left.
    package convenience init(
        _ service: ServiceContext, _ catalog: TopicCatalog, incarnation: UInt32
    ) throws(KafkaError) {
        try self.init(service.configuration, catalog, incarnation: incarnation, log: service.log)
        SnapshotReport.register(
            self, intervalSeconds: service.configuration.snapshots.intervalSeconds, status: service.status,
            metrics: service.metrics)
    }

    /// The same for somebody who shows nothing.
    package convenience init(
        _ configuration: Configuration, _ catalog: TopicCatalog, incarnation: UInt32, log: Log
    ) throws(KafkaError) {
        try self.init(
            SnapshotPlace(configuration, catalog, incarnation: incarnation), log: log,
            hooks: .logging(to: log, client: "snapshots"))
    }

    /// - Throws: when the process has no file descriptor left.
    init(_ place: SnapshotPlace, log: Log, hooks: KafkaHooks) throws(KafkaError) {
        catalogue = try SnapshotCatalogue(place, log: log, hooks: hooks)
        writer = try SnapshotWriter(place, catalogue, board, log: log, hooks: hooks)
        loader = try SnapshotLoader(place, board, log: log, hooks: hooks)
    }

    /// Starts the threads. Clients connect in the background, so brokers need not be there.
    package func start() throws(CommandError) {
        try catalogue.start()
        try loader.start()
        try writer.start()
    }

    /// Ends the threads: what is committed is completed, all else given up. Lanes have settled their tickets before.
    /// - Parameter limit: how long a broker may be waited for.
    package func close(within limit: Duration) {
        writer.close(within: limit)
        loader.close()
        catalogue.close()
    }

    /// What one lane of the process sees. Asked for anew by a lane that starts anew: whatever it left behind is
    /// abandoned then, unless it said that it was committed.
    /// - Parameter wake: called from other threads when a ticket or a load has settled; must not wait.
    package func lane(_ number: Int, wake: @escaping @Sendable () -> Void) -> KafkaSnapshots {
        KafkaSnapshots(lane: number, life: writer.beginLife(of: number), catalogue, writer, loader, wake)
    }

    /// Why partitions cannot be taken over any more; nil while they can.
    package var failure: KafkaError? { catalogue.failure }
}

/// Kafka's snapshots as one lane sees them.
package struct KafkaSnapshots: LaneSnapshots {
    private let lane: Int
    private let life: Int
    private let catalogue: SnapshotCatalogue
    private let writer: SnapshotWriter
    private let loader: SnapshotLoader
    private let wake: @Sendable () -> Void

    init(
        lane: Int, life: Int, _ catalogue: SnapshotCatalogue, _ writer: SnapshotWriter, _ loader: SnapshotLoader,
        _ wake: @escaping @Sendable () -> Void
    ) {
        self.lane = lane
        self.life = life
        self.catalogue = catalogue
        self.writer = writer
        self.loader = loader
        self.wake = wake
    }

    package func look(within limit: Duration) throws(KafkaError) -> SnapshotHistory {
        try catalogue.look(within: limit)
    }

    package var failure: KafkaError? { catalogue.failure }

    package func own(_ partitions: Set<Int>) { writer.own(partitions, lane: lane) }

    package func show(_ manifest: SnapshotManifest) { writer.show(manifest) }

    package func hasRoom(for bytes: Int) -> Bool { writer.hasRoom(for: bytes) }

    package func begin(_ snapshot: consuming TakenSnapshot) -> SnapshotTicket? {
        writer.begin(snapshot, lane: lane, life: life, wake: wake)
    }

    package func load<Loaded: ~Copyable>(
        _ manifest: SnapshotManifest,
        decode: @escaping @Sendable (UnsafeRawBufferPointer) throws -> sending Loaded
    ) -> SnapshotLoad<Loaded> {
        loader.load(manifest, wake: wake, decode: decode)
    }
}
