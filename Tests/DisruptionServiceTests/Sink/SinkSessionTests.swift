import PostgresClient
import Testing

@testable import DisruptionService

/// The sink's whole course, without a thread and without waiting.
@Suite struct SinkSessionTests {
    private let topics = PretendedTopics([0, 0])
    private let database = PretendedDatabase(shares: 2)
    private final class Lines { var codes: [String] = [] }
    private let lines = Lines()
    private var session: SinkSession<PretendedTopics, PretendedStore>
    private var nowMs: Int64 = 0

    init() {
        var limits = SinkLimits()
        limits.lingerMs = 50
        limits.lookMs = 500
        limits.beatMs = 10_000
        limits.backoffMs = 200...1_000
        limits.stopMs = 2_000
        limits.lagMs = 300
        let (topics, database, lines) = (topics, database, lines)
        session = SinkSession(
            limits: limits,
            SinkSession.Parts(
                makeReader: { topics }, makeStore: { try database.connect() }, chance: { 0 },
                tell: { lines.codes.append("\($0.code)") }))
    }

    /// Steps until there is something to wait for.
    private mutating func settle(isStopping: Bool = false) -> SinkStep {
        for _ in 0..<100 {
            let step = session.step(nowMs: nowMs, isStopping: isStopping)
            if step != .goOn { return step }
        }
        Issue.record("it never waits")
        return .goOn
    }

    /// Finishes what is under way until nothing is.
    private mutating func drain() {
        for _ in 0..<100 {
            _ = settle()
            guard database.underWay.contains(where: { $0 != nil }) else { return }
            for share in 0..<2 { database.finish(share) }
        }
    }

    private static func error(_ kind: PostgresError.Kind, _ message: String = "") -> PostgresError {
        PostgresError(kind: kind, message: message, subject: "PostgreSQL")
    }

    @Test mutating func recordsAreGatheredThenWrittenAndTheNextAreGatheredMeanwhile() {
        #expect(settle() == .wait(500))
        #expect(session.status.state == .running && session.status.epoch == 1)
        topics.ends = [2, 0]
        #expect(settle() == .wait(50))
        #expect(database.underWay[0] == nil)
        nowMs += 50
        #expect(settle() == .wait(500))
        #expect(database.underWay[0]?.rowCount == 2)
        topics.ends = [4, 3]
        // The second share's batch is full and goes at once; the first one's waits for the one before.
        #expect(settle() == .wait(500))
        nowMs += 60
        #expect(settle() == .wait(500))
        #expect(database.underWay.map { $0?.rowCount } == [2, 3])
        #expect(session.status.lag == 7)
        database.finish(1)
        database.finish(0)
        #expect(settle() == .wait(500))
        #expect(database.underWay.map { $0?.rowCount } == [2, nil])
        drain()
        #expect(database.rows == [[0, 1, 2, 3], [0, 1, 2]])
        #expect(session.status.written == [.disruptions: 7] && session.status.batches == 3)
        #expect(session.status.lag == 0)
    }

    @Test mutating func everyShareGivesSignsOfLifeAndAFenceIsNoticed() {
        _ = settle()
        nowMs = 10_000
        #expect(settle() == .wait(500))
        #expect(database.underWay.map { $0?.isEmpty } == [true, true])
        database.finish(0)
        database.fail(1, SinkError.fenced(epoch: 1, current: 2, holder: "other"))
        #expect(settle() == .wait(300))
        #expect(session.status.state == .standby && session.status.batches == 0)
        #expect(database.closed == 1)
    }

    @Test mutating func afterAFailureItBeginsAtTheDatabasesPositions() {
        topics.ends = [6, 2]
        _ = settle()
        nowMs += 50
        _ = settle()
        database.finish(0)
        database.fail(1, Self.error(.connectionLost, "port 1"))
        // Half of 200 ms.
        #expect(settle() == .wait(100))
        #expect(session.status.state == .databaseAway && session.status.lag == 5)
        database.refusals = [Self.error(.connectionLost, "port 2"), Self.error(.unavailable, "starting")]
        nowMs += 99
        #expect(settle() == .wait(1))
        topics.ends[1] = 9
        nowMs += 1
        #expect(settle() == .wait(200))
        #expect(session.status.lag == 12)
        nowMs += 200
        // Pauses grow, and the lag is asked for between.
        #expect(settle() == .wait(300))
        #expect(session.status.problem?.contains("starting") == true)
        nowMs += 400
        _ = settle()
        #expect(topics.starts == [[0, 0], [3, 0]])
        #expect(session.status.state == .running && session.status.epoch == 2 && session.status.problem == nil)
        drain()
        nowMs += 50
        drain()
        #expect(database.rows == [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 6, 7, 8]])
        // One line per reason, though the message named another port.
        #expect(lines.codes == ["sink.running", "sink.waiting", "sink.waiting", "sink.running"])
    }

    @Test mutating func aFailureOfTheReaderBeginsAnewToo() {
        _ = settle()
        topics.failure = SinkError.offsetsWentBack("disruption.events/0")
        #expect(settle() == .wait(100))
        #expect(session.status.state == .brokerAway && database.closed == 1)
    }

    @Test mutating func aStopWritesWhatItHoldsAndNothingMore() {
        topics.ends = [2, 0]
        _ = settle()
        topics.ends = [9, 9]
        #expect(settle(isStopping: true) == .wait(500))
        #expect(database.underWay[0]?.rowCount == 2)
        database.finish(0)
        #expect(settle(isStopping: true) == .done)
        #expect(database.rows == [[0, 1], []] && database.closed == 1 && topics.isClosed)
        #expect(session.status.state == .stopped)
        #expect(settle() == .done)
    }

    @Test mutating func aStopDoesNotWaitForADatabaseThatDoesNotAnswer() {
        topics.ends = [2, 0]
        _ = settle()
        nowMs += 50
        _ = settle()
        #expect(settle(isStopping: true) == .wait(500))
        nowMs += 1_999
        #expect(settle(isStopping: true) == .wait(500))
        nowMs += 1
        #expect(settle(isStopping: true) == .done)
        #expect(lines.codes.suffix(2) == ["sink.gave_up", "sink.stopped"])
    }

    @Test mutating func aStopWhileTheDatabaseIsAwayIsAtOnce() {
        database.refusals = [Self.error(.connectionLost)]
        #expect(settle() == .wait(100))
        #expect(settle(isStopping: true) == .done)
    }
}
