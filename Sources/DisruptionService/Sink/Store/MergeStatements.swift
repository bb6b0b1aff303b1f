/// The statements that bring one table's rows into it: staged first, without a lock on anything, then merged.
///
/// Every stage has a column `n`, the row's number in its batch, so that a part of a batch can be merged by itself.
struct MergeStatements: Sendable {
    /// Makes the temporary table; once per session. It empties itself when a transaction ends.
    let makeStage: String
    /// `COPY … FROM STDIN` into it.
    let copy: String
    /// Brings what is newer into the table; the argument is a condition on the stage's rows.
    let merge: @Sendable (_ condition: String) -> String
    /// Applies tombstones; nil for a table without.
    let forget: String?
}

extension SinkTable {
    /// The statements for this table.
    var statements: MergeStatements {
        switch self {
        case .disruptions: .disruptions
        case .flightState: .flightState
        case .deadLetters: .deadLetters
        }
    }
}

/// A column of a table and the SQL expression that takes it out of a staged row.
struct MergeColumn: Sendable {
    let name: String
    let expression: String

    init(_ name: String, _ expression: String? = nil) {
        self.name = name
        self.expression = expression ?? name
    }
}

extension [MergeColumn] {
    /// `a, b, c`
    var names: String { map(\.name).joined(separator: ", ") }
    /// `x AS a, y AS b`
    var expressions: String { map(\.expression).joined(separator: ", ") }
    /// `excluded.a, excluded.b`
    var excluded: String { map { "excluded." + $0.name }.joined(separator: ", ") }
}
