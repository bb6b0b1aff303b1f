/// What the oracle found.
package struct Verdict: Sendable {
    /// Effects of acknowledged inputs that are not there, and those that are there twice.
    package private(set) var lost = 0
    package private(set) var doubled = 0
    /// Rows that are not what the topics say.
    package private(set) var unequalRows = 0
    /// Everything that is not as it must be, for a person.
    package private(set) var violations: [String] = []
    /// Figures for the report.
    package var inputs = 0
    package var facts = 0
    package var legs = 0
    package var letters = 0

    package enum Kind { case lost, doubled, row, other }

    /// Of many of a kind so many are named.
    private static let named = 4

    package var isClean: Bool { violations.isEmpty }

    /// Counts what is wrong and names some of it.
    package mutating func add(_ kind: Kind, _ what: String, _ wrong: some Collection<String>) {
        guard !wrong.isEmpty else { return }
        switch kind {
        case .lost: lost += wrong.count
        case .doubled: doubled += wrong.count
        case .row: unequalRows += wrong.count
        case .other: break
        }
        let some = wrong.sorted().prefix(Self.named).joined(separator: "; ")
        violations.append("\(what): \(wrong.count), e.g. \(some)")
    }

    /// Adds what another oracle found.
    package mutating func merge(_ other: Verdict) {
        lost += other.lost
        doubled += other.doubled
        unequalRows += other.unequalRows
        violations += other.violations
        inputs += other.inputs
        facts += other.facts
        legs += other.legs
        letters += other.letters
    }
}
