/// Where a source is read next, as the database has it.
package struct SinkPosition: Sendable, Equatable {
    package let source: SinkSource
    package let nextOffset: Int64

    package init(source: SinkSource, nextOffset: Int64) {
        self.source = source
        self.nextOffset = nextOffset
    }
}
