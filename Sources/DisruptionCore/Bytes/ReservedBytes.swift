/// Room in a `ByteWriter` that is known to suffice: for writing many small values in a row.
struct ReservedBytes {
    /// The next byte to write.
    private(set) var at: UnsafeMutableRawPointer

    /// Bytes that may be written behind a varint before others are written over them.
    static let slack = 8

    init(at place: UnsafeMutableRawPointer) { at = place }

    /// Little-endian.
    @inline(__always) mutating func put<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
        at.storeBytes(of: value.littleEndian, as: T.self)
        at += MemoryLayout<T>.size
    }

    /// LEB128, at most ten bytes.
    @inline(__always) mutating func putVarint(_ value: UInt64) {
        if value < 0x80 {
            put(UInt8(truncatingIfNeeded: value))
        } else if value < 1 << 56 {
            let count = (70 - value.leadingZeroBitCount) / 7
            let marks: UInt64 = 0x8080_8080_8080_8080 & (1 << UInt64(8 * count - 8) &- 1)
            at.storeBytes(of: (ByteWriter.spreadSevens(value) | marks).littleEndian, as: UInt64.self)
            at += count
        } else {
            var rest = value
            while rest >= 0x80 {
                put(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            put(UInt8(truncatingIfNeeded: rest))
        }
    }

    /// Zigzag, then LEB128.
    @inline(__always) mutating func putSigned(_ value: Int64) {
        putVarint(UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63))
    }
}
