import Testing

/// One place that breaks a rule, and what to do about it.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    /// From 1; 0 where the whole file or folder is meant.
    let line: Int
    let advice: String

    var description: String { line > 0 ? "\(path):\(line): \(advice)" : "\(path): \(advice)" }
}

/// Fails the current test with one line per finding.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
    guard !findings.isEmpty else { return }
    let lines = findings.map(\.description).sorted().joined(separator: "\n")
    Issue.record("\(findings.count) to mend:\n\(lines)", sourceLocation: sourceLocation)
}
