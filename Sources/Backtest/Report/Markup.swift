/// HTML and SVG as text; what comes from data is escaped.
struct Markup {
    private(set) var text = ""

    /// Markup as it is.
    mutating func raw(_ markup: String) { text += markup }

    /// Text of any origin.
    mutating func put(_ plain: String) { text += Markup.escaped(plain) }

    /// An element around what `body` writes.
    /// - Parameter attributes: names and values; values are escaped.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ body: (inout Markup) -> Void
    ) {
        open(name, attributes)
        body(&self)
        raw("</\(name)>")
    }

    /// An element around text of any origin.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ plain: String) {
        element(name, attributes) { $0.put(plain) }
    }

    /// An element without attributes around text of any origin.
    mutating func element(_ name: String, _ plain: String) {
        element(name, [:]) { $0.put(plain) }
    }

    /// An element that has no end tag.
    mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        raw("<\(name)")
        for (key, value) in attributes { raw(" \(key)=\"\(Markup.escaped(value))\"") }
        raw(">")
    }

    /// A table row of plain cells; the first names the row.
    mutating func row(_ cells: [String], head: Bool = false) {
        element("tr") { row in
            for (place, cell) in cells.enumerated() {
                row.element(head ? "th" : "td", place == 0 ? [:] : ["class": "n"], cell)
            }
        }
    }

    /// Source: HTML Living Standard, 13.1.2.3 and 13.1.4: what ends text and attribute values. Control characters,
    /// which no document may hold, become U+FFFD.
    static func escaped(_ plain: String) -> String {
        var out = ""
        out.reserveCapacity(plain.utf8.count)
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default:
                let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F
                out.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        return out
    }
}
