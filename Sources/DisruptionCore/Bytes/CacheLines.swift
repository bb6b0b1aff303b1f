/// Memory fetched before it is needed: what is read of several places in a row the processor fetches at the same time,
/// where work on one after the other would wait for each. State of a day's flights is many times a core's cache.
enum CacheLines {
    /// Bytes of a line on the processors of today.
    private static let bytes = 64

    /// Reads a word of every line.
    /// - Returns: their sum, without a meaning; it has to be kept, else the reading is left out.
    @inline(__always) static func read(_ place: UnsafeRawBufferPointer) -> UInt64 {
        var sum: UInt64 = 0
        var at = 0
        while at &+ 8 <= place.count {
            sum &+= place.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            at &+= bytes
        }
        return sum
    }
}
