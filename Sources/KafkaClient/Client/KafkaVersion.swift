import CLibrdkafka

/// The version of the librdkafka that is loaded, which may be newer than the one compiled against.
public struct KafkaVersion: Sendable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int
    public let description: String

    /// What is loaded now. Source: `rd_kafka_version` in rdkafka.h: 0xMMmmrrxx.
    public static var loaded: KafkaVersion {
        let number = Int(rd_kafka_version())
        return KafkaVersion(
            major: number >> 24 & 0xFF, minor: number >> 16 & 0xFF, patch: number >> 8 & 0xFF,
            description: String(cString: rd_kafka_version_str()))
    }

    public static func < (left: KafkaVersion, right: KafkaVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}
