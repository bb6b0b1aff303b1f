@testable import DisruptionService

/// Changes outputs on their way to the topics, where a rule is to be broken; else it hands them on. One for each life
/// of a lane.
final class OutputRewriter {
    private let rules: BrokenRules
    private var counts: [String: Int] = [:]

    init(_ rules: BrokenRules) { self.rules = rules }

    func rewrite(_ topic: OutputTopic, _ value: UnsafeRawBufferPointer?) -> [UInt8]? {
        guard let value else { return nil }
        guard rules.countsVersions, topic == .disruptionEvents, let fields = JSONFields(Array(value)),
            let id = fields["disruption_id"], let version = fields["version"]
        else { return Array(value) }
        counts[id, default: 0] += 1
        let text = String(decoding: value, as: UTF8.self)
        let (old, new) = ("\"version\":\(version),", "\"version\":\(counts[id] ?? 0),")
        guard let place = text.firstRange(of: old) else { return Array(value) }
        return Array((text[..<place.lowerBound] + new + text[place.upperBound...]).utf8)
    }
}
