/// The keys of section `topics`: the real name of each topic.
enum TopicKeys {
    static let all = TopicNames.logical.map { ConfigurationKey(topic: $0, meanings[$0] ?? "") }

    private static let meanings = [
        "flight.events": "Input: what happens to flights.",
        "external.data": "Input: weather and airport programs.",
        "passenger.events": "Input: bookings.",
        "operator.commands": "Input: what operators decide.",
        "disruption.events": "Output: disruptions, every version.",
        "flight.state": "Output: each flight as now known.",
        "booking.state": "Output: each booking as now known.",
        "alerts": "Output: alerts, every version.",
        "notifications": "Output: one per passenger and channel.",
        "ml.features": "Output: feature rows and labels.",
        "system.metrics": "Output: figures of the daemons.",
        "dead.letter.queue": "Output: records that could not be used.",
        "iropsd.entities": "Internal: messages between entities. Each installation needs its own.",
        "iropsd.snapshots": "Internal: states of partitions. Each installation needs its own.",
    ]
}
