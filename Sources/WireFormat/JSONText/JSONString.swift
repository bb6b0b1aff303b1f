import DisruptionCore

extension JSONWriter {
    /// A string given as UTF-8: quotes, backslashes and control characters escaped, what is not valid UTF-8 replaced by
    /// U+FFFD, one for each maximal part of a sequence.
    public mutating func value(utf8 text: UnsafeRawBufferPointer) {
        separate()
        buffer.reserve(text.count + 2)
        buffer.put8(0x22)
        buffer.putEscaped(text)
        buffer.put8(0x22)
        separates = true
    }
}

extension ByteWriter {
    /// The inside of a JSON string.
    mutating func putEscaped(_ text: UnsafeRawBufferPointer) {
        var plain = 0
        var at = 0
        while at < text.count {
            if at + 8 <= text.count {
                let word = text.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                if PlainASCII.isPlain(word) {
                    at += 8
                    continue
                }
            }
            let byte = text[at]
            if byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C {
                at += 1
                continue
            }
            if byte >= 0x80 {
                let (length, isValid) = UTF8Sequence.at(at, in: text)
                if isValid {
                    at += length
                    continue
                }
                putBytes(UnsafeRawBufferPointer(rebasing: text[plain..<at]))
                put(UInt16(0xBFEF))
                put8(0xBD)
                at += length
            } else {
                putBytes(UnsafeRawBufferPointer(rebasing: text[plain..<at]))
                putEscape(byte)
                at += 1
            }
            plain = at
        }
        putBytes(UnsafeRawBufferPointer(rebasing: text[plain..<at]))
    }

    private mutating func putEscape(_ byte: UInt8) {
        put8(0x5C)
        switch byte {
        case 0x22, 0x5C: put8(byte)
        case 0x08: put8(0x62)
        case 0x09: put8(0x74)
        case 0x0A: put8(0x6E)
        case 0x0C: put8(0x66)
        case 0x0D: put8(0x72)
        default:
            put(UInt32(0x3030_3075))
            truncate(to: count - 1)
            put8(0x30 + byte >> 4)
            put8(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
        }
    }
}

enum PlainASCII {
    /// Whether none of eight bytes is a control character, a quote, a backslash or beyond ASCII.
    @inline(__always) static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ ones &* 0x22
        let slash = word ^ ones &* 0x5C
        // A byte below n sets the top bit of (byte − n); borrows run upwards only, from a byte that is itself a hit.
        let hits = word | (word &- ones &* 0x20) | (quote &- ones) | (slash &- ones)
        return hits & tops == 0
    }
}

/// Well-formed sequences.
/// Source: The Unicode Standard, table 3-7.
enum UTF8Sequence {
    /// - Returns: the length of the sequence at `at`, whose first byte is at least 0x80; where it is none, the length
    ///   of its maximal part, at least 1.
    static func at(_ at: Int, in text: UnsafeRawBufferPointer) -> (length: Int, isValid: Bool) {
        let first = text[at]
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        let needed: Int
        switch first {
        case 0xC2...0xDF: needed = 1
        case 0xE0:
            needed = 2
            low = 0xA0
        case 0xED:
            needed = 2
            high = 0x9F
        case 0xE1...0xEF: needed = 2
        case 0xF0:
            needed = 3
            low = 0x90
        case 0xF4:
            needed = 3
            high = 0x8F
        case 0xF1...0xF3: needed = 3
        default: return (1, false)
        }
        var length = 1
        while length <= needed {
            guard at + length < text.count, text[at + length] >= low, text[at + length] <= high else {
                return (length, false)
            }
            low = 0x80
            high = 0xBF
            length += 1
        }
        return (length, true)
    }
}
