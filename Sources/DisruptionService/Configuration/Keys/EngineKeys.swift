import DisruptionCore

/// The keys of the engine's settings, made from the engine's own table.
///
/// A group with a switch `enabled` is a detector and stands in `detectors`; what several detectors share stands in
/// `engine`; outputs stand beside the other outputs, and what concerns time stands at the top.
enum EngineKeys {
    static let time = keys { $0 == "time" }
    static let outputs = keys { $0 == "outputs" }
    static let detectors = keys { detectorGroups.contains($0) }
    static let shared = keys { $0 != "time" && $0 != "outputs" && !detectorGroups.contains($0) }

    private static let detectorGroups = Set(
        EngineSettings.all.filter { $0.name.hasSuffix(".enabled") }.map { split($0.name).group })

    private static func keys(_ isWanted: (String) -> Bool) -> [ConfigurationKey] {
        SettingID.allCases.filter { isWanted(split(EngineSettings.setting($0).name).group) }.map(key)
    }

    private static func key(_ id: SettingID) -> ConfigurationKey {
        let setting = EngineSettings.setting(id)
        let (group, what) = split(setting.name)
        let section: [String] =
            switch group {
            case "time": []
            case "outputs": ["outputs"]
            default: [detectorGroups.contains(group) ? "detectors" : "engine", group]
            }
        let unit = setting.unit == "count" ? "" : setting.unit
        let kind = setting.isSwitch ? ValueKind<Int64>.flag : .integer(setting.range, unit)
        return ConfigurationKey(
            path: section + [what], meaning: sentence(setting.meaning), allowed: kind.allowed,
            absence: .value(kind.show(setting.default)), example: kind.show(setting.default), isSecret: false,
            reading: .scalar { text, configuration throws(ValueProblem) in
                guard configuration.engine.set(setting.name, try kind.parse(text)) else {
                    throw ValueProblem("is out of range")
                }
            },
            show: { kind.show($0.engine[id]) })
    }

    private static func split(_ name: String) -> (group: String, what: String) {
        let group = name.prefix { $0 != "." }
        return (String(group), String(name.dropFirst(group.count + 1)))
    }

    private static func sentence(_ meaning: String) -> String {
        let end = meaning.last.map { ".,;:".contains($0) } == true ? meaning.dropLast() : meaning[...]
        return end.prefix(1).uppercased() + end.dropFirst() + "."
    }
}
