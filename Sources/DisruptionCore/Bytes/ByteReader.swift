/// Reads what ByteWriter wrote. Never traps: past the end, or at a varint that is none, it returns zeros and `failed`
/// is set.
public struct ByteReader {
    public let bytes: UnsafeRawBufferPointer
    /// The next byte to read.
    @inlinable public var position: Int { at }
    @usableFromInline var at: Int
    /// Whether something was read that was not there.
    public internal(set) var failed = false

    @inlinable public init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        self.bytes = bytes
        at = position
    }

    @inlinable public var isAtEnd: Bool { position >= bytes.count }
    @inlinable public var remaining: Int { bytes.count - position }

    @usableFromInline mutating func fail() {
        failed = true
        at = bytes.count
    }
    @usableFromInline mutating func advance(to next: Int) { at = next }

    @inlinable public mutating func read<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) -> T {
        let size = MemoryLayout<T>.size
        guard position + size <= bytes.count else {
            fail()
            return 0
        }
        let value = T(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: T.self))
        advance(to: position + size)
        return value
    }

    @inlinable public mutating func readVarint() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        var next = position
        while next < bytes.count, shift < 64 {
            let byte = bytes[next]
            next += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                advance(to: next)
                return value
            }
            shift += 7
        }
        fail()
        return 0
    }

    @inlinable public mutating func readSigned() -> Int64 {
        let raw = readVarint()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// `count` bytes, a view into the buffer; empty when they are not there.
    @inlinable public mutating func readBytes(_ count: Int) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else {
            fail()
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        let view = UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
        advance(to: position + count)
        return view
    }

    /// A varint length and that many bytes, a view into the buffer.
    @inlinable public mutating func readCounted() -> UnsafeRawBufferPointer {
        let count = readVarint()
        guard count <= UInt64(remaining) else {
            fail()
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return readBytes(Int(count))
    }

    public mutating func readString() -> String { String(decoding: readCounted(), as: UTF8.self) }
}
