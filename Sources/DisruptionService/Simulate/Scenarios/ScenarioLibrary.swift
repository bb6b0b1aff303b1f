import Simulator

/// The scenarios that are inside the binary.
enum ScenarioLibrary {
    private static let files: [(name: String, bytes: [UInt8])] = [
        ("normal", PackageResources.normal_yaml),
        ("weather", PackageResources.weather_yaml),
        ("technical", PackageResources.technical_yaml),
        ("congestion", PackageResources.congestion_yaml),
        ("cascade", PackageResources.cascade_yaml),
        ("airline", PackageResources.airline_yaml),
        ("chaos", PackageResources.chaos_yaml),
        ("minor-delay", PackageResources.minor_delay_yaml),
        ("major-delay", PackageResources.major_delay_yaml),
        ("cancellation", PackageResources.cancellation_yaml),
        ("gate-change", PackageResources.gate_change_yaml),
        ("rapid", PackageResources.rapid_yaml),
    ]

    /// In the order of the help.
    static let names = files.map(\.name)

    /// - Returns: nil where there is none of that name.
    /// - Throws: `ConfigurationError`, which a test rules out.
    static func scenario(named name: String) throws(ConfigurationError) -> Scenario? {
        guard let found = files.first(where: { $0.name == name }) else { return nil }
        return try ScenarioFile.read(found.bytes, file: "\(name).yaml", name: name)
    }

    /// One line for each: its name and its summary.
    static var text: String {
        let width = names.map(\.count).max() ?? 0
        return names.map { name in
            let summary = (try? scenario(named: name))?.summary ?? ""
            return "\(name)\(String(repeating: " ", count: width - name.count + 2))\(summary)\n"
        }.joined()
    }
}
