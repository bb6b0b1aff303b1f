/// Where a source is read next, as the database has it.
struct SinkPosition: Sendable, Equatable {
    let source: SinkSource
    let nextOffset: Int64
}
