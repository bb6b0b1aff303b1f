import KafkaClient
import Testing
import WireFormat

@testable import DisruptionService

private let limit = Duration.seconds(20)

/// Plan and apply on a real broker.
@Suite(.enabled(if: TopicsBroker.isAvailable, TopicsBroker.absence))
struct TopicAdministrationTests {
    private func apply(
        _ configuration: Configuration, _ catalog: TopicCatalog? = nil
    ) throws -> (isMet: Bool, reports: [TopicAdministration.Report]) {
        let administration = try TopicAdministration(configuration, catalog: catalog ?? .builtIn())
        var reports: [TopicAdministration.Report] = []
        let isMet = try administration.apply { reports.append($0) }
        return (isMet, reports)
    }

    private func plan(_ configuration: Configuration, _ catalog: TopicCatalog? = nil) throws -> TopicPlan {
        try TopicAdministration(configuration, catalog: catalog ?? .builtIn()).plan()
    }

    /// Deleting is done behind the answer; what is still there would not be made anew.
    private func delete(_ names: [String], _ configuration: Configuration) throws {
        let admin = try TopicsBroker.admin()
        defer { admin.close(within: limit) }
        try admin.deleteTopics(names, timeout: limit).check()
        while try !admin.topics(timeout: limit).keys.filter(names.contains).isEmpty {}
    }

    @Test func anEmptyClusterGetsEveryTopicAndASecondTimeNothing() throws {
        let configuration = try TopicsBroker.configuration()
        #expect(try plan(configuration).entries.allSatisfy { if case .create = $0.step { true } else { false } })
        let first = try apply(configuration)
        #expect(first.isMet && first.reports.allSatisfy { !$0.isFailure }, "\(first.reports)")
        #expect(first.reports.count == 15)
        #expect(first.reports.contains { $0.text == "incarnation 1 of the log" })

        let second = try plan(configuration)
        #expect(second.isMet, "\(TopicPlanText(plan: second).text(configuration: "x"))")
        let again = try apply(configuration)
        #expect(again.isMet)
        #expect(again.reports.map(\.text) == Array(repeating: "as declared", count: 14))
    }

    @Test func theClusterHasWhatWasDeclared() throws {
        let configuration = try TopicsBroker.configuration()
        _ = try apply(configuration)
        let admin = try TopicsBroker.admin()
        defer { admin.close(within: limit) }
        let topics = try admin.topics(timeout: limit)
        for topic in try TopicCatalog.builtIn().topics {
            #expect(topics[configuration.topics[topic.name]]?.partitions.count == topic.partitions, "\(topic.name)")
        }
        let letters = try admin.configs(of: configuration.topics["dead.letter.queue"], timeout: limit)
        #expect(letters["max.message.bytes"]?.value == "2101248")
        #expect(letters["retention.ms"]?.value == "2592000000")
        let entities = try admin.configs(of: configuration.topics["iropsd.entities"], timeout: limit)
        #expect(entities["retention.ms"]?.value == "-1")
        #expect(entities["retention.bytes"]?.value == "-1")
        #expect(entities["cleanup.policy"]?.value == "delete")
        let state = try admin.configs(of: configuration.topics["flight.state"], timeout: limit)
        #expect(state["cleanup.policy"]?.value == "compact")
    }

    @Test func aSettingThatSomebodyChangedIsSetBackAndOthersStay() throws {
        let configuration = try TopicsBroker.configuration()
        _ = try apply(configuration)
        let admin = try TopicsBroker.admin()
        defer { admin.close(within: limit) }
        let name = configuration.topics["alerts"]
        try admin.alterConfigs(
            of: name, ["retention.ms": "1000", "segment.ms": "3600000", "max.message.bytes": "20971520"], timeout: limit
        )
        while try admin.configs(of: name, timeout: limit)["retention.ms"]?.value != "1000" {}
        let result = try apply(configuration)
        #expect(result.isMet)
        #expect(
            result.reports.filter { $0.text != "as declared" }.map(\.text) == [
                "set retention.ms: 1000 (1 s) -> 7776000000 (90 d)"
            ])
        let configs = try admin.configs(of: name, timeout: limit)
        #expect(configs["retention.ms"]?.value == "7776000000")
        #expect(configs["segment.ms"]?.value == "3600000")
        #expect(configs["max.message.bytes"]?.value == "20971520")
    }

    @Test func aPartitionCountThatDiffersIsToldAndAllElseIsDone() throws {
        let configuration = try TopicsBroker.configuration()
        let admin = try TopicsBroker.admin()
        defer { admin.close(within: limit) }
        let name = configuration.topics["iropsd.entities"]
        try admin.createTopics([NewTopic(name, partitions: 3)], timeout: limit).check()
        let result = try apply(configuration)
        #expect(!result.isMet)
        #expect(result.reports.filter(\.isFailure).map(\.topic) == ["iropsd.entities (\(name))"])
        #expect(try plan(configuration).entries.filter { $0.step != .nothing }.count == 1)
        #expect(try admin.topics(timeout: limit)[name]?.partitions.count == 3)
    }

    @Test func aLogThatIsMadeAnewGetsTheNextIncarnation() throws {
        let configuration = try TopicsBroker.configuration()
        _ = try apply(configuration)
        let log = LogIncarnation(configuration)
        #expect(try log.read() == 1)
        try delete([configuration.topics["iropsd.entities"]], configuration)
        let anew = try apply(configuration)
        #expect(anew.isMet)
        #expect(anew.reports.contains { $0.text == "incarnation 2 of the log, since it is made anew" })
        #expect(try log.read() == 2)
        _ = try apply(configuration)
        #expect(try log.read() == 2)
    }

    @Test func aLostIncarnationIsFoundInThePositionsOfTheGroup() throws {
        let configuration = try TopicsBroker.configuration()
        _ = try apply(configuration)
        try delete([configuration.topics["iropsd.snapshots"]], configuration)
        let consumer = try Consumer(settings: [
            "bootstrap.servers": configuration.kafka.bootstrapServers, "group.id": configuration.kafka.groupId,
        ])
        defer { consumer.close(within: limit) }
        let log = configuration.topics["iropsd.entities"]
        try consumer.commit([
            PartitionOffset(log, 1, at: 5, metadata: LogPositionMetadata(incarnation: 3, rules: 1).text)
        ])
        let anew = try apply(configuration)
        #expect(anew.isMet && anew.reports.contains { $0.text == "incarnation 3 of the log" })
        #expect(try LogIncarnation(configuration).read() == 3)
    }

    @Test func aLostIncarnationIsNotInventedWhereVersionsWereTold() throws {
        let configuration = try TopicsBroker.configuration()
        _ = try apply(configuration)
        let events = configuration.topics["disruption.events"]
        let producer = try Producer(settings: ["bootstrap.servers": configuration.kafka.bootstrapServers])
        defer { producer.close(within: limit) }
        _ = try producer.produce(topic: events, partition: 0, key: Array("id".utf8), value: Array("{}".utf8))
        #expect(producer.flush(within: limit))
        try delete([configuration.topics["iropsd.snapshots"], configuration.topics["iropsd.entities"]], configuration)

        for _ in 1...2 {
            let error = #expect(throws: TopicsError.self) { try apply(configuration) }
            #expect(error?.description.contains("\(events) holds records") == true)
            #expect(error?.description.contains("--incarnation N") == true)
            #expect(try LogIncarnation(configuration).read() == nil)
        }
        let administration = try TopicAdministration(configuration, catalog: .builtIn())
        #expect(try administration.apply(incarnation: 7) { _ in })
        #expect(try LogIncarnation(configuration).read() == 7)
        let error = #expect(throws: TopicsError.self) { try administration.apply(incarnation: 9) { _ in } }
        #expect(error?.description.contains("the log has incarnation 7") == true)
    }

    @Test func anIncarnationIsReadAmongOtherRecords() throws {
        let configuration = try TopicsBroker.configuration()
        let log = LogIncarnation(configuration)
        _ = try apply(configuration)
        let topic = configuration.topics["iropsd.snapshots"]
        let producer = try Producer(settings: ["bootstrap.servers": configuration.kafka.bootstrapServers])
        defer { producer.close(within: limit) }
        func write(_ key: String?, _ value: String?) throws {
            _ = try producer.produce(
                topic: topic, partition: 0, key: key.map { Array($0.utf8) }, value: value.map { Array($0.utf8) })
        }
        try log.write(8_388_607)
        for number in 0..<1000 { try write("chunk/\(number)", "incarnation") }
        try write(nil, "9")
        #expect(producer.flush(within: limit))
        #expect(try log.read() == 8_388_607)

        try write("incarnation", "seven")
        #expect(producer.flush(within: limit))
        let error = #expect(throws: TopicsError.self) { try log.read() }
        #expect(error?.description.contains("holds \"seven\"") == true)

        try write("incarnation", nil)
        #expect(producer.flush(within: limit))
        #expect(try log.read() == nil)
    }

    @Test func moreReplicasThanBrokersAreToldByThePlan() throws {
        var configuration = try TopicsBroker.configuration()
        configuration.kafka.replicationFactor = 3
        let result = try apply(configuration)
        #expect(!result.isMet && result.reports.count == 14 && result.reports.allSatisfy(\.isFailure))
    }

    /// The daemon's own check before it starts goes by the same counts.
    @Test func countsOfTheConfigurationAreMadeAndDemanded() throws {
        var configuration = try TopicsBroker.configuration()
        configuration.kafka.partitions = ["flight.events": 9, "iropsd.entities": 5]
        let declared = try TopicCatalog.declared(by: configuration)
        #expect(try apply(configuration, declared).isMet)
        let admin = try TopicsBroker.admin()
        defer { admin.close(within: limit) }
        let topics = try admin.topics(timeout: limit)
        #expect(topics[configuration.topics["flight.events"]]?.partitions.count == 9)
        #expect(topics[configuration.topics["iropsd.entities"]]?.partitions.count == 5)
        #expect(try plan(configuration, declared).problems(of: StartCheck.used).isEmpty)
        let problems = try plan(configuration).problems(of: StartCheck.used)
        #expect(problems.count == 2)
        #expect(problems.first?.contains("has 9 partitions, 6 are declared") == true, "\(problems)")
        #expect(problems.allSatisfy { $0.contains("kafka.partitions") })
    }

    @Test func aSettingThatKafkaDoesNotKnowIsAFailureOfItsTopicAlone() throws {
        let configuration = try TopicsBroker.configuration()
        var catalog = try TopicCatalog.builtIn()
        let index = try #require(catalog.topics.firstIndex { $0.name == "alerts" })
        catalog.topics[index].config = ["no.such.setting": "1"]
        let result = try apply(configuration, catalog)
        #expect(!result.isMet)
        #expect(result.reports.filter(\.isFailure).map(\.topic) == ["alerts (\(configuration.topics["alerts"]))"])
    }
}

/// What is said where there is no broker, or none that lets us in.
@Suite struct TopicsErrorTests {
    @Test func aPortWhereNobodyListensIsNamed() throws {
        var configuration = Configuration()
        configuration.kafka.bootstrapServers = "127.0.0.1:1"
        configuration.kafka.librdkafka["socket.connection.setup.timeout.ms"] = "1000"
        let administration = try TopicAdministration(
            configuration, catalog: .builtIn(), requestLimit: .milliseconds(500))
        let error = #expect(throws: TopicsError.self) { try administration.plan() }
        #expect(error?.isRetriable == true)
        #expect(error?.description.hasPrefix("127.0.0.1:1: no answer (") == true, "\(String(describing: error))")
    }

    @Test func aPropertyThatLibrdkafkaRefusesIsNamed() {
        var configuration = Configuration()
        configuration.kafka.bootstrapServers = "127.0.0.1:1"
        configuration.kafka.librdkafka["no.such.property"] = "1"
        let error = #expect(throws: TopicsError.self) {
            try TopicAdministration(configuration, catalog: .builtIn())
        }
        #expect(error?.description.contains("no.such.property") == true)
    }

    @Test(arguments: [KafkaErrorCode.topicNotAuthorized, KafkaErrorCode(rawValue: 31)])
    func missingRightsAreNamed(code: KafkaErrorCode) {
        let error = TopicsError(
            KafkaError(code: code, operation: "create topic", subject: "alerts"), servers: "b:9092")
        #expect(error.description.contains("create topic alerts: not allowed"))
        #expect(error.description.contains("AlterConfigs"))
        #expect(!error.isRetriable)
    }

    @Test func aRefusedLoginIsToldEvenWhenTheCallOnlyTimedOut() {
        let refused = KafkaError(code: .authentication, operation: "connect", reason: "bad password")
        let error = TopicsError(
            KafkaError(code: .timedOut, operation: "describe cluster"), servers: "b:9092", told: [refused])
        #expect(error.description.hasPrefix("b:9092: the broker refuses the login (bad password)"))
        #expect(!error.isRetriable)
    }
}
