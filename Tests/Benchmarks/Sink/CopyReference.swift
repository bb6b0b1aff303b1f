import Harness
import PostgresClient

/// What COPY alone does with the rows that are in the tables: one connection, text, one transaction a table, into
/// tables of the same columns and types without a key or an index.
struct CopyReference {
    private let database: SinkDatabase

    init(_ database: SinkDatabase) {
        self.database = database
    }

    /// Rows a second.
    /// - Parameter count: the rows that must be there.
    func run(_ count: Int) throws -> Double {
        let connection = try Connection(to: database.target)
        try connection.execute("DROP SCHEMA IF EXISTS plain CASCADE; CREATE SCHEMA plain")
        var rows: [(table: String, text: [UInt8])] = []
        for table in SinkDatabase.tables {
            try connection.execute("CREATE TABLE plain.\(table) (LIKE iropsd.\(table))")
            let folder = try connection.query("SELECT current_setting('data_directory') AS path").first?.text("path")
            let file = (folder ?? "") + "/\(table).copy"
            try connection.execute("COPY iropsd.\(table) TO '\(file)'")
            rows.append((table, Array(TextFile.read(file).utf8)))
        }
        try database.checkpoint()
        var copied = 0
        let time = try ContinuousClock().measure {
            for (table, text) in rows {
                copied += try connection.copy("COPY plain.\(table) FROM STDIN", rows: text[...])
            }
        }
        guard copied == count else { throw BenchmarkFailure("\(copied) rows in the tables of \(count) records") }
        try connection.execute("DROP SCHEMA plain CASCADE")
        return Double(copied) / time.seconds
    }
}
