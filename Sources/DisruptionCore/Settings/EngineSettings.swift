/// The thresholds in force: one value a setting, with the defaults of the table until set.
public struct EngineSettings: Sendable, Equatable {
    private var values: InlineArray<128, Int64>

    /// The defaults.
    public init() {
        values = InlineArray(repeating: 0)
        for id in SettingID.allCases { values[id.rawValue] = EngineSettings.setting(id).default }
    }

    @inline(__always) public subscript(id: SettingID) -> Int64 { values.span[id.rawValue] }

    public static func == (a: EngineSettings, b: EngineSettings) -> Bool {
        SettingID.allCases.allSatisfy { a[$0] == b[$0] }
    }

    /// Sets a value.
    /// - Returns: false where no setting has the name or the value is out of its range; nothing is changed then.
    public mutating func set(_ name: String, _ value: Int64) -> Bool {
        guard let id = SettingID.allCases.first(where: { EngineSettings.setting($0).name == name }),
            EngineSettings.setting(id).range.contains(value)
        else { return false }
        values[id.rawValue] = value
        return true
    }

    /// All settings, in the order of the reference page.
    public static var all: [Setting] { SettingID.allCases.map(setting) }

    /// `name=value` lines of every setting: the text of a configuration record.
    public var text: String {
        SettingID.allCases.map { "\(EngineSettings.setting($0).name)=\(self[$0])\n" }.joined()
    }

    /// Settings from such a text; unknown names (of a newer build) are passed over, absent ones keep their defaults.
    public init(text: String) {
        self.init()
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "="), let value = Int64(line[line.index(after: equals)...]) else {
                continue
            }
            _ = set(String(line[..<equals]), value)
        }
    }

    /// The `config_id` that outputs carry: 16 hex digits of the text's hash.
    public var id: UInt64 {
        var text = text
        return text.withUTF8 { Hash64.of(UnsafeRawBufferPointer($0)) }
    }
}
