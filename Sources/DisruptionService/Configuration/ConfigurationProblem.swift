import Wording

/// One thing that is wrong in a configuration file.
public struct ConfigurationProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// Line and column, from 1; nil where the file cannot even be read.
    public let position: DocumentPosition?
    /// The full key, e.g. `kafka.group_id`; empty where the file as a whole is wrong.
    public let key: String
    let problem: ValueProblem

    /// `line:column: key: what is wrong, the value, the allowed range, the nearest known key`.
    public var description: String {
        let place = position.map { "\($0): " } ?? " "
        return key.isEmpty ? "\(place)\(problem)" : "\(place)\(key): \(problem)"
    }
}

/// What is wrong with a value, without its place.
struct ValueProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong, e.g. "is not a whole number".
    var what: String
    /// The value as it stands in the file; nil where it is a secret or there is none.
    var value: String?
    /// What would be right.
    var allowed: String?
    /// The name that was probably meant.
    var nearest: String?

    init(_ what: String, value: String? = nil, allowed: String? = nil, nearest: String? = nil) {
        self.what = what
        self.value = value
        self.allowed = allowed
        self.nearest = nearest
    }

    var description: String {
        var text = what
        if let value { text += ": \(QuotedText.of(value))" }
        if let allowed { text += "; allowed: \(allowed)" }
        if let nearest { text += "; did you mean \(nearest)?" }
        return text
    }
}

/// A configuration that cannot be used: everything that is wrong with it, in the order of the file.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    public let file: String
    public let problems: [ConfigurationProblem]
    /// Problems beyond those kept.
    public let leftOut: Int

    /// One line per problem, each as `file:line:column: key: …`.
    public var description: String {
        let lines = problems.map { "\(file):\($0)" }
        return (leftOut > 0 ? lines + ["\(file): and \(leftOut) more problems"] : lines).joined(separator: "\n")
    }
}
