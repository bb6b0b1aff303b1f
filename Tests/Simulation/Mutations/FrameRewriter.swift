import DisruptionCore

/// Changes frames on their way to the log, where a rule is to be broken; else it hands them on.
final class FrameRewriter {
    private let rules: BrokenRules
    private var dice: Dice

    init(_ rules: BrokenRules, life dice: Dice) {
        self.rules = rules
        self.dice = dice
    }

    func rewrite(_ frame: Frame) -> [Frame] { [frame] }

    /// Frames that were held back.
    func release() -> [Frame] { [] }
}
