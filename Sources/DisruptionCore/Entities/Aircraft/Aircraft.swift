/// One tail: its line of flight, and the cascades told of it.
struct Aircraft: ~Copyable {
    /// A cascade that was told, by its root.
    struct Cascade {
        let root: LegKey
        var episode: Episode
        /// The disruption by which another aircraft tells it now.
        var movedTo: DisruptionID?
        /// The record under way brought the root back into the line.
        var isBack = false
        /// The airport that was told of it, and the hash of what it was told.
        var toldTo = AirportCode.none
        var toldHash: UInt64 = 0
        /// The disruption of that airport that it is a part of.
        var parent: DisruptionID?
    }

    let tail: Tail
    var line = LineOfFlight()
    var cascades: [Cascade] = []
    /// Who is booked on legs that are late, or are to be.
    var boardings: [Boarding] = []
    /// When it is looked at for what to forget; `distantFuture` while no timer is set.
    var forgetsAt = Instant.distantFuture
    /// When legs are looked at that are some hours ahead; `distantFuture` while no timer is set.
    var looksAheadAt = Instant.distantFuture
    /// The newest event time of what its legs reported.
    var newest = Instant.distantPast
    var touched: Int32 = -1

    init(tail: Tail) { self.tail = tail }

    /// Reads a word of every cache line of what is needed of the aircraft whatever its leg reports.
    @inline(__always) func prefetchParts() -> UInt64 {
        line.prefetchKeys() &+ cascades.withUnsafeBytes { CacheLines.read($0) }
    }

    /// Nothing is left to remember.
    var isEmpty: Bool { line.isEmpty && cascades.isEmpty }

    /// Takes legs and cascades out of memory whose time has come.
    /// - Returns: when the next one's time comes, nil when nothing is left.
    mutating func forget(until watermark: Instant) -> Instant? {
        line.forget(until: watermark)
        cascades.removeAll { $0.root.forgottenAt <= watermark }
        boardings.removeAll { line.index(of: $0.leg) == nil }
        let leg = line.isEmpty ? nil : line[0].key.forgottenAt
        let cascade = cascades.lazy.map(\.root.forgottenAt).min()
        guard let leg, let cascade else { return leg ?? cascade }
        return min(leg, cascade)
    }
}

extension Aircraft: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (tail.packed, 0) }
}
