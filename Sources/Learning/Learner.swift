public import DisruptionCore

/// Learns tables from history: turns and gains first, then with these what becomes of margins.
///
/// A day of disruption does not poison its own baseline. Turns and gains are medians, which move by at most the few
/// ranks that the day's observations add; turns beyond 179 minutes are not observations of a minimum at all, departure
/// delays are capped at 240 minutes, and the drift of airports at 90 and 120. Shares are of legs under like
/// circumstances, so a day with many late legs adds to their number and not to their share.
public struct Learner {
    private let history: RotationHistory
    private let isStopped: () -> Bool
    private let report: (String) -> Void

    /// - Parameters:
    ///   - isStopped: looked at between the steps, and within the long ones.
    ///   - report: told what is being done.
    public init(
        _ history: RotationHistory, isStopped: @escaping () -> Bool = { false },
        report: @escaping (String) -> Void = { _ in }
    ) {
        self.history = history
        self.isStopped = isStopped
        self.report = report
    }

    /// - Returns: nil when stopped.
    public func learn() -> LearnedTables? {
        var tables = LearnedTables()
        report("turns and block gains")
        tables[.turn] = TurnLearning.turns(history)
        tables[.gain] = TurnLearning.gains(history.legs)
        for time in InformationTime.allCases {
            guard !isStopped() else { return nil }
            report("what becomes of margins: \(time.name)")
            var learning = ReportingLearning(time)
            learning.learnDelays(history, &tables)
            learning.learnHabit(history, &tables)
            guard learning.learnChances(history, &tables, isStopped) else { return nil }
            learning.learnSizes(&tables)
            var departures = DepartureLearning(time)
            guard departures.learn(history, &tables, isStopped) else { return nil }
        }
        return tables
    }
}
