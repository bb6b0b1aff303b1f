/// Text from outside as a message shows it: in quotes, on one line, not endless.
package enum QuotedText {
    /// Characters of a text that a message repeats.
    static let charactersMax = 60

    /// The text in quotes, cut where it is long, without what would disturb a terminal.
    package static func of(_ text: String) -> String {
        var shown = "\""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == charactersMax { return shown + "…\"" }
            switch scalar {
            case "\n": shown += "\\n"
            case "\"", "\\": shown += "\\" + String(scalar)
            default: shown += isHarmless(scalar) ? String(scalar) : "\u{FFFD}"
            }
        }
        return shown + "\""
    }

    /// Whether a terminal shows the character as itself: no control, no change of direction, no line of its own.
    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
