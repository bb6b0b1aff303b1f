/// The version of this build, as `iropsd version`, /status and /metrics tell it.
public enum ServiceVersion {
    /// Semantic versioning; deploy/CHANGELOG.md says what changed.
    public static let text = "0.1.0"
}
