import PostgresClient

/// Finds the rows that the database refuses by trying ever smaller groups of them, each in a savepoint.
enum Bisection {
    /// A row that was refused by itself.
    struct Refusal: Equatable {
        let row: Int
        let reason: String
    }

    /// Longest reason kept. Characters: a server's message with a value in it can be as long as the value.
    static let reasonCharactersMax = 500

    /// Does the work for all rows but those that the database refuses.
    ///
    /// - Parameter work: what is done with a group of rows; undone where it fails.
    /// - Returns: the rows refused, in rising order.
    /// - Throws: every error that is not about the rows' data.
    static func run(
        _ rows: Range<Int>, on connection: borrowing Connection,
        _ work: (Range<Int>, borrowing Connection) throws -> Void
    ) throws -> [Refusal] {
        do {
            try connection.inSavepoint("rows") { try work(rows, $0) }
            return []
        } catch let error as PostgresError where error.kind == .badData {
            guard rows.count > 1 else {
                let text = error.message + (error.detail.map { "; " + $0 } ?? "")
                return [Refusal(row: rows.lowerBound, reason: String(text.prefix(reasonCharactersMax)))]
            }
            let middle = rows.lowerBound + rows.count / 2
            return try run(rows.lowerBound..<middle, on: connection, work)
                + run(middle..<rows.upperBound, on: connection, work)
        }
    }
}
