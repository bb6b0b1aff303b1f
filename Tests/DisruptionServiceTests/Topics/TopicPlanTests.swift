import Testing

@testable import DisruptionService

/// Declared against observed: what is made, what is set, what is left alone and what is refused.
@Suite struct TopicPlanTests {
    private let declared = TopicDeclaration(
        name: "alerts", role: .output, key: "alert_id", partitions: 2, retention: .milliseconds(7_776_000_000),
        cleanup: .delete, recordBytesMax: 1 << 20, carries: "alerts")

    private func plan(
        _ topics: [TopicDeclaration], brokers: Int = 1, recordBytesMax: Int = ObservedCluster.kafkaRecordBytesMax,
        names: TopicNames = TopicNames(), replicationFactor: Int? = nil, _ observed: [String: ObservedTopic] = [:]
    ) -> TopicPlan {
        TopicPlan(
            TopicCatalog(topics: topics), names: names, replicationFactor: replicationFactor,
            cluster: ObservedCluster(brokers: brokers, recordBytesMax: recordBytesMax, topics: observed))
    }

    private func asDeclared(replicationFactor: Int = 1) -> ObservedTopic {
        let settings = declared.settings(replicationFactor: replicationFactor).map { ($0.name, $0.value) }
        return ObservedTopic(
            partitions: 2, replicationFactor: replicationFactor,
            settings: Dictionary(uniqueKeysWithValues: settings + [("segment.bytes", "1073741824")]))
    }

    @Test func aMissingTopicIsMadeWithWhatTheClusterWouldNotChooseItself() throws {
        let step = try #require(plan([declared]).entries.first?.step)
        #expect(
            step
                == .create(
                    TopicPlan.Creation(
                        partitions: 2, replicationFactor: 1,
                        settings: [
                            TopicSetting(name: "cleanup.policy", value: "delete"),
                            TopicSetting(name: "retention.ms", value: "7776000000"),
                            TopicSetting(name: "max.message.bytes", value: "1052672", rule: .atLeast),
                            TopicSetting(name: "min.insync.replicas", value: "1", rule: .atLeast),
                        ])))
    }

    @Test func aClusterThatTakesLargeRecordsNeedsNoLimitOfItsOwn() {
        guard case .create(let creation)? = plan([declared], recordBytesMax: 20 << 20).entries.first?.step else {
            Issue.record("nothing is made")
            return
        }
        #expect(!creation.settings.contains { $0.name == "max.message.bytes" })
    }

    @Test(arguments: [(1, 1, "1"), (2, 2, "1"), (3, 3, "2"), (9, 3, "2")])
    func replicasAreThreeOrAsManyAsThereAreBrokers(brokers: Int, replicas: Int, inSync: String) {
        guard case .create(let creation)? = plan([declared], brokers: brokers).entries.first?.step else {
            Issue.record("nothing is made")
            return
        }
        #expect(creation.replicationFactor == replicas)
        #expect(creation.settings.first { $0.name == "min.insync.replicas" }?.value == inSync)
    }

    @Test func theConfigurationDecidesTheReplicas() {
        guard case .create(let creation)? = plan([declared], brokers: 5, replicationFactor: 5).entries.first?.step
        else {
            Issue.record("nothing is made")
            return
        }
        #expect(creation.replicationFactor == 5)
    }

    @Test func moreReplicasThanBrokersAreRefused() {
        let plan = plan([declared], brokers: 2, replicationFactor: 3)
        #expect(plan.entries.map(\.step) == [.refuse(.replicationFactor(wanted: 3, brokers: 2))])
        #expect(plan.hasRefusals)
    }

    @Test func whatIsAsDeclaredStays() {
        let plan = plan([declared], ["alerts": asDeclared(), "somebody.elses": asDeclared()])
        #expect(plan.isMet)
        #expect(plan.entries.map(\.step) == [.nothing])
        #expect(plan.entries.allSatisfy { $0.remarks.isEmpty })
    }

    @Test func aLargerLimitIsLeftAloneAndASmallerOneIsRaised() {
        var observed = asDeclared()
        observed.settings["max.message.bytes"] = "20971520"
        #expect(plan([declared], ["alerts": observed]).isMet)
        observed.settings["max.message.bytes"] = "1048588"
        #expect(
            plan([declared], ["alerts": observed]).entries.map(\.step) == [
                .set([
                    TopicPlan.Change(
                        observed: "1048588",
                        setting: TopicSetting(name: "max.message.bytes", value: "1052672", rule: .atLeast))
                ])
            ])
    }

    @Test func aSettingThatDiffersOrIsNotToldIsSet() {
        var observed = asDeclared()
        observed.settings["retention.ms"] = "86400000"
        observed.settings["cleanup.policy"] = nil
        guard case .set(let changes)? = plan([declared], ["alerts": observed]).entries.first?.step else {
            Issue.record("nothing is set")
            return
        }
        #expect(changes.map(\.setting.name) == ["cleanup.policy", "retention.ms"])
        #expect(changes.map(\.observed) == [nil, "86400000"])
    }

    @Test func aPartitionCountIsNeverChangedAndNothingElseOfThatTopicEither() {
        var observed = asDeclared()
        observed.partitions = 6
        observed.settings["retention.ms"] = "1"
        let plan = plan([declared], ["alerts": observed])
        #expect(plan.entries.map(\.step) == [.refuse(.partitions(declared: 2, observed: 6))])
        #expect(plan.hasRefusals && !plan.isMet)
    }

    @Test func theReplicasOfATopicThatExistsAreOnlyRemarkedOn() {
        let plan = plan([declared], brokers: 3, ["alerts": asDeclared(replicationFactor: 1)])
        #expect(plan.isMet)
        #expect(plan.entries.first?.remarks.count == 1)
    }

    @Test func aRenamedTopicIsLookedForUnderItsName() {
        var names = TopicNames()
        names["alerts"] = "ops.alerts.v2"
        #expect(plan([declared], names: names, ["ops.alerts.v2": asDeclared()]).isMet)
        let missing = plan([declared], names: names, ["alerts": asDeclared()])
        #expect(missing.entries.map(\.realName) == ["ops.alerts.v2"])
        #expect(!missing.isMet)
    }

    @Test func twoTopicsOfOneNameAreRefused() {
        var names = TopicNames()
        names["alerts"] = "ops"
        names["notifications"] = "ops"
        var other = declared
        other.name = "notifications"
        let plan = plan([declared, other], names: names, ["ops": asDeclared()])
        #expect(plan.entries.map(\.step) == [.nothing, .refuse(.sharedName(with: "alerts"))])
    }

    @Test func aTopicWithoutRetentionIsKeptByTimeAndBySize() {
        var log = declared
        log.retention = .forever
        #expect(
            log.settings(replicationFactor: 3).map { "\($0.name)=\($0.value)" } == [
                "cleanup.policy=delete", "retention.ms=-1", "retention.bytes=-1", "max.message.bytes=1052672",
                "min.insync.replicas=2",
            ])
        log.cleanup = .compact
        log.config = ["segment.ms": "3600000", "min.compaction.lag.ms": "0"]
        #expect(
            log.settings(replicationFactor: 1).map { "\($0.name)=\($0.value)" } == [
                "cleanup.policy=compact", "max.message.bytes=1052672", "min.insync.replicas=1",
                "min.compaction.lag.ms=0", "segment.ms=3600000",
            ])
    }
}
