/// One setting of a detector, as the engine declares it.
public struct DetectorSetting: Sendable, Equatable {
    /// Pattern in lower case, a point, and the setting, e.g. `cascading_delay.root_delay_minutes`.
    public let name: String
    /// What the number counts, e.g. `min`; empty for a plain number. Names end in their unit, so messages need no more.
    public let unit: String
    public let range: ClosedRange<Int64>
    public let defaultValue: Int64
    /// One or two sentences.
    public let meaning: String

    public init(name: String, unit: String, range: ClosedRange<Int64>, defaultValue: Int64, meaning: String) {
        self.name = name
        self.unit = unit
        self.range = range
        self.defaultValue = defaultValue
        self.meaning = meaning
    }

    /// Whether the file writes it as `true` or `false`.
    var isFlag: Bool { name.hasSuffix(".enabled") && range == 0...1 }
}

/// The values of all settings of detectors, by full name.
public struct DetectorValues: Sendable, Equatable {
    private var values: [String: Int64] = [:]

    public init() {}

    init(defaultsOf settings: [DetectorSetting]) {
        for setting in settings { values[setting.name] = setting.defaultValue }
    }

    /// The value in force, which is the default where the file gives none; nil for a name that no detector declares.
    public subscript(name: String) -> Int64? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// All names and values, by name.
    public var all: [(name: String, value: Int64)] {
        values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }
}
