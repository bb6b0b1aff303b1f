import DisruptionCore

/// Texts from anywhere, made fit for one line.
enum LogText {
    /// The text, or as much of it as takes `ServiceLimits.logTextBytes` bytes once escaped, with an ellipsis.
    static func cut(_ text: String) -> String {
        guard text.utf8.count > ServiceLimits.logTextBytes / 6 else { return text }
        var cost = 0
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            cost += isPlain(scalar) ? UTF8.width(scalar) : 8
            if cost > ServiceLimits.logTextBytes { return String(text[..<index]) + "…" }
        }
        return text
    }

    /// Puts a text with controls escaped, in quotes where `isQuoted` and it would otherwise not be one word.
    static func put(_ text: String, isQuoted: Bool, into line: inout ByteWriter) {
        let needsQuotes =
            isQuoted
            && (text.isEmpty || text.unicodeScalars.contains { $0 == " " || $0 == "=" || $0 == "\"" || !isPlain($0) })
        if needsQuotes { line.put8(0x22) }
        for scalar in text.unicodeScalars {
            if isPlain(scalar), !needsQuotes || scalar != "\"" {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { line.put8(byte) }
            } else {
                line.putBytes(ascii: escape(scalar))
            }
        }
        if needsQuotes { line.put8(0x22) }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\"", "\\": "\\\(scalar)"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    /// Whether a terminal shows the character as itself.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 && scalar != "\\" }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }
}

extension ByteWriter {
    mutating func putBytes(ascii text: String) {
        for byte in text.utf8 { put8(byte) }
    }
}
