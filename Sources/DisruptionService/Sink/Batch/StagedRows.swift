import PostgresClient

/// The rows of one table in a batch: ready for COPY, any range of them by itself, each with where it came from.
package struct StagedRows: Sendable {
    /// The record that a row was made from.
    package struct Origin: Sendable, Equatable {
        package let source: SinkSource
        package let offset: Int64
    }

    private var text = CopyText()
    /// Where each row begins in the text; the last entry is where the next would.
    private var starts = [0]
    /// Per row.
    package private(set) var origins: [Origin] = []
    /// Rows that tell the end of a key.
    private(set) var tombstones = 0

    /// The number of rows.
    package var count: Int { origins.count }
    /// The rows' size in COPY's text.
    var byteCount: Int { text.bytes.count }

    /// The text of some rows.
    func copyText(_ rows: Range<Int>) -> ArraySlice<UInt8> {
        text.bytes[starts[rows.lowerBound]..<starts[rows.upperBound]]
    }

    /// Adds a row whose columns `build` writes.
    mutating func append(_ origin: Origin, isTombstone: Bool = false, _ build: (inout CopyText) -> Void) {
        build(&text)
        text.endRow()
        starts.append(text.bytes.count)
        origins.append(origin)
        if isTombstone { tombstones += 1 }
    }

    /// Forgets the rows, keeps the memory.
    mutating func removeAll() {
        text.removeAll()
        starts.removeSubrange(1...)
        origins.removeAll(keepingCapacity: true)
        tombstones = 0
    }
}
