/// What became of a batch that was committed.
struct SinkWriteResult: Sendable, Equatable {
    /// A record that the database refused, noted in `sink_rejects`.
    struct Rejection: Sendable, Equatable {
        let table: SinkTable
        let origin: StagedRows.Origin
        let reason: String
    }

    /// Records brought to each table, by the table's number; those that were not newer than their row count too.
    var written = SinkTable.allCases.map { _ in 0 }
    var rejections: [Rejection] = []
}
