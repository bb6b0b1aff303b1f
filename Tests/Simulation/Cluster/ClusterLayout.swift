import DisruptionCore
import KafkaClient
import WireFormat

@testable import DisruptionService

/// The partitions of a cluster, numbered from 0: inputs, entities, outputs.
struct ClusterLayout {
    let layout: LogLayout
    let places: [TopicPartition]
    private let numbers: [TopicPartition: Int]
    /// The first place of each output topic.
    private let outputs: [Int]

    static let entities = "iropsd.entities"
    static let outputPartitions = 2

    init(_ layout: LogLayout) {
        self.layout = layout
        var places: [TopicPartition] = []
        for topic in InputTopic.allCases {
            for partition in 0..<layout.partitions(of: topic.source) {
                places.append(TopicPartition(topic.name.description, Int32(partition)))
            }
        }
        for partition in 0..<layout.entities { places.append(TopicPartition(ClusterLayout.entities, Int32(partition))) }
        var outputs: [Int] = []
        for topic in OutputTopic.allCases {
            outputs.append(places.count)
            for partition in 0..<ClusterLayout.outputPartitions {
                places.append(TopicPartition(topic.name, Int32(partition)))
            }
        }
        self.places = places
        self.outputs = outputs
        numbers = Dictionary(uniqueKeysWithValues: zip(places, places.indices))
    }

    /// Partitions that the group reads: inputs and entities, which come first.
    var subscribed: Range<Int> { 0..<layout.sources }
    var inputs: Range<Int> { 0..<layout.rawSources }
    var entities: Range<Int> { layout.rawSources..<layout.sources }

    func number(_ place: TopicPartition) -> Int? { numbers[place] }

    /// The places of an output topic.
    func output(_ topic: OutputTopic) -> Range<Int> {
        outputs[topic.rawValue]..<(outputs[topic.rawValue] + ClusterLayout.outputPartitions)
    }

    var topics: LaneContext.Topics {
        LaneContext.Topics(
            inputs: InputTopic.allCases.map(\.name.description), entities: ClusterLayout.entities,
            outputs: OutputTopic.allCases.map(\.name))
    }
}
