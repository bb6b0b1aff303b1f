/// The commented reference of all keys, as deploy/iropsd.yaml shows it.
public struct ReferenceFile {
    private let table = ConfigurationTable.current
    private static let width = 110

    public init() {}

    /// The text of the file: a working configuration in which every key but the required ones is commented out.
    public var text: String {
        var lines = Self.wrapped(
            """
            Configuration of iropsd: every key with its meaning and what is allowed. A key with a # before it shows \
            its default or an example; take the # away to set it. A value may be ${NAME} from the environment or \
            ${file:PATH} (a path from this file's folder; ${file:${CREDENTIALS_DIRECTORY}/name} for systemd's \
            credentials); $${ stands for ${. `iropsd check FILE` tells what is wrong with a file, everything at \
            once.
            """, indent: "")
        var section: [String] = []
        var allowed = ""
        for key in table.keys {
            let path = Array(key.path.dropLast())
            let common = zip(path, section).prefix { $0 == $1 }.count
            let repeats = path == section && key.allowed == allowed
            if !repeats { lines.append("") }
            for depth in common..<max(common, path.count) {
                lines.append(Self.indent(depth) + path[depth] + ":")
            }
            section = path
            allowed = key.allowed
            lines += Self.lines(of: key, showsAllowed: !repeats, indent: Self.indent(path.count))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(of key: ConfigurationKey, showsAllowed: Bool, indent: String) -> [String] {
        var notes = showsAllowed ? "Allowed: \(key.allowed)." : ""
        switch key.absence {
        case .required: notes += " Required."
        case .value(let value): if value != key.example { notes += " Default: \(value)." }
        case .nothing(let meaning): notes += " Without it: \(meaning)."
        }
        if !key.hasEffect { notes += " Has no effect in this version." }
        let mark = key.absence == .required ? "" : "#"
        return wrapped(key.meaning, indent: indent) + (notes.isEmpty ? [] : wrapped(notes, indent: indent))
            + ["\(indent)\(mark)\(key.path.last ?? ""): \(key.example)"]
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

    private static func wrapped(_ text: String, indent: String) -> [String] {
        var lines: [String] = []
        var line = indent + "#"
        for word in text.split(separator: " ") {
            if line.count + 1 + word.count > width {
                lines.append(line)
                line = indent + "#"
            }
            line += " " + word
        }
        return lines + [line]
    }
}
