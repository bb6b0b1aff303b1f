import DisruptionCore
import Simulator
import WireFormat
import Wording

/// Turns a document into a scenario, gathering every problem instead of stopping at the first.
struct ScenarioReader {
    /// What a step's `do` means; tests give their own.
    typealias Meaning = @Sendable (String) throws(SimulationError) -> Injection

    private let file: String
    private let meaning: Meaning
    private(set) var problems: [ConfigurationProblem] = []
    private(set) var leftOut = 0

    private static let keys = ["summary", "date", "background", "steps"]
    private static let stepKeys = ["at", "do"]
    private static let summaryAllowed = "one line of 1 to \(ServiceLimits.scenarioSummaryCharacters) characters"

    /// - Parameter file: as messages name it.
    init(file: String, meaning: @escaping Meaning = ScenarioReader.meaning) {
        self.file = file
        self.meaning = meaning
    }

    static let meaning: Meaning = { text throws(SimulationError) in try Injection(text) }

    /// Reads all of it. The result is to be used only when `problems` is empty.
    mutating func read(_ root: DocumentNode?, name: String) -> Scenario {
        var scenario = Scenario(name: name, summary: "")
        guard let root, !root.isNothing else {
            note("", .start, ValueProblem("is empty", allowed: Self.keys.joined(separator: ", ")))
            return scenario
        }
        let (fields, meant) = entries(of: root, "", Self.keys)
        if let summary = fields["summary"] {
            let text = scalar(summary, "summary", Self.summaryAllowed) { text in
                let isLine = (1...ServiceLimits.scenarioSummaryCharacters).contains(text.count)
                return isLine && !text.contains(where: \.isNewline) ? text : nil
            }
            scenario.summary = text ?? ""
        } else if case .mapping = root.content, !meant.contains("summary") {
            note("summary", root.position, ValueProblem("is missing", allowed: Self.summaryAllowed))
        }
        if let date = fields["date"] {
            scenario.date = scalar(date, "date", "a date like 2026-01-14", ScenarioReader.date)
        }
        if let background = fields["background"] {
            let words = Scenario.Background.allCases.map(\.rawValue)
            scenario.background =
                scalar(background, "background", words.joined(separator: ", "), nearest: words) { text in
                    Scenario.Background(rawValue: text)
                } ?? .normal
        }
        if let steps = fields["steps"] { scenario.steps = read(steps: steps) }
        problems.sort { ($0.position ?? .start) < ($1.position ?? .start) }
        return scenario
    }

    /// 1970 to 2149, as legs have them.
    static func date(_ text: String) -> CalendarDate? {
        var text = text
        guard let date = text.withUTF8({ RFC3339.date(UnsafeRawBufferPointer($0)) }), date.startUTC.isPlausible else {
            return nil
        }
        return date
    }

    private mutating func read(steps node: DocumentNode) -> [Scenario.Step] {
        if node.isNothing { return [] }
        guard case .list(let items) = node.content else {
            note("steps", node.position, ValueProblem("is \(node.kindName), must be a list of steps"))
            return []
        }
        if items.count > ServiceLimits.scenarioSteps {
            let position = items[ServiceLimits.scenarioSteps].position
            note("steps", position, ValueProblem("are more than \(ServiceLimits.scenarioSteps)"))
        }
        var steps: [Scenario.Step] = []
        for item in items.prefix(ServiceLimits.scenarioSteps) {
            guard let step = read(step: item) else { continue }
            steps.append(step)
        }
        // In order of time; those of one minute as they stand.
        return steps.enumerated().sorted { ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset) }
            .map(\.element)
    }

    private mutating func read(step node: DocumentNode) -> Scenario.Step? {
        let (fields, meant) = entries(of: node, "steps", Self.stepKeys)
        guard case .mapping = node.content else { return nil }
        var minute: Int?
        var injection: Injection?
        if let at = fields["at"] {
            minute = scalar(at, "at", ScenarioClock.allowed) { ScenarioClock.minutes($0) }
        } else if !meant.contains("at") {
            note("at", node.position, ValueProblem("is missing", allowed: ScenarioClock.allowed))
        }
        if let what = fields["do"] {
            injection = read(injection: what)
        } else if !meant.contains("do") {
            note("do", node.position, ValueProblem("is missing", allowed: "what happens, e.g. weather FRA snow 6h"))
        }
        guard let minute, let injection else { return nil }
        return Scenario.Step(minute: minute, injection: injection, place: "\(file):\(fields["do"]?.position ?? .start)")
    }

    private mutating func read(injection node: DocumentNode) -> Injection? {
        guard let text = scalar(node, "do", "what happens, e.g. weather FRA snow 6h", { $0 }) else { return nil }
        do throws(SimulationError) {
            return try meaning(text)
        } catch {
            note("do", node.position, ValueProblem(error.reason))
            return nil
        }
    }

    /// The value of a key as something else; nil, and a problem, where it is none.
    private mutating func scalar<Value>(
        _ node: DocumentNode, _ key: String, _ allowed: String, nearest names: [String] = [],
        _ parse: (String) -> Value?
    ) -> Value? {
        guard case .scalar(let text, _) = node.content, !node.isNothing else {
            let told = node.isNothing ? "has no value" : "is \(node.kindName), must be one value"
            note(key, node.position, ValueProblem(told, allowed: allowed))
            return nil
        }
        guard let value = parse(text) else {
            let nearest = NearestName.find(text, among: names)
            note(key, node.position, ValueProblem("is wrong", value: text, allowed: allowed, nearest: nearest))
            return nil
        }
        return value
    }

    /// The entries of a mapping by key; keys that are unknown or stand twice are problems.
    /// - Returns: also the keys that unknown ones probably are: what is misspelt is not missing too.
    private mutating func entries(
        of node: DocumentNode, _ place: String, _ keys: [String]
    ) -> (fields: [String: DocumentNode], meant: Set<String>) {
        guard case .mapping(let entries) = node.content else {
            let allowed = keys.joined(separator: ", ")
            note(place, node.position, ValueProblem("is \(node.kindName), must be a mapping", allowed: allowed))
            return ([:], [])
        }
        var meant: Set<String> = []
        var fields: [String: DocumentNode] = [:]
        for entry in entries {
            if !keys.contains(entry.key) {
                let nearest = NearestName.find(entry.key, among: keys)
                if let nearest { meant.insert(nearest) }
                let allowed = nearest == nil ? keys.joined(separator: ", ") : nil
                note(
                    "", entry.keyPosition,
                    ValueProblem("unknown key", value: entry.key, allowed: allowed, nearest: nearest))
            } else if fields.updateValue(entry.value, forKey: entry.key) != nil {
                note(entry.key, entry.keyPosition, ValueProblem("stands twice"))
            }
        }
        return (fields, meant)
    }

    private mutating func note(_ key: String, _ position: DocumentPosition, _ problem: ValueProblem) {
        guard problems.count < ServiceLimits.configurationProblems else { return leftOut += 1 }
        problems.append(ConfigurationProblem(position: position, key: key, problem: problem))
    }
}
