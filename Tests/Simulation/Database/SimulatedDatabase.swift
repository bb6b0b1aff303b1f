import PostgresClient

@testable import DisruptionService

/// A PostgreSQL in memory as sinks use it: transactions that are there wholly or not at all, a row that is the fence,
/// and a lock that a session holds for as long as it is heard of.
///
/// What is asked of it happens where the request arrives; what is lost is lost on the way.
final class SimulatedDatabase {
    private struct Session {
        var spokeMs: Int64
        var hasLock: Bool
    }

    /// After so long the server ends a session that says nothing, ms.
    private static let silenceMs = Int64(SinkLimits().sessionIdleSecondsMax) * 1_000

    private let timeline: Timeline
    private let rules: BrokenRules
    private let watch: LaneWatch
    private var sessions: [Int: Session] = [:]
    private var made = 0
    private var awayUntilMs: Int64 = 0
    private(set) var epoch: Int64 = 0
    private(set) var tables = SimulatedTables()
    /// The next offset of each source.
    private var positions: [SinkSource: Int64] = [:]
    /// Transactions that were refused because another sink had taken over.
    private(set) var fenced = 0

    init(_ timeline: Timeline, _ rules: BrokenRules, _ watch: LaneWatch) {
        self.timeline = timeline
        self.rules = rules
        self.watch = watch
    }

    var isAway: Bool { awayUntilMs > timeline.clockMs }

    // MARK: faults

    /// It is stopped, and started after so long.
    func goAway(for ms: Int64) {
        awayUntilMs = max(awayUntilMs, timeline.clockMs + ms)
        sessions = [:]
    }

    /// One of the connections breaks.
    func breakConnection(_ number: Int) {
        let open = sessions.keys.sorted()
        if !open.isEmpty { sessions[open[number % open.count]] = nil }
    }

    // MARK: sessions

    /// Opens a session, takes the lock and raises the epoch.
    func takeFence() throws -> (session: Int, epoch: Int64, positions: [SinkPosition]) {
        let session = try connect()
        if sessions.values.contains(where: \.hasLock) {
            sessions[session] = nil
            throw SinkError.standingBy(holder: "another")
        }
        sessions[session]?.hasLock = true
        epoch += 1
        let held = positions.map { SinkPosition(source: $0.key, nextOffset: $0.value) }
        return (
            session, epoch,
            held.sorted { ($0.source.topic, $0.source.partition) < ($1.source.topic, $1.source.partition) }
        )
    }

    /// Opens a further session of a sink that has the fence.
    func connect() throws -> Int {
        if isAway { throw PostgresError.away }
        endSilent()
        made += 1
        sessions[made] = Session(spokeMs: timeline.clockMs, hasLock: false)
        return made
    }

    func close(_ session: Int) { sessions[session] = nil }

    private func endSilent() {
        let now = timeline.clockMs
        for session in sessions.keys.sorted() {
            if let held = sessions[session], now - held.spokeMs > Self.silenceMs { sessions[session] = nil }
        }
    }

    // MARK: transactions

    /// Rows and positions in one transaction, behind the fence.
    func write(_ batch: SinkBatch, _ session: Int, epoch: Int64) throws {
        endSilent()
        guard sessions[session] != nil, !isAway else { throw PostgresError.away }
        sessions[session]?.spokeMs = timeline.clockMs
        guard epoch == self.epoch || rules.ignoresFence else {
            fenced += 1
            throw SinkError.fenced(epoch: epoch, current: self.epoch, holder: "another")
        }
        for problem in tables.apply(batch) { watch.note(problem) }
        if rules.commitsRowsAlone, timeline.clockMs % 3 == 0 { throw PostgresError.away }
        for (source, next) in batch.positions { positions[source] = max(next, positions[source] ?? 0) }
    }
}
