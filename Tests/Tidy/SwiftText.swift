/// A Swift source taken apart: what is code, and what is comment, each with everything else blanked out.
///
/// Both have the length and the lines of the source. String literals keep their quotes in the code and lose their
/// content; what is interpolated in them is code.
struct SwiftText {
    private(set) var code: [UInt8]
    private(set) var comments: [UInt8]

    private enum Context: Equatable {
        case code(openParentheses: Int)
        case string(hashes: Int, multiline: Bool)
    }

    var codeLines: [ArraySlice<UInt8>] { code.split(separator: newline, omittingEmptySubsequences: false) }
    var commentLines: [ArraySlice<UInt8>] { comments.split(separator: newline, omittingEmptySubsequences: false) }

    init(_ source: String) {
        self.init(Array(source.utf8))
    }

    init(_ bytes: [UInt8]) {
        code = bytes.map { $0 == newline ? newline : space }
        comments = code
        var contexts = [Context.code(openParentheses: 0)]
        var at = 0
        while at < bytes.count, let context = contexts.last {
            switch context {
            case .code(let openParentheses):
                at = takeCode(bytes, at, openParentheses, &contexts)
            case .string(let hashes, let multiline):
                at = takeString(bytes, at, hashes, multiline, &contexts)
            }
        }
    }

    /// One element of code from `at`; the position behind it.
    private mutating func takeCode(
        _ bytes: [UInt8], _ at: Int, _ openParentheses: Int, _ contexts: inout [Context]
    ) -> Int {
        if let end = endOfComment(bytes, at) {
            for place in at..<end { comments[place] = bytes[place] }
            return end
        }
        if let (hashes, multiline, end) = openingQuote(bytes, at) {
            contexts.append(.string(hashes: hashes, multiline: multiline))
            code[end - 1] = quote
            return end
        }
        code[at] = bytes[at]
        if bytes[at] == UInt8(ascii: "(") {
            contexts[contexts.count - 1] = .code(openParentheses: openParentheses + 1)
        } else if bytes[at] == UInt8(ascii: ")") {
            if openParentheses == 0, contexts.count > 1 {
                contexts.removeLast()
            } else {
                contexts[contexts.count - 1] = .code(openParentheses: max(0, openParentheses - 1))
            }
        }
        return at + 1
    }

    /// One element of a string literal from `at`; the position behind it.
    private mutating func takeString(
        _ bytes: [UInt8], _ at: Int, _ hashes: Int, _ multiline: Bool, _ contexts: inout [Context]
    ) -> Int {
        let byte = bytes[at]
        guard byte == UInt8(ascii: "\\") || byte == quote || byte == newline else { return at + 1 }
        if byte == UInt8(ascii: "\\"), matches(bytes, at + 1, Array(repeating: hash, count: hashes)) {
            let next = at + 1 + hashes
            if next < bytes.count, bytes[next] == UInt8(ascii: "(") {
                contexts.append(.code(openParentheses: 0))
                code[next] = bytes[next]
            }
            return min(next + 1, bytes.count)
        }
        let closing = Array(repeating: quote, count: multiline ? 3 : 1) + Array(repeating: hash, count: hashes)
        if matches(bytes, at, closing) {
            contexts.removeLast()
            code[at] = quote
            return at + closing.count
        }
        if byte == newline, !multiline { contexts.removeLast() }
        return at + 1
    }

    private func endOfComment(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard bytes[start] == UInt8(ascii: "/") else { return nil }
        if matches(bytes, start, slashSlash) {
            return bytes[start...].firstIndex(of: newline) ?? bytes.count
        }
        guard matches(bytes, start, slashStar) else { return nil }
        var depth = 0
        var at = start
        while at < bytes.count {
            if matches(bytes, at, slashStar) {
                depth += 1
                at += 2
            } else if matches(bytes, at, starSlash) {
                depth -= 1
                at += 2
                if depth == 0 { return at }
            } else {
                at += 1
            }
        }
        return bytes.count
    }

    private func openingQuote(_ bytes: [UInt8], _ start: Int) -> (hashes: Int, multiline: Bool, end: Int)? {
        guard bytes[start] == quote || bytes[start] == hash else { return nil }
        var at = start
        while at < bytes.count, bytes[at] == hash { at += 1 }
        guard at < bytes.count, bytes[at] == quote else { return nil }
        let multiline = matches(bytes, at, [quote, quote, quote])
        return (at - start, multiline, at + (multiline ? 3 : 1))
    }

    private func matches(_ bytes: [UInt8], _ at: Int, _ wanted: [UInt8]) -> Bool {
        guard at + wanted.count <= bytes.count else { return false }
        for offset in wanted.indices where bytes[at + offset] != wanted[offset] { return false }
        return true
    }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
private let slashSlash = Array("//".utf8)
private let slashStar = Array("/*".utf8)
private let starSlash = Array("*/".utf8)
