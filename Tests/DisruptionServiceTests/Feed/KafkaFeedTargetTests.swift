import DisruptionCore
import Glibc
import History
import KafkaClient
import Testing

@testable import DisruptionService

/// Against librdkafka's own pretended brokers.
@Suite struct KafkaFeedTargetTests {
    private func cluster() throws -> MockCluster {
        let cluster = try MockCluster()
        for (name, partitions) in [("flight.events", 3), ("external.data", 2), ("passenger.events", 1)] {
            try cluster.createTopic(name, partitions: partitions)
        }
        return cluster
    }

    private let quiet = KafkaHooks(log: { _, _, _ in })

    private func target(_ cluster: MockCluster) throws -> KafkaFeedTarget {
        let settings: KafkaSettings = ["bootstrap.servers": cluster.bootstrapServers]
        let inputs = FeedInputs(settings: settings, names: TopicNames(), hooks: quiet, stop: try StopRequest())
        let found = try #require(try inputs.find { Issue.record("\($0)") })
        #expect(found.map(\.partitions) == [3, 2, 1])
        return try KafkaFeedTarget(settings: settings, inputs: found, hooks: quiet)
    }

    private func replay(_ target: KafkaFeedTarget, legs: Int) throws -> ReplayOutcome {
        let stream = EventStream(LegSource(ReplayerTests.legs(legs)))
        return try Replayer(
            target: target, options: FeedOptions(), clockMs: SystemClock.monotonicMs,
            isStopped: { false }
        ).run(stream)
    }

    @Test func everythingIsAcknowledged() throws {
        let cluster = try cluster()
        let outcome = try replay(try target(cluster), legs: 500)
        #expect(outcome.events == 1500 && outcome.unacknowledged == 0 && outcome.isSettled)
        #expect(outcome.marks % 6 == 0)
    }

    @Test func aMissingTopicIsNamed() throws {
        let cluster = try MockCluster()
        try cluster.createTopic("flight.events", partitions: 3)
        let inputs = FeedInputs(
            settings: ["bootstrap.servers": cluster.bootstrapServers], names: TopicNames(), hooks: quiet,
            stop: try StopRequest())
        let error = #expect(throws: CommandError.self) { try inputs.find { _ in } }
        #expect(error?.description.contains("topic external.data does not exist") == true)
        #expect(error?.description.contains("iropsd topics apply") == true)
    }

    @Test func aBrokerThatIsAwayIsToldOnceAndWaitedFor() throws {
        let stop = try StopRequest()
        let inputs = FeedInputs(
            settings: ["bootstrap.servers": "127.0.0.1:9"], names: TopicNames(), hooks: quiet, stop: stop)
        var told: [String] = []
        let found = try inputs.find {
            told.append($0)
            stop.request()
        }
        #expect(found == nil && told.count == 1)
        #expect(told.first?.contains("127.0.0.1:9: no answer") == true)
    }

    @Test func aBrokerThatGoesAndComesBackLosesNothing() throws {
        let cluster = try cluster()
        let target = try target(cluster)
        try cluster.setBroker(1, isUp: false)
        let away: Int64 = 700
        let thread = try SystemThread("broker") {
            usleep(UInt32(away) * 1000)
            try? cluster.setBroker(1, isUp: true)
        }
        let outcome = try replay(target, legs: 2000)
        thread.join()
        #expect(outcome.events == 6000 && outcome.unacknowledged == 0)
        #expect(outcome.elapsedMs >= away)
    }

    @Test func whatABrokerNeverAcknowledgesIsCounted() throws {
        let cluster = try cluster()
        let target = try target(cluster)
        try cluster.setBroker(1, isUp: false)
        var options = FeedOptions()
        options.finishLimit = .milliseconds(300)
        let stream = EventStream(LegSource(ReplayerTests.legs(10)))
        let outcome = try Replayer(
            target: target, options: options, clockMs: SystemClock.monotonicMs, isStopped: { false }
        ).run(stream)
        #expect(outcome.unacknowledged == outcome.events + outcome.marks)
        #expect(outcome.text.contains("did not acknowledge"))
    }
}
