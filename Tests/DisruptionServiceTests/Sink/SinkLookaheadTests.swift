import Glibc
import KafkaClient
import PostgresClient
import PostgresServer
import Testing

@testable import DisruptionService

/// A sink that looks ahead while its sessions are ended and it is started anew, beside one that never looks ahead and
/// is left in peace: the databases end equal.
@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason), .timeLimit(.minutes(5)))
struct SinkLookaheadTests {
    private let topics: SinkTopics

    init() throws {
        topics = try SinkTopics()
        try topics.make()
    }

    private static let records = 6_000

    /// Versions out of order, ends of legs, bodies that are no rows, dead letters.
    private func produce(_ random: inout Numbers) throws {
        for number in 0..<Self.records {
            let leg = "AA\(random.next() % 80)/2008-02-06/ORD"
            let id = "d\(random.next() % 60)"
            // Mostly rising.
            let version = Int64(number) + Int64(random.next() % 400)
            switch random.next() % 20 {
            case 0: try topics.produce(.disruptions, disruptionBody(id, version: version, more: "x"), key: id)
            case 1: try topics.produce(.flightState, flightStateBody(leg, version: version, status: "\u{1}"), key: leg)
            case 2: try topics.produce(.deadLetters, "{", key: leg, headers: [RecordHeader("dlq.reason", text: "LATE")])
            case 3...5: try topics.produce(.flightState, nil, key: leg)
            case 6...12: try topics.produce(.flightState, flightStateBody(leg, version: version), key: leg)
            default:
                let legs = (0..<random.next() % 4).map { "AA\($0)/2008-02-06/ORD" }
                try topics.produce(.disruptions, disruptionBody(id, version: version, legs: legs), key: id)
            }
        }
        topics.flush()
    }

    private func contents(_ target: ConnectionTarget) throws -> [String] {
        let refused = try Connection(to: target).query(
            "SELECT topic, partition, record_offset, reason FROM iropsd.sink_rejects ORDER BY 1, 2, 3")
        return try sinkContents(target)
            + refused.map { row in
                let place = "\(row.text("topic") ?? "")/\(row.integer("partition") ?? -1)"
                return "refused \(place) \(row.integer("record_offset") ?? -1) \(row.text("reason") ?? "")"
            }
    }

    private func undisturbed() throws -> (contents: [String], written: Int64) {
        let target = try newSinkDatabase()
        let sink = try RunningSink(topics.bootstrapServers, target)
        eventually { sink.status.state == .running && sink.status.lag == 0 }
        sink.stop()
        return (try contents(target), sink.status.written.values.reduce(0, +))
    }

    private func lookingAhead(_ limits: inout SinkLimits) {
        limits.lookaheadFromRecords = 200
        limits.lookaheadRecordsMax = 1_500
        limits.lookaheadKeysMax = 70
        limits.batchRowsMax = 40
    }

    @Test func itWritesLessAndTheTablesEndEqual() throws {
        var random = Numbers(1)
        try produce(&random)
        let expected = try undisturbed()
        let target = try newSinkDatabase()
        let sink = try RunningSink(topics.bootstrapServers, target, lookingAhead)
        eventually { sink.status.state == .running && sink.status.lag == 0 }
        sink.stop()
        #expect(try contents(target) == expected.contents)
        #expect(sink.status.written.values.reduce(0, +) < expected.written / 2)
    }

    @Test(arguments: UInt64(2)..<6) func sessionsThatAreEndedAndStartsAnewChangeNothing(seed: UInt64) throws {
        var random = Numbers(seed)
        try produce(&random)
        let expected = try undisturbed()
        let target = try newSinkDatabase()
        let admin = try Connection(to: target)
        var sink = try RunningSink(topics.bootstrapServers, target, lookingAhead)
        var troubles = 0
        while sink.status.state != .running || sink.status.lag != 0 {
            let batches = sink.status.batches + 1 + Int64(random.next() % 4)
            eventually("seed \(seed)") { sink.status.batches >= batches || sink.status.lag == 0 }
            if sink.status.lag == 0 { continue }
            troubles += 1
            if random.next() % 3 == 0 {
                sink.stop()
                sink = try RunningSink(topics.bootstrapServers, target, lookingAhead)
            } else {
                try admin.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name LIKE 'iropsd sink%' AND datname = current_database()
                    """)
            }
        }
        sink.stop()
        #expect(troubles > 1, "seed \(seed)")
        let found = try contents(target)
        #expect(Set(expected.contents).subtracting(found) == [], "seed \(seed)")
        #expect(Set(found).subtracting(expected.contents) == [], "seed \(seed)")
        #expect(found == expected.contents, "seed \(seed)")
    }

    @Test func aServerThatCrashesMeanwhileLosesAndDoublesNothing() throws {
        var random = Numbers(7)
        try produce(&random)
        let expected = try undisturbed()
        let server = try PrivatePostgres.newServer()
        let target = try ConnectionTarget(server.url())
        _ = try Migrator(target: target).apply()
        let sink = try RunningSink(topics.bootstrapServers, target, lookingAhead)
        for batches in [Int64(2), 8] {
            eventually { sink.status.batches >= batches }
            server.crash()
            eventually { sink.status.state == .databaseAway }
            try server.start()
        }
        eventually { sink.status.state == .running && sink.status.lag == 0 }
        sink.stop()
        #expect(try contents(target) == expected.contents)
    }
}
