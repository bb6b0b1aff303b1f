/// All topics that are declared, in the order of topics.yaml.
public struct TopicCatalog: Sendable, Equatable {
    public var topics: [TopicDeclaration]

    /// The declaration of a topic by its logical name; nil for a name that is not declared.
    public subscript(name: String) -> TopicDeclaration? { topics.first { $0.name == name } }

    /// The declarations that belong to this build: topics/topics.yaml, carried inside the binary.
    /// - Throws: `TopicCatalogError`, which a test of the build rules out.
    public static func builtIn() throws(TopicCatalogError) -> TopicCatalog {
        try read(PackageResources.topics_yaml, file: "topics.yaml")
    }

    /// The declarations of this build with the partition counts that a configuration gives.
    /// - Throws: `TopicCatalogError`, which a test of the build rules out.
    public static func declared(by configuration: Configuration) throws(TopicCatalogError) -> TopicCatalog {
        var catalog = try builtIn()
        for index in catalog.topics.indices {
            if let partitions = configuration.kafka.partitions[catalog.topics[index].name] {
                catalog.topics[index].partitions = partitions
            }
        }
        return catalog
    }

    /// Reads declarations from a YAML text.
    /// - Parameter file: the name for messages.
    /// - Throws: `TopicCatalogError` with everything that is wrong; correct the file.
    public static func read(_ bytes: [UInt8], file: String) throws(TopicCatalogError) -> TopicCatalog {
        let root: DocumentNode?
        do {
            root = try YamlDocument.read(bytes)
        } catch {
            throw TopicCatalogError(file: file, problems: [error])
        }
        var reader = TopicCatalogReader()
        let catalog = reader.read(root)
        guard reader.problems.isEmpty else { throw TopicCatalogError(file: file, problems: reader.problems) }
        return catalog
    }
}

/// Declarations that cannot be used, with everything that is wrong, in the order of the file.
public struct TopicCatalogError: Error, Sendable, CustomStringConvertible {
    let file: String
    let problems: [DocumentProblem]

    /// One line per problem: `file:line:column: what`.
    public var description: String {
        problems.map { "\(file):\($0.position): \($0.what)" }.joined(separator: "\n")
    }
}
