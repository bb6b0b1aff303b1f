/// Records read before the log's first configuration, which they wait for: what lanes send in the moment until it is
/// written.
///
/// Where they are too many to keep, because the partition had no owner for long while others sent, they are let go;
/// once the configuration is found the log is read again from the first of them. So memory is bounded and nothing is
/// lost.
struct WaitingRecords {
    private var records: [(offset: Int64, bytes: [UInt8])] = []
    private var bytes = 0
    private let bytesMax: Int
    /// Offset of the first of them, kept or not; nil where there are none.
    private(set) var first: Int64?
    /// They were too many, and none is kept any more.
    private(set) var isOverfull = false

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    mutating func hold(_ record: UnsafeRawBufferPointer, at offset: Int64) {
        if first == nil { first = offset }
        if isOverfull { return }
        bytes += record.count
        isOverfull = bytes > bytesMax
        if isOverfull { records = [] } else { records.append((offset, Array(record))) }
    }

    /// Takes out those that are kept, in order, and forgets all.
    mutating func take() -> [(offset: Int64, bytes: [UInt8])] {
        let taken = records
        self = WaitingRecords(bytesMax: bytesMax)
        return taken
    }
}
