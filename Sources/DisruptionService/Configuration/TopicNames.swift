/// The names that topics really have, by their logical names.
public struct TopicNames: Sendable, Equatable {
    /// The logical names in the order of topics.yaml.
    public static let logical = declared.map(\.name)

    /// A test rules out that the declarations inside the binary cannot be read.
    static let declared = (try? TopicCatalog.builtIn())?.topics ?? []

    private var renamed: [String: String] = [:]

    public init() {}

    /// The real name of a topic; a name that is not renamed is its own.
    public subscript(logical: String) -> String {
        get { renamed[logical] ?? logical }
        set { renamed[logical] = newValue == logical ? nil : newValue }
    }
}
