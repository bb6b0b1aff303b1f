import Harness
import KafkaClient

/// Many thousand bad records a second among the good ones.
package struct PoisonFault: Fault {
    package static let name = "poison"
    package static let summary = "many thousand torn, hostile, wrong and huge records a second among the good ones"

    /// Bad records of one strike, and how many come after each good one.
    private static let count = 30_000
    private static let each = 15

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try Self.allowHugeRecords(scene)
        var hostile = HostileRecords(seed: scene.numbers.next(), bytesMax: 900 * 1024)
        return try scene.strike { began in
            scene.feed.setPace(perSecond: scene.settings.perSecond * Double(Self.each + 1))
            scene.feed.interject((0..<Self.count).map { _ in hostile.next(at: began.minute) }, each: Self.each)
            guard try scene.poll(seconds: 120, { scene.feed.interjectionsLeft == 0 ? true : nil }) == true else {
                throw HarnessError("the flood could not be written within 120 s")
            }
            scene.feed.setPace(perSecond: scene.settings.perSecond)
            return "\(Self.count) bad records"
        }
    }

    /// The broker lets in what is larger than any event may be.
    private static func allowHugeRecords(_ scene: Scene) throws {
        let admin = try Admin(settings: ["bootstrap.servers": scene.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        for topic in InputRecord.topics {
            try admin.alterConfigs(
                of: scene.installation.topic(topic.name), ["max.message.bytes": "20971520"], timeout: .seconds(30))
        }
    }
}
