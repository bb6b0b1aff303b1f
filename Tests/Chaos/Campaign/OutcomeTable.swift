/// One line for each fault.
enum OutcomeTable {
    static func text(_ outcomes: [TrialOutcome]) -> String {
        let head = [
            "fault", "times", "output again s", "caught up s", "inputs", "lost", "doubled", "table=topic", "MB",
            "verdict",
        ]
        let rows = outcomes.map(row)
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        return ([head] + rows).map { row in
            zip(row, widths).enumerated().map { index, cell in
                let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 || index == row.count - 1 ? cell.0 + blanks : blanks + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func row(_ outcome: TrialOutcome) -> [String] {
        let verdict = outcome.verdict
        if let reason = outcome.skipped {
            return [outcome.name, "0", "-", "-", "-", "-", "-", "-", "-", "skipped: \(reason)"]
        }
        return [
            outcome.name, "\(outcome.strikes)", Figure.seconds(outcome.againSeconds),
            Figure.seconds(outcome.caughtUpSeconds), "\(verdict.inputs)", "\(verdict.lost)", "\(verdict.doubled)",
            verdict.unequalRows == 0 ? "yes" : "\(verdict.unequalRows) rows", "\(Int(outcome.peakMegabytes))",
            verdict.isClean ? "clean" : "VIOLATED",
        ]
    }
}

extension TrialOutcome {
    /// What was compared, in a line.
    var summary: String {
        """
        \(verdict.inputs) inputs, \(verdict.facts) final facts, \(verdict.legs) legs, \(verdict.letters) dead \
        letters; \(looks) looks at /status, at most \(Int(peakMegabytes)) MB
        """
    }
}
