/// A group of a report: what stands between two blanks. Bytes behind its end read as 0, letters in upper case.
struct Group {
    let report: UnsafeRawBufferPointer
    /// Bytes from the begin of the report.
    let offset: Int
    let count: Int
    /// Up to eight characters as a number, the first in the highest byte; 0 for longer groups.
    let word: UInt64

    @inline(__always) init(_ report: UnsafeRawBufferPointer, offset: Int, count: Int) {
        self.report = report
        self.offset = offset
        self.count = count
        word = count <= 8 ? Group.word(report, offset, count) : 0
    }

    /// Up to eight bytes in upper case, the first in the highest byte.
    @inline(__always) private static func word(_ report: UnsafeRawBufferPointer, _ offset: Int, _ count: Int) -> UInt64
    {
        guard offset + 8 <= report.count else {
            var word: UInt64 = 0
            for at in 0..<count { word = word << 8 | UInt64(raised(report[offset + at])) }
            return count == 0 ? 0 : word << UInt64(8 * (8 - count))
        }
        if count == 0 { return 0 }
        let loaded = UInt64(bigEndian: report.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let word = loaded & (UInt64.max << UInt64(8 * (8 - count)))
        // Of each byte below 0x80 the highest bit tells whether it is a or more, and whether it is more than z.
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let fromA = low &+ 0x1F1F_1F1F_1F1F_1F1F
        let behindZ = low &+ 0x0505_0505_0505_0505
        let isLower = fromA & ~behindZ & ~word & 0x8080_8080_8080_8080
        return word ^ isLower >> 2
    }

    @inline(__always) private static func raised(_ byte: UInt8) -> UInt8 {
        byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
    }

    @inline(__always) subscript(at: Int) -> UInt8 {
        at >= 0 && at < count ? Group.raised(report[offset + at]) : 0
    }

    @inline(__always) var last: UInt8 { self[count - 1] }

    /// Whether the group is this word of at most eight characters.
    @inline(__always) func isWord(_ text: StaticString) -> Bool { word == Group.word(text) && count > 0 }

    /// A word of at most eight characters as `word` has it.
    @inline(__always) static func word(_ text: StaticString) -> UInt64 {
        var word: UInt64 = 0
        let count = text.utf8CodeUnitCount
        for at in 0..<count { word = word << 8 | UInt64(text.utf8Start[at]) }
        return word << UInt64(8 * (8 - count))
    }

    /// Whether these characters stand at a place.
    @inline(__always) func has(_ text: StaticString, at place: Int = 0) -> Bool {
        let length = text.utf8CodeUnitCount
        guard place + length <= count else { return false }
        for at in 0..<length where self[place + at] != text.utf8Start[at] { return false }
        return true
    }

    @inline(__always) func isDigit(_ at: Int) -> Bool { self[at] &- 0x30 <= 9 }

    @inline(__always) func isLetter(_ at: Int) -> Bool { self[at] &- 0x41 <= 25 }

    @inline(__always) func isSlash(_ at: Int) -> Bool { self[at] == 0x2F }

    /// The number of up to nine digits at a place; nil where one of them is none.
    @inline(__always) func number(_ at: Int, _ digits: Int) -> Int? {
        var value = 0
        for place in at..<at + digits {
            let digit = self[place] &- 0x30
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// How many digits stand in a row from a place on.
    @inline(__always) func digits(_ at: Int) -> Int {
        var end = at
        while isDigit(end) { end += 1 }
        return end - at
    }

    /// Slashes only.
    var isSlashes: Bool {
        for at in 0..<count where self[at] != 0x2F { return false }
        return count > 0
    }

    /// Printable ASCII only.
    var isText: Bool {
        for at in 0..<count where self[at] < 0x21 || self[at] > 0x7E { return false }
        return true
    }

    /// A part of the group, cut at its end.
    @inline(__always) func part(_ from: Int, _ length: Int) -> Group {
        let start = min(max(from, 0), count)
        return Group(report, offset: offset + start, count: max(0, min(length, count - start)))
    }

    @inline(__always) func dropFirst(_ length: Int) -> Group { part(length, count) }

    var place: TextPlace { TextPlace(offset: Int32(clamping: offset), length: Int32(clamping: count)) }
}
