import CLibyaml
import DisruptionCore
import KafkaClient
import PostgresClient
import WireFormat

/// The version of this build, as `iropsd version`, /status and /metrics tell it.
public enum ServiceVersion {
    /// Semantic versioning; deploy/CHANGELOG.md says what changed.
    public static let text = "0.1.0"

    /// What an upgrade depends on, and what is loaded, one line: builds with the same rules may stand in for each other
    /// at any time; snapshots of a newer format than a build knows are passed over.
    public static var details: String {
        let loaded = libraries.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
        return "rules \(rules), snapshots of format \(SnapshotHead.formatVersion); \(loaded)"
    }

    /// The rules by which it decides: over input records, and over entities.
    static let rules = "\(IngestSettings.rules).\(PartitionEngine.rules)"

    /// The versions of the libraries that are loaded, which may be newer than those that it was built with.
    static var libraries: [(name: String, version: String)] {
        [
            ("libmicrohttpd", HttpServer.libraryVersion), ("libpq", libpqVersion()),
            ("librdkafka", KafkaVersion.loaded.description), ("libyaml", String(cString: yaml_get_version_string())),
        ]
    }
}
