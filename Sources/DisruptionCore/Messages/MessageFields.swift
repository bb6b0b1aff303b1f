/// Fields that several messages have.
extension ByteWriter {
    /// Writes a bin as its distance from another: a signed varint.
    mutating func put(_ bin: QuarterHour, from base: QuarterHour) {
        putSigned(Int64(bin.index) - Int64(base.index))
    }
}

extension ByteReader {
    /// Reads a bin as its distance from another. One that lies beyond all that states can hold fails.
    @inline(__always) mutating func readBin(from base: QuarterHour) -> QuarterHour {
        let bin = base + Int32(truncatingIfNeeded: readSigned())
        if bin.index.magnitude > UInt32(SnapshotReader.binMax), !bin.isNone { fail() }
        return bin
    }

    /// Reads a count, cut to what a day's sums can hold.
    @inline(__always) mutating func readTally() -> Int32 {
        Int32(truncatingIfNeeded: min(readVarint(), 1 << 20))
    }
}
