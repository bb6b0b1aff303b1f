import KafkaClient

/// Deletes what no restore needs any more from the front of the log; belongs to the writer's thread.
final class LogTrimmer {
    private let place: SnapshotPlace
    private let board: SnapshotBoard
    private let log: Log
    private let hooks: KafkaHooks
    private var admin: Admin?
    /// The last refusal that was told.
    private var told: KafkaErrorCode?

    init(_ place: SnapshotPlace, _ board: SnapshotBoard, log: Log, hooks: KafkaHooks) {
        self.place = place
        self.board = board
        self.log = log
        self.hooks = hooks
    }

    /// Deletes the records of an entities partition below an offset. A log that cannot be trimmed only grows, so a
    /// refusal is told once and tried again with the next snapshot.
    func trim(_ partition: Int, to offset: Int64) {
        guard offset > board.logStart(partition) else { return }
        do throws(KafkaError) {
            let admin = try client()
            let place = PartitionOffset(self.place.entitiesTopic, Int32(partition), at: offset)
            let left = try admin.deleteRecords(before: [place], timeout: SnapshotLimits.requestTime)
            board.noteTrimmed(partition, to: left.first?.offset.number ?? offset)
            told = nil
        } catch {
            if error.isRetriable || told == error.code { return }
            told = error.code
            log.emit(.logNotTrimmed(place.entitiesTopic, partition: partition, error))
        }
    }

    func close() { admin.take()?.close(within: SnapshotLimits.closeTime) }

    private func client() throws(KafkaError) -> Admin {
        if let admin { return admin }
        var settings = place.base
        settings.setDefault("client.id", "iropsd-snapshots-trimmer")
        let made = try Admin(settings: settings, hooks: hooks)
        admin = made
        return made
    }
}
