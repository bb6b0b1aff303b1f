extension Collection where Element == UInt8, Index == Int {
    /// Where `word` stands by itself: no letter, digit or underscore on either side.
    func places(ofWord word: String) -> [Int] {
        places(of: word).filter { start in
            let before = start > startIndex ? self[start - 1] : UInt8(ascii: " ")
            let end = start + word.utf8.count
            let after = end < endIndex ? self[end] : UInt8(ascii: " ")
            return !before.isInIdentifier && !after.isInIdentifier
        }
    }

    /// Every place where `text` begins.
    func places(of text: String) -> [Int] {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, count >= wanted.count else { return [] }
        var found: [Int] = []
        for start in startIndex...(endIndex - wanted.count) where self[start] == first {
            if self[start..<(start + wanted.count)].elementsEqual(wanted) { found.append(start) }
        }
        return found
    }

    /// The identifier that ends just before `end`, empty where there is none.
    func identifier(before end: Int) -> String {
        var start = end
        while start > startIndex, self[start - 1].isInIdentifier { start -= 1 }
        return String(decoding: self[start..<end], as: UTF8.self)
    }
}

extension UInt8 {
    /// A letter, digit, underscore, or part of a character beyond ASCII.
    var isInIdentifier: Bool {
        self >= 0x80 || self == UInt8(ascii: "_") || isDigit
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
