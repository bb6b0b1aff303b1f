/// Reads what ByteWriter wrote. Never traps: past the end, or at a varint that is none, it returns zeros and `failed`
/// is set.
public struct ByteReader {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    /// The end of what may be read; bytes up to the buffer's end may be loaded with it.
    @usableFromInline let end: Int
    @usableFromInline var at: Int
    /// Whether something was read that was not there.
    public private(set) var failed = false

    @inlinable public init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        at = 0
        end = bytes.count
    }

    private init(_ bytes: UnsafeRawBufferPointer, at position: Int, end: Int) {
        self.bytes = bytes
        at = position
        self.end = end
    }

    /// The next byte to read.
    @inlinable public var position: Int { at }
    @inlinable public var isAtEnd: Bool { at >= end }
    @inlinable public var remaining: Int { end - at }

    @usableFromInline mutating func fail() {
        failed = true
        at = end
    }

    /// Little-endian.
    @inline(__always) @inlinable
    public mutating func read<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) -> T {
        let size = MemoryLayout<T>.size
        guard at + size <= end else {
            fail()
            return 0
        }
        let value = T(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: T.self))
        at += size
        return value
    }

    /// LEB128, at most ten bytes.
    @inline(__always) @inlinable public mutating func readVarint() -> UInt64 {
        if at < end {
            let byte = bytes[at]
            if byte < 0x80 {
                at += 1
                return UInt64(byte)
            }
        }
        return readLongVarint()
    }

    @usableFromInline mutating func readLongVarint() -> UInt64 {
        if at + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let ends = ~word & 0x8080_8080_8080_8080
            let bits = UInt64(ends.trailingZeroBitCount) + 1
            if ends != 0, at + Int(bits >> 3) <= end {
                at += Int(bits >> 3)
                return ByteReader.packSevens(word & (UInt64.max >> (64 - bits)))
            }
        }
        return readVarintByByte()
    }

    /// The lower seven bits of each byte, the first byte lowest.
    private static func packSevens(_ word: UInt64) -> UInt64 {
        var x = word & 0x7F7F_7F7F_7F7F_7F7F
        x = x & 0x007F_007F_007F_007F | (x & 0x7F00_7F00_7F00_7F00) >> 1
        x = x & 0x0000_3FFF_0000_3FFF | (x & 0x3FFF_0000_3FFF_0000) >> 2
        return x & 0x0FFF_FFFF | (x & 0x0FFF_FFFF_0000_0000) >> 4
    }

    private mutating func readVarintByByte() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        var next = at
        while next < end, shift < 64 {
            let byte = bytes[next]
            next += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                at = next
                return value
            }
            shift += 7
        }
        fail()
        return 0
    }

    @inline(__always) @inlinable public mutating func readSigned() -> Int64 {
        let raw = readVarint()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// `count` bytes, a view into the buffer; empty when they are not there.
    @inline(__always) @inlinable public mutating func readBytes(_ count: Int) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else {
            fail()
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        let view = UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])
        at += count
        return view
    }

    /// A reader of the next `count` bytes, which are passed over here.
    mutating func readPart(_ count: Int) -> ByteReader {
        guard count >= 0, count <= remaining else {
            fail()
            return ByteReader(bytes, at: end, end: end)
        }
        let part = ByteReader(bytes, at: at, end: at + count)
        at += count
        return part
    }

    /// A varint length and that many bytes, a view into the buffer.
    @inline(__always) @inlinable public mutating func readCounted() -> UnsafeRawBufferPointer {
        let count = readVarint()
        guard count <= UInt64(remaining) else {
            fail()
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return readBytes(Int(count))
    }

    public mutating func readString() -> String { String(decoding: readCounted(), as: UTF8.self) }
}
