import DisruptionCore
import KafkaClient
import Synchronization

/// Reads snapshots on a thread of its own, one for all lanes of a process, and builds what is in them there, so that no
/// lane stands still for it.
final class SnapshotLoader: Sendable {
    private struct Mailbox: ~Copyable {
        var arrived: [LoadingJob] = []
        var isClosed = false
    }

    private let place: SnapshotPlace
    private let board: SnapshotBoard
    private let log: Log
    private let hooks: KafkaHooks
    private let mailbox = Mutex(Mailbox())
    private let wakeup: Wakeup
    private let thread = Mutex<SystemThread?>(nil)

    init(_ place: SnapshotPlace, _ board: SnapshotBoard, log: Log, hooks: KafkaHooks) throws(KafkaError) {
        self.place = place
        self.board = board
        self.log = log
        self.hooks = hooks
        wakeup = try Wakeup()
    }

    func start() throws(CommandError) {
        let started = try SystemThread("snap-loader") { [self] in run() }
        thread.withLock { $0 = started }
    }

    /// Ends the thread; what is not loaded is broken.
    func close() {
        mailbox.withLock { $0.isClosed = true }
        wakeup.signal()
        thread.withLock { $0.take() }?.join()
    }

    // MARK: the lanes' side

    /// Begins to read a snapshot; never waits.
    /// - Parameter wake: called when it is loaded or broken; must not wait.
    func load<Loaded: ~Copyable>(
        _ manifest: SnapshotManifest, wake: @escaping @Sendable () -> Void,
        decode: @escaping @Sendable (UnsafeRawBufferPointer) throws -> sending Loaded
    ) -> SnapshotLoad<Loaded> {
        let load = SnapshotLoad<Loaded>(manifest)
        let job = LoadingJob(
            manifest, isWanted: { !load.isCancelled }, progress: { load.note(bytes: $0) },
            finish: { [board, log] bytes in
                defer { wake() }
                let why: SnapshotFault
                do {
                    load.finish(try decode(try bytes.get()))
                    board.noteRestored(manifest)
                    return nil
                } catch let fault as SnapshotFault {
                    why = fault
                } catch SnapshotError.newerFormat(let found, let known) {
                    why = .newerFormat(Int64(found), known: Int64(known))
                } catch {
                    why = .undecodable("\(error)")
                }
                // Read before: once it has failed, the lane may ask for the one before.
                if why.isOfTheSnapshot { board.noteBroken(manifest.key) }
                if why != .closed { log.emit(.snapshotBroken(manifest, why)) }
                load.fail(why)
                return why
            })
        if manifest.format > place.format {
            job.fail(.newerFormat(manifest.format, known: place.format))
        } else if manifest.chunks.isEmpty || manifest.chunkPartition >= place.partitions {
            job.fail(.chunkMissing(0, offset: 0))
        } else {
            mailbox.withLock { $0.arrived.append(job) }
            wakeup.signal()
        }
        return load
    }

    // MARK: the thread's side

    /// What has arrived since the last call; nil at the end.
    func takeArrived() -> [LoadingJob]? {
        mailbox.withLock { mailbox in
            if mailbox.isClosed { return nil }
            defer { mailbox.arrived.removeAll() }
            return mailbox.arrived
        }
    }

    /// Chunks that are wanted cannot be read; it is tried on.
    func tell(_ error: KafkaError) { log.emit(.snapshotsUnreadable(place.topic, error)) }

    private func run() {
        do throws(KafkaError) {
            let consumer = try Consumer(settings: place.loaderSettings, hooks: hooks, wakeup: wakeup)
            defer { consumer.close(within: SnapshotLimits.closeTime) }
            // Else the first load would wait for half a second until the leader is known.
            try? consumer.warm([place.topic], timeout: SnapshotLimits.requestTime)
            let course = LoadingCourse(self, consumer, place)
            while course.advance() {
                if course.isQuiet { wakeup.wait(timeout: .seconds(1)) }
            }
        } catch {
            log.emit(.snapshotsUnreadable(place.topic, error))
            while let jobs = takeArrived() {
                for job in jobs { job.fail(.unreadable(error)) }
                wakeup.wait(timeout: .seconds(1))
            }
        }
        for job in mailbox.withLock({ $0.arrived }) { job.fail(.closed) }
    }
}
