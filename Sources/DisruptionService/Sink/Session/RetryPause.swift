/// How long to wait before the next attempt: twice as long after each failure, up to a limit, and never quite the
/// same, so that many processes do not come back at once.
struct RetryPause {
    private let rangeMs: ClosedRange<Int>
    private var failures = 0

    /// - Parameter rangeMs: the first and the longest pause.
    init(_ rangeMs: ClosedRange<Int>) {
        self.rangeMs = rangeMs
    }

    /// The pause after one more failure: between half and the whole of what is due. Milliseconds.
    ///
    /// - Parameter chance: any number in 0..<1.
    mutating func next(chance: Double) -> Int {
        let doublings = min(failures, 20)
        failures += 1
        let due = min(rangeMs.upperBound, rangeMs.lowerBound << doublings)
        return due / 2 + Int(Double(due - due / 2) * chance)
    }

    /// An attempt succeeded.
    mutating func reset() { failures = 0 }
}
