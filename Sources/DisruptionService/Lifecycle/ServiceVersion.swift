import CLibyaml
import KafkaClient
import PostgresClient

/// The version of this build, as `iropsd version`, /status and /metrics tell it.
public enum ServiceVersion {
    /// Semantic versioning; deploy/CHANGELOG.md says what changed.
    public static let text = "0.1.0"

    /// The versions of the libraries that are loaded, which may be newer than those that it was built with.
    static var libraries: [(name: String, version: String)] {
        [
            ("libmicrohttpd", HttpServer.libraryVersion), ("libpq", libpqVersion()),
            ("librdkafka", KafkaVersion.loaded.description), ("libyaml", String(cString: yaml_get_version_string())),
        ]
    }
}
