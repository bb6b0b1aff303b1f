/// A configuration file that was read and is right.
public struct ConfigurationFile: Sendable {
    /// The file as the user named it.
    public let path: String
    public let configuration: Configuration
    /// How many keys the file gives; the others are at their defaults.
    public let keysGiven: Int
    /// Keys that the file gives and that change nothing in this version, in the order of the reference file.
    public let keysWithoutEffect: [String]
    /// Keys whose secret stands in the file itself, not in a place that it names.
    let literalSecrets: [String]

    /// Reads and checks a file.
    /// - Throws: `ConfigurationError` with everything that is wrong: exit code 2, nothing to retry.
    public init(path: String) throws(ConfigurationError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(path, bytesMax: ServiceLimits.configurationBytes)
        } catch {
            throw ConfigurationError(file: path, "cannot be read: \(error.reason)", at: nil)
        }
        try self.init(path: path, bytes: bytes, environment: .process(folder: folder))
    }

    init(
        path: String, bytes: [UInt8], environment: ConfigurationEnvironment
    ) throws(ConfigurationError) {
        let root: DocumentNode?
        do {
            root = try YamlDocument.read(bytes)
        } catch {
            throw ConfigurationError(file: path, error.what, at: error.position)
        }
        var reader = ConfigurationReader(table: .current, environment: environment)
        configuration = reader.read(root)
        guard reader.problems.isEmpty else {
            throw ConfigurationError(file: path, problems: reader.problems, leftOut: reader.leftOut)
        }
        keysGiven = reader.given.count
        literalSecrets = reader.literalSecrets
        keysWithoutEffect = ConfigurationTable.current.keys.filter { !$0.hasEffect && reader.given[$0.path] != nil }
            .map(\.name)
        self.path = path
    }

    /// Tells of keys that change nothing in this version.
    static func noEffect(_ keys: [String]) -> String {
        "\(keys.joined(separator: ", ")): accepted, without effect in this version"
    }

    /// Every key with the value in force, `name: value`, secrets masked; keys without a value say what that means.
    public var lines: [String] {
        ConfigurationTable.current.keys.map { key in
            if let value = key.show(configuration) { return "\(key.name): \(value)" }
            if case .nothing(let meaning) = key.absence { return "\(key.name): (\(meaning))" }
            return "\(key.name):"
        }
    }
}

extension ConfigurationError {
    fileprivate init(file: String, _ what: String, at position: DocumentPosition?) {
        let problem = ConfigurationProblem(position: position, key: "", problem: ValueProblem(what))
        self.init(file: file, problems: [problem], leftOut: 0)
    }
}
