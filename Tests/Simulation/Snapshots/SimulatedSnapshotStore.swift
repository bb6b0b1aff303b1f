import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// The snapshots of one life of a process in the simulated topic: what `SnapshotStore` has three threads for. Choosing,
/// naming, reading and removing are the daemon's own; only the way to the topic is simulated.
final class SimulatedSnapshotStore: @unchecked Sendable {
    let cluster: SimulatedCluster
    let path: NetworkPath
    let rules: BrokenRules
    let process: String
    let watch: LaneWatch
    private let incarnation: UInt32
    /// How the build of this process works.
    private let buildRules: Int64
    private var catalogue: CatalogueReader
    private var owned: [Int: Set<Int>] = [:]
    private(set) var jobs: [SnapshotJob] = []
    private var begun = 0
    private var isClosed = false

    init(
        _ cluster: SimulatedCluster, _ path: NetworkPath, _ rules: BrokenRules, _ watch: LaneWatch, process: String,
        incarnation: UInt32, buildRules: Int64
    ) {
        self.cluster = cluster
        self.path = path
        self.rules = rules
        self.watch = watch
        self.process = process
        self.incarnation = incarnation
        self.buildRules = buildRules
        catalogue = CatalogueReader(of: incarnation)
    }

    private var manifests: PartitionLog { cluster.logs[cluster.layout.output(.snapshots).lowerBound] }
    private var chunks: PartitionLog { cluster.logs[cluster.layout.output(.snapshots).lowerBound + 1] }

    // MARK: reading

    func look(within limit: Duration) throws(KafkaError) -> SnapshotHistory {
        try path.ask("look for snapshots", within: limit) { self.read() }
    }

    /// Everything that is committed by now.
    private func read() -> SnapshotHistory {
        let history = catalogue.read(manifests) { watch.note($0) }
        return rules.usesNewerManifests ? clamped(history) : history
    }

    /// What a reader would take who does not ask whether the position was committed.
    private func clamped(_ history: SnapshotHistory) -> SnapshotHistory {
        var history = history
        for partition in history.manifests.keys.sorted() {
            let place = cluster.layout.entities.lowerBound + partition
            guard let committed = cluster.offsets.committed[place]?.offset else { continue }
            history.manifests[partition] = history.manifests[partition]?.map { manifest in
                guard manifest.key.position > committed, manifest.state == .complete else { return manifest }
                return manifest.moved(to: committed)
            }.sorted { $0.isNewer(than: $1) }
        }
        return history
    }

    func load<Loaded: ~Copyable>(
        _ manifest: SnapshotManifest, wake: @escaping @Sendable () -> Void,
        decode: @escaping @Sendable (UnsafeRawBufferPointer) throws -> sending Loaded
    ) -> SnapshotLoad<Loaded> {
        let load = SnapshotLoad<Loaded>(manifest)
        path.passes(.load)
        path.later(path.delay() + path.delay()) { [self] in
            defer { wake() }
            do {
                var bytes = try content(manifest)
                if rules.losesWatermarksInSnapshots { bytes = SnapshotSurgery.withoutWatermarks(bytes, cluster) }
                let whole = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
                defer { whole.deallocate() }
                whole.copyBytes(from: bytes)
                load.finish(try decode(UnsafeRawBufferPointer(whole)))
            } catch let fault as SnapshotFault {
                load.fail(fault)
            } catch {
                load.fail(.undecodable("\(error)"))
            }
        }
        return load
    }

    private func content(_ manifest: SnapshotManifest) throws(SnapshotFault) -> [UInt8] {
        guard let chunk = manifest.chunks.first, manifest.chunks.count == 1 else {
            throw .chunkMissing(0, offset: 0)
        }
        guard chunk.offset < chunks.end, !chunks[chunk.offset].isGone, let value = chunks[chunk.offset].value else {
            throw .chunkMissing(0, offset: chunk.offset)
        }
        guard value.withUnsafeBytes({ Checksum.of($0) }) == chunk.checksum else { throw .chunkChecksum(0) }
        return value
    }

    // MARK: writing

    func own(_ partitions: Set<Int>, lane: Int) { owned[lane] = partitions }

    func begin(
        _ bytes: [UInt8], partition: Int, position: Int64, entities: Int, lane: Int,
        wake: @escaping @Sendable () -> Void
    )
        -> SnapshotTicket?
    {
        if path.isDead || jobs.count >= 16 { return nil }
        begun += 1
        watch.noteSnapshot(bytes, partition: partition, position: position)
        let key = SnapshotKey(
            incarnation: incarnation, partition: partition, position: position, writer: "\(process)-\(lane)-\(begun)")
        let manifest = SnapshotManifest(
            key: key, group: "iropsd", format: Int64(SnapshotHead.formatVersion), rules: buildRules,
            build: "simulated", takenAtMs: cluster.wallMs, entities: entities, bytes: bytes.count,
            chunkPartition: key.chunkPartition(of: ClusterLayout.outputPartitions),
            checksum: bytes.withUnsafeBytes { Checksum.of($0) })
        let ticket = SnapshotTicket(
            partition: partition, position: position, judged: { [weak self] in self?.advanceSoon() }, settled: wake)
        jobs.append(SnapshotJob(ticket, manifest, bytes))
        advanceSoon()
        return ticket
    }

    private func advanceSoon() { path.later(1) { [self] in jobs.forEach(advance) } }

    private func advance(_ job: SnapshotJob) {
        switch job.stage {
        case .waiting:
            job.stage = .beginning
            write(manifest: job.manifest) { [self] in
                append(job.bytes, key: job.manifest.key.chunk(0), to: chunks) { [self] offset in
                    job.manifest.chunks = [
                        SnapshotManifest.Chunk(
                            offset: offset, bytes: job.bytes.count, checksum: job.manifest.checksum)
                    ]
                    job.stage = .written
                    advance(job)
                }
            }
        case .written:
            let verdict = rules.usesNewerManifests ? .committed : job.ticket.verdict
            switch verdict {
            case .committed: complete(job)
            case .abandoned:
                job.stage = .ended
                remove([job.manifest])
            case .unknown: break
            }
        case .beginning, .completing, .ended: break
        }
        jobs.removeAll { $0.stage == .ended }
    }

    private func complete(_ job: SnapshotJob) {
        job.stage = .completing
        let history = read()
        guard
            !history.isWhole
                || history.manifests[job.manifest.key.partition]?.contains(where: { $0.key == job.manifest.key })
                    == true
                || rules.usesNewerManifests || rules.keepsOneKey
        else {
            job.stage = .ended
            return job.ticket.settleFailed("it was removed, because another process had a newer one already")
        }
        job.manifest.state = .complete
        write(manifest: job.manifest) { [self] in
            job.stage = .ended
            job.ticket.settleComplete()
            jobs.removeAll { $0.stage == .ended }
            clean(job.manifest.key.partition)
        }
    }

    private func write(manifest: SnapshotManifest, _ then: @escaping () -> Void) {
        append(ManifestText.write(manifest), key: manifest.key.manifest, to: manifests) { [self] offset in
            if rules.keepsOneKey { forgetOthers(manifest.key.partition, before: offset) }
            then()
        }
    }

    /// An append that is waited for.
    private func append(_ value: [UInt8]?, key: [UInt8], to log: PartitionLog, _ then: @escaping (Int64) -> Void) {
        path.send { [self] in
            let offset = log.end
            log.append(PartitionLog.Record(key: key, value: value, timestampMs: cluster.wallMs, transaction: nil))
            if !path.isDead, value != nil { path.passes(log === chunks ? .chunk : .manifest) }
            path.later(path.delay()) { then(offset) }
        }
    }

    // MARK: what is no longer needed

    private func clean(_ partition: Int) {
        guard owned.values.contains(where: { $0.contains(partition) }) else { return }
        let pending = Set(jobs.map(\.manifest.key))
        let plan = SnapshotRetention.plan(read(), partition: partition, isPending: { pending.contains($0) })
        remove(plan.removed)
        if let start = plan.logStart {
            path.send { [self] in
                cluster.tell("entities partition \(partition) is trimmed to \(start)")
                cluster.logs[cluster.layout.entities.lowerBound + partition].deleteRecords(below: start)
            }
        }
    }

    /// Chunks first: a manifest is what they are found by.
    private func remove(_ removed: [SnapshotManifest]) {
        for manifest in removed {
            append(nil, key: manifest.key.chunk(0), to: chunks) { [self] _ in
                append(nil, key: manifest.key.manifest, to: manifests) { _ in }
            }
        }
    }

    /// With one key for each partition the cleaner may keep the newest record alone, whatever it says.
    private func forgetOthers(_ partition: Int, before offset: Int64) {
        manifests.forget { record, at in
            guard at < offset, let key = record.key else { return false }
            return key.withUnsafeBytes { SnapshotKey(manifest: $0)?.partition == partition }
        }
    }
}

/// A snapshot that is being written.
final class SnapshotJob {
    enum Stage { case waiting, beginning, written, completing, ended }

    let ticket: SnapshotTicket
    var manifest: SnapshotManifest
    let bytes: [UInt8]
    var stage = Stage.waiting

    init(_ ticket: SnapshotTicket, _ manifest: SnapshotManifest, _ bytes: [UInt8]) {
        self.ticket = ticket
        self.manifest = manifest
        self.bytes = bytes
    }
}

/// The store as one lane sees it.
struct SimulatedSnapshots: LaneSnapshots {
    let store: SimulatedSnapshotStore
    let lane: Int
    let wake: @Sendable () -> Void

    /// Nothing of it goes away by itself.
    var failure: KafkaError? { nil }

    func look(within limit: Duration) throws(KafkaError) -> SnapshotHistory { try store.look(within: limit) }

    func own(_ partitions: Set<Int>) { store.own(partitions, lane: lane) }

    func show(_ manifest: SnapshotManifest) {}

    func hasRoom(for bytes: Int) -> Bool { store.jobs.count < 16 }

    func begin(_ snapshot: consuming TakenSnapshot) -> SnapshotTicket? {
        let (partition, position, entities) = (snapshot.partition, snapshot.position, snapshot.entities)
        return store.begin(
            Array(snapshot.bytes.bytes), partition: partition, position: position, entities: entities, lane: lane,
            wake: wake)
    }

    func load<Loaded: ~Copyable>(
        _ manifest: SnapshotManifest, decode: @escaping @Sendable (UnsafeRawBufferPointer) throws -> sending Loaded
    ) -> SnapshotLoad<Loaded> {
        store.load(manifest, wake: wake, decode: decode)
    }
}
