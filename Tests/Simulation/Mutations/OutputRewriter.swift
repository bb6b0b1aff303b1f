@testable import DisruptionService

/// Changes outputs on their way to the topics, where a rule is to be broken; else it hands them on.
final class OutputRewriter {
    private let rules: BrokenRules

    init(_ rules: BrokenRules) { self.rules = rules }

    func rewrite(_ topic: OutputTopic, _ value: UnsafeRawBufferPointer?) -> [UInt8]? { value.map { Array($0) } }
}
