/// A value of a YAML document with the place where it stands.
struct DocumentNode: Sendable {
    /// What the value is.
    enum Content: Sendable {
        /// Text as written; `isPlain` when it stood without quotes, so that `null` and `~` can mean "nothing".
        case scalar(String, isPlain: Bool)
        case list([DocumentNode])
        case mapping([Entry])
    }

    /// One key of a mapping with its value, in the order of the file; a key that stands twice is here twice.
    struct Entry: Sendable {
        let key: String
        let keyPosition: DocumentPosition
        let value: DocumentNode
    }

    let content: Content
    let position: DocumentPosition

    /// Whether nothing stands there: `key:`, `key: ~` or `key: null`.
    var isNothing: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// What the value is, in the words of a message.
    var kindName: String {
        switch content {
        case .scalar: isNothing ? "nothing" : "a value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A place in a file; both numbers count from 1, columns in characters.
public struct DocumentPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// In characters, from 1.
    public var column: Int

    static let start = DocumentPosition(line: 1, column: 1)

    public var description: String { "\(line):\(column)" }

    public static func < (a: DocumentPosition, b: DocumentPosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// Why a document cannot be read, and where that shows.
struct DocumentProblem: Error, Equatable {
    let position: DocumentPosition
    let what: String
}
