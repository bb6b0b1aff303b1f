import Testing

@testable import DisruptionService

@Suite struct TopicPlanTextTests {
    private func topic(_ name: String, _ role: TopicDeclaration.Role = .output) -> TopicDeclaration {
        TopicDeclaration(
            name: name, role: role, key: "k", partitions: 2, retention: .milliseconds(86_400_000), cleanup: .delete,
            recordBytesMax: 2 << 20, carries: "c")
    }

    @Test func aPlanReadsLikeThis() {
        var names = TopicNames()
        names["made"] = "ops.made"
        let good = [
            "cleanup.policy": "delete", "retention.ms": "86400000", "max.message.bytes": "2101248",
            "min.insync.replicas": "1",
        ]
        let cluster = ObservedCluster(
            brokers: 1,
            topics: [
                "good": ObservedTopic(partitions: 2, replicationFactor: 1, settings: good),
                "short": ObservedTopic(
                    partitions: 2, replicationFactor: 2, settings: good.merging(["retention.ms": "5000"]) { $1 }),
                "wide": ObservedTopic(partitions: 3, replicationFactor: 1, settings: good),
            ])
        let plan = TopicPlan(
            TopicCatalog(topics: [topic("made"), topic("good"), topic("short"), topic("wide", .internal)]),
            names: names, replicationFactor: nil, cluster: cluster)
        #expect(
            TopicPlanText(plan: plan).text(configuration: "/etc/iropsd/iropsd.yaml") == """
                made (ops.made)  make it: 2 partitions, 1 replica
                                 cleanup.policy = delete
                                 retention.ms = 86400000 (1 d)
                                 max.message.bytes = 2101248
                                 min.insync.replicas = 1
                good             as declared
                short            set retention.ms: 5000 (5 s) -> 86400000 (1 d)
                                 note: 2 replicas, 1 are meant: Kafka's kafka-reassign-partitions changes \
                that, iropsd does not
                wide             NOT CHANGED: 3 partitions, declared 2. Set kafka.partitions: {wide: 3}: nothing \
                that is kept depends on the count, but records of one key may stand in two partitions from then on

                Of 4 topics: 1 to make, 1 to change, 1 that needs a person.
                `iropsd topics apply --config /etc/iropsd/iropsd.yaml` does it.

                """)
    }

    @Test func whatDiffersFitsOnOneLineToo() {
        var cluster = ObservedCluster(brokers: 1)
        let catalog = TopicCatalog(topics: [topic("made"), topic("wide")])
        func finding() -> String {
            TopicPlanText(
                plan: TopicPlan(catalog, names: TopicNames(), replicationFactor: nil, cluster: cluster)
            ).finding
        }
        #expect(finding() == "2 to make: made, wide. `iropsd topics apply` does it.")
        let settings = [
            "cleanup.policy": "delete", "retention.ms": "86400000", "max.message.bytes": "2101248",
            "min.insync.replicas": "1",
        ]
        cluster.topics = [
            "made": ObservedTopic(partitions: 2, replicationFactor: 1, settings: settings),
            "wide": ObservedTopic(partitions: 3, replicationFactor: 1, settings: settings),
        ]
        #expect(finding() == "1 that needs a person: wide. `iropsd topics plan` explains it.")
        let plan = TopicPlan(catalog, names: TopicNames(), replicationFactor: nil, cluster: cluster)
        #expect(
            TopicPlanText(plan: plan).text(configuration: "x")
                .hasSuffix("\nOf 2 topics: 1 that needs a person. See NOT CHANGED above.\n"))
    }

    @Test func nothingToDoIsOneSentence() {
        let plan = TopicPlan(
            TopicCatalog(topics: []), names: TopicNames(), replicationFactor: nil, cluster: ObservedCluster(brokers: 1))
        #expect(TopicPlanText(plan: plan).text(configuration: "x").hasSuffix("\nAll 0 topics are as declared.\n"))
    }
}
