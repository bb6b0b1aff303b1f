package import Harness

/// What stands in the input topics of an installation.
package struct InputLog {
    /// Records by logical name of the topic, by partition and offset.
    package let records: [String: [TopicRecord]]

    package init(of installation: Installation) throws {
        var records: [String: [TopicRecord]] = [:]
        for topic in InputRecord.topics { records[topic.name] = try installation.read(topic.name) }
        self.records = records
    }

    init(records: [String: [TopicRecord]]) { self.records = records }

    /// What the broker made of the records that it acknowledged: each partition must hold just those, in their order.
    package func problems(acknowledged: some Sequence<InputRecord>) -> [String] {
        var expected: [String: [InputRecord]] = [:]
        for record in acknowledged { expected["\(record.topic)/\(record.partition)", default: []].append(record) }
        var problems: [String] = []
        for topic in InputRecord.topics {
            let found = Dictionary(grouping: records[topic.name] ?? [], by: \.partition)
            for partition in 0..<topic.partitions {
                let place = "\(topic.name)/\(partition)"
                let wanted = expected[place] ?? []
                let there = found[partition] ?? []
                let equal = zip(wanted, there).prefix { $0.value == $1.value }.count
                if equal < max(wanted.count, there.count) {
                    problems.append(
                        """
                        \(place): \(wanted.count) records were acknowledged, \(there.count) are there; at \(equal) \
                        was sent \(equal < wanted.count ? wanted[equal].key : "nothing"), is \
                        \(equal < there.count ? there[equal].keyText ?? "-" : "nothing")
                        """)
                }
            }
        }
        return problems
    }

    /// Places of the bad records among those acknowledged.
    func badPlaces(acknowledged: some Sequence<InputRecord>) -> Set<InputPlace> {
        var next: [String: Int64] = [:]
        var places: Set<InputPlace> = []
        for record in acknowledged {
            let offset = next["\(record.topic)/\(record.partition)", default: 0]
            next["\(record.topic)/\(record.partition)"] = offset + 1
            if record.isBad {
                places.insert(InputPlace(topic: record.topic, partition: record.partition, offset: offset))
            }
        }
        return places
    }
}

/// Where an input record stands.
package struct InputPlace: Hashable, Comparable, CustomStringConvertible {
    /// Logical name.
    package let topic: String
    package let partition: Int32
    package let offset: Int64

    package var description: String { "\(topic)/\(partition)@\(offset)" }

    package static func < (a: InputPlace, b: InputPlace) -> Bool {
        (a.topic, a.partition, a.offset) < (b.topic, b.partition, b.offset)
    }
}
