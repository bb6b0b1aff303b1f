/// The coordinator of transactions: one at a time for each transactional id, ended by markers in every partition that
/// it touched.
///
/// Sources: KIP-98; KIP-360 and KIP-588 for the epoch that a time-out by the broker raises, which fences the producer.
/// The time-out is looked for every ten seconds (`transaction.abort.timed.out.transaction.cleanup.interval.ms`).
final class TransactionCoordinator {
    enum Refusal: Error {
        /// A newer producer has the id, or the broker has ended the transaction.
        case fenced
        /// The transaction before still waits for its markers.
        case concurrent
        case invalidState
    }

    private enum State: Equatable {
        case empty
        case ongoing
        /// Decided; markers are on their way.
        case ending(isCommitted: Bool)
        case ended(isCommitted: Bool)
    }

    private struct Entry {
        var epoch = -1
        var state = State.empty
        var transaction = 0
        var places: [Int] = []
        var sentOffsets = false
        var sinceMs: Int64 = 0
        var timeoutMs: Int64 = 30_000
        var markersLeft = 0
    }

    private var entries: [String: Entry] = [:]
    /// In the order of their first appearance.
    private var ids: [String] = []
    private var transactions = 0
    /// Writes a marker some time: of a place, or of the positions where it is nil; then calls `isWritten`.
    var writeMarker: (Marker, _ isWritten: @escaping () -> Void) -> Void = { $1() }
    var nowMs: () -> Int64 = { 0 }

    struct Marker {
        let transactionalID: String
        let epoch: Int
        let transaction: Int
        /// nil: the group's positions.
        let place: Int?
        let isCommitted: Bool
    }

    /// Takes an id over: what is open is aborted, what is decided is waited for.
    /// - Returns: the epoch to use.
    func initialise(_ id: String, timeoutMs: Int64) throws(Refusal) -> Int {
        if entries[id] == nil {
            entries[id] = Entry()
            ids.append(id)
        }
        guard var entry = entries[id] else { throw .invalidState }
        switch entry.state {
        case .ongoing:
            entry.epoch += 1
            entries[id] = entry
            end(id, isCommitted: false)
            throw .concurrent
        case .ending: throw .concurrent
        case .empty, .ended:
            entry.epoch += 1
            entry.state = .empty
            entry.timeoutMs = timeoutMs
            entries[id] = entry
            return entry.epoch
        }
    }

    /// Puts a partition, or with nil the group's positions, into the transaction of the id; the first begins it.
    /// - Returns: the transaction.
    func add(_ place: Int?, _ id: String, epoch: Int) throws(Refusal) -> Int {
        guard var entry = entries[id], entry.epoch == epoch else { throw .fenced }
        switch entry.state {
        case .ending: throw .concurrent
        case .empty, .ended:
            transactions += 1
            entry.state = .ongoing
            entry.transaction = transactions
            entry.places = []
            entry.sentOffsets = false
            entry.sinceMs = nowMs()
        case .ongoing: break
        }
        if let place {
            if !entry.places.contains(place) { entry.places.append(place) }
        } else {
            entry.sentOffsets = true
        }
        entries[id] = entry
        return entry.transaction
    }

    /// Commits or aborts. Asked again for what is decided already, it says yes again.
    func end(_ id: String, epoch: Int, isCommitted: Bool) throws(Refusal) {
        guard let entry = entries[id], entry.epoch == epoch else { throw .fenced }
        switch entry.state {
        case .ongoing: end(id, isCommitted: isCommitted)
        case .ending(let decided), .ended(let decided):
            if decided != isCommitted { throw .invalidState }
        case .empty: throw .invalidState
        }
    }

    /// Whether the id has nothing open and no marker on its way.
    func isAtRest(_ id: String) -> Bool {
        switch entries[id]?.state {
        case .ongoing, .ending: false
        default: true
        }
    }

    var areAllAtRest: Bool { ids.allSatisfy(isAtRest) }

    /// Aborts what has been open for too long.
    func endTimedOut() {
        for id in ids {
            guard let entry = entries[id], entry.state == .ongoing, nowMs() - entry.sinceMs > entry.timeoutMs else {
                continue
            }
            entries[id]?.epoch += 1
            end(id, isCommitted: false)
        }
    }

    private func end(_ id: String, isCommitted: Bool) {
        guard var entry = entries[id] else { return }
        let places = entry.places.map(Optional.some) + (entry.sentOffsets ? [nil] : [])
        entry.state = places.isEmpty ? .ended(isCommitted: isCommitted) : .ending(isCommitted: isCommitted)
        entry.markersLeft = places.count
        entries[id] = entry
        for place in places {
            let marker = Marker(
                transactionalID: id, epoch: entry.epoch, transaction: entry.transaction, place: place,
                isCommitted: isCommitted)
            writeMarker(marker) { [weak self] in self?.noteMarker(id, isCommitted) }
        }
    }

    private func noteMarker(_ id: String, _ isCommitted: Bool) {
        guard var entry = entries[id] else { return }
        entry.markersLeft -= 1
        if entry.markersLeft == 0 { entry.state = .ended(isCommitted: isCommitted) }
        entries[id] = entry
    }
}
