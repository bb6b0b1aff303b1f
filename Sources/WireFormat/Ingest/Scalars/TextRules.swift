/// What texts of events may hold. The bytes are valid UTF-8, which the reader has checked.
enum TextRules {
    /// 1 to `limit` printable ASCII characters.
    @inline(__always)
    static func isIdentifier(_ text: UnsafeRawBufferPointer, limit: Int = IngestLimits.idBytes) -> Bool {
        guard text.count > 0, text.count <= limit else { return false }
        var at = 0
        while at + 8 <= text.count {
            if !arePrintable(text.loadUnaligned(fromByteOffset: at, as: UInt64.self)) { return false }
            at += 8
        }
        while at < text.count {
            if text[at] &- 0x20 > 0x5E { return false }
            at += 1
        }
        return true
    }

    /// Whether each of eight bytes is 0x20…0x7E.
    @inline(__always) static func arePrintable(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        return (word | (word &- ones &* 0x20) | (word &+ ones)) & (ones &* 0x80) == 0
    }

    /// No control characters but tabs and line breaks: a database can take it. JSON has control characters only as
    /// escapes, so the text of a document without escapes need not be looked through.
    static func hasNoControls(_ text: UnsafeRawBufferPointer) -> Bool {
        for byte in text where byte < 0x20 {
            if byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
        }
        return true
    }

    /// At most `limit` characters (Unicode scalars).
    @inline(__always) static func isWithin(_ limit: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        text.count <= limit || scalars(text) <= limit
    }

    static func scalars(_ text: UnsafeRawBufferPointer) -> Int {
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// The longest beginning of at most `limit` bytes that ends between characters.
    static func cut(_ text: UnsafeRawBufferPointer, to limit: Int) -> UnsafeRawBufferPointer {
        guard text.count > limit else { return text }
        var end = limit
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[..<end])
    }

    /// Whether a word is a code, e.g. `WCHR`, `sms`, `en-US`, `14C`: at most 64 letters, digits, `_` and `-`, and fewer
    /// than seven digits, so that no name of two words, address or telephone number passes for one.
    static func isCode(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count > 0, text.count <= IngestLimits.wordCharacters else { return false }
        var digits = 0
        for byte in text {
            let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            let isDigit = byte &- 0x30 <= 9
            if !isLetter, !isDigit, byte != 0x5F, byte != 0x2D { return false }
            digits += isDigit ? 1 : 0
        }
        return digits < 7
    }

    /// Whether the text equals a word in upper case, whatever its own case; the word has letters alone.
    static func equals(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { wanted in
            for i in 0..<wanted.count where text[i] & 0xDF != wanted[i] { return false }
            return true
        }
    }
}
