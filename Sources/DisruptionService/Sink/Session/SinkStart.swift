/// Where to begin to read a partition, and what has to be said about it. Decided without I/O.
package struct SinkStart: Equatable {
    /// What was found beside the ordinary.
    package enum Finding: Equatable {
        /// The stored position lies beyond the end: the topic was made anew.
        case madeAnew(storedOffset: Int64)
        /// Records between the stored position and the first that is still there are gone for good.
        case gone(records: Int64)
    }

    package let log: Int32
    package let offset: Int64
    package private(set) var finding: Finding?

    /// Compares the stored position with what the partition has.
    ///
    /// - Parameters:
    ///   - stored: nil where the partition was never read: it is then read from its first record.
    ///   - first: offset of the first record that is there.
    ///   - end: offset after the last record that may be read.
    package init(stored: SinkPosition?, first: Int64, end: Int64) {
        guard let stored else {
            log = 1
            offset = first
            return
        }
        if stored.nextOffset > end {
            log = stored.source.log + 1
            offset = first
            finding = .madeAnew(storedOffset: stored.nextOffset)
        } else {
            log = stored.source.log
            offset = max(stored.nextOffset, first)
            if first > stored.nextOffset { finding = .gone(records: first - stored.nextOffset) }
        }
    }
}
