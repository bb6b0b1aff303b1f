/// What became of a batch that was committed.
package struct SinkWriteResult: Sendable, Equatable {
    /// A record that the database refused, noted in `sink_rejects`.
    package struct Rejection: Sendable, Equatable {
        package let table: SinkTable
        package let origin: RawRecords.Origin
        package let reason: String
    }

    /// Records brought to each table, by the table's number; those that were not newer than their row count too.
    package var written = SinkTable.allCases.map { _ in 0 }
    package var rejections: [Rejection] = []

    /// Of a batch without rows.
    package init() {}
}
