/// A growing buffer that writes little-endian integers, varints and raw bytes; kept and reused, never shrunk.
public struct ByteWriter: ~Copyable {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    /// Bytes written.
    @inlinable public var count: Int { length }
    @usableFromInline var length = 0

    /// - Parameter capacity: bytes to begin with; at least 64.
    public init(capacity: Int = 4096) {
        self.capacity = max(64, capacity)
        base = .allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit { base.deallocate() }

    /// What was written; valid until the next write.
    @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    @inlinable public mutating func removeAll() { setCount(0) }

    /// Takes back what was written behind `length`.
    @inlinable public mutating func truncate(to length: Int) { setCount(min(length, count)) }

    @usableFromInline mutating func setCount(_ value: Int) { length = value }

    @inlinable public mutating func reserve(_ extra: Int) { if count + extra > capacity { grow(extra) } }

    @usableFromInline mutating func grow(_ extra: Int) {
        let larger = max(capacity * 2, count + extra)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
        moved.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    @inlinable public mutating func put8(_ value: UInt8) {
        reserve(1)
        base.storeBytes(of: value, toByteOffset: count, as: UInt8.self)
        setCount(count + 1)
    }

    @inlinable public mutating func put<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
        let size = MemoryLayout<T>.size
        reserve(size)
        base.storeBytes(of: value.littleEndian, toByteOffset: count, as: T.self)
        setCount(count + size)
    }

    /// LEB128, at most ten bytes.
    @inline(__always) @inlinable public mutating func putVarint(_ value: UInt64) {
        if value < 0x80 {
            put8(UInt8(truncatingIfNeeded: value))
        } else {
            putLongVarint(value)
        }
    }

    @usableFromInline mutating func putLongVarint(_ value: UInt64) {
        reserve(10)
        if value < 1 << 56 {
            let count = (70 - (value | 1).leadingZeroBitCount) / 7
            let marks: UInt64 = 0x8080_8080_8080_8080 & (1 << UInt64(8 * count - 8) &- 1)
            let word = ByteWriter.spreadSevens(value) | marks
            base.storeBytes(of: word.littleEndian, toByteOffset: length, as: UInt64.self)
            length += count
            return
        }
        var rest = value
        var at = count
        while rest >= 0x80 {
            base.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, toByteOffset: at, as: UInt8.self)
            rest >>= 7
            at += 1
        }
        base.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: at, as: UInt8.self)
        setCount(at + 1)
    }

    /// 56 bits as seven in each byte, the lowest first.
    @usableFromInline static func spreadSevens(_ value: UInt64) -> UInt64 {
        var x = value & 0x0FFF_FFFF | (value & 0xFF_FFFF_F000_0000) << 4
        x = x & 0x0000_3FFF_0000_3FFF | (x & 0x0FFF_C000_0FFF_C000) << 2
        return x & 0x007F_007F_007F_007F | (x & 0x3F80_3F80_3F80_3F80) << 1
    }

    /// Zigzag, then LEB128.
    @inlinable public mutating func putSigned(_ value: Int64) {
        putVarint(UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63))
    }

    @inlinable public mutating func putBytes(_ source: UnsafeRawBufferPointer) {
        guard let start = source.baseAddress, source.count > 0 else { return }
        reserve(source.count)
        (base + count).copyMemory(from: start, byteCount: source.count)
        setCount(count + source.count)
    }

    /// Bytes that were written before; `place` is within `count`.
    public mutating func putAgain(_ place: Range<Int>) {
        precondition(place.lowerBound >= 0 && place.upperBound <= count)
        reserve(place.count)
        (base + count).copyMemory(from: base + place.lowerBound, byteCount: place.count)
        setCount(count + place.count)
    }

    /// A varint length and the bytes.
    @inlinable public mutating func putCounted(_ source: UnsafeRawBufferPointer) {
        putVarint(UInt64(source.count))
        putBytes(source)
    }

    public mutating func putCounted(_ text: String) {
        var text = text
        text.withUTF8 { putCounted(UnsafeRawBufferPointer($0)) }
    }

    /// Writes up to `most` bytes without looking each time whether there is room.
    @inline(__always) mutating func putReserved(_ most: Int, _ body: (inout ReservedBytes) -> Void) {
        reserve(most + ReservedBytes.slack)
        var place = ReservedBytes(at: base + length)
        body(&place)
        length = place.at - base
    }

    /// Overwrites bytes written before; `offset` + size is within `count`.
    @inlinable public mutating func patch<T: FixedWidthInteger & BitwiseCopyable>(_ value: T, at offset: Int) {
        precondition(offset >= 0 && offset + MemoryLayout<T>.size <= count)
        base.storeBytes(of: value.littleEndian, toByteOffset: offset, as: T.self)
    }
}
