extension ByteWriter {
    /// Writes a part: its section, its length and what `body` writes.
    mutating func putSection(_ section: SnapshotSection, _ body: (inout ByteWriter) -> Void) {
        put8(section.rawValue)
        let length = count
        put(UInt64(0))
        body(&self)
        patch(UInt64(count - length - 8), at: length)
    }

    /// An instant, relative to another in milliseconds.
    @inline(__always) mutating func putInstant(_ instant: Instant, from base: Int64 = 0) {
        putSigned(instant.ms &- base)
    }

    /// A bin as the distance from another, where all that go with it are near enough.
    @inline(__always) mutating func putBin(_ bin: QuarterHour, from base: Int32, isWide: Bool) {
        if isWide {
            put(bin.index)
        } else {
            put(bin.isNone ? Int16.min : Int16(truncatingIfNeeded: bin.index &- base))
        }
    }

    @inline(__always) mutating func putLegKey(_ key: LegKey) {
        put(key.high)
        put(key.low)
    }

    mutating func putWords(_ words: some Sequence<UInt64>) { for word in words { put(word) } }
}

extension QuarterHour {
    /// Whether the bin can be written as its distance from another.
    @inline(__always) func isNear(_ base: Int32) -> Bool {
        let distance = Int64(index) - Int64(base)
        return isNone || distance > Int64(Int16.min) && distance <= Int64(Int16.max)
    }
}
