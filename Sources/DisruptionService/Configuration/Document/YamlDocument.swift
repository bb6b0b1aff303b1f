/// Reads one YAML document into nodes, within bounds: no aliases, anchors or tags, so a small file stays small.
struct YamlDocument {
    private let nodesMax: Int
    private var nodes = 0

    private init(nodesMax: Int) { self.nodesMax = nodesMax }

    /// The document's root; nil for a text without any.
    /// - Parameter nodesMax: keys, values and lists that it may have.
    /// - Throws: `DocumentProblem`, the first that is found: behind broken syntax nothing has a meaning.
    static func read(
        _ bytes: [UInt8], nodesMax: Int = ServiceLimits.configurationNodes
    ) throws(DocumentProblem) -> DocumentNode? {
        guard bytes.count <= ServiceLimits.configurationBytes else {
            throw DocumentProblem(
                position: .start, what: "the file has more than \(ServiceLimits.configurationBytes) bytes")
        }
        let events = try YamlEvents(bytes)
        var reader = YamlDocument(nodesMax: nodesMax)
        var root: DocumentNode?
        while true {
            let (event, position, isDecorated) = try events.next()
            switch event {
            case .streamEnd: return root
            case .documentStart, .documentEnd, .other: continue
            default:
                guard root == nil else {
                    throw DocumentProblem(position: position, what: "a second document starts here; one file holds one")
                }
                root = try reader.node(event, position, isDecorated: isDecorated, depth: 1, events)
            }
        }
    }

    private mutating func node(
        _ event: YamlEvents.Event, _ position: DocumentPosition, isDecorated: Bool, depth: Int,
        _ events: borrowing YamlEvents
    ) throws(DocumentProblem) -> DocumentNode {
        try admit(event, position, isDecorated: isDecorated, depth: depth)
        switch event {
        case .mappingStart: return try mapping(position, depth: depth, events)
        case .listStart: return try list(position, depth: depth, events)
        case .scalar(let text, let isPlain):
            return DocumentNode(content: .scalar(text, isPlain: isPlain), position: position)
        default: throw DocumentProblem(position: position, what: "the document ends in the middle of a value")
        }
    }

    private mutating func mapping(
        _ start: DocumentPosition, depth: Int, _ events: borrowing YamlEvents
    ) throws(DocumentProblem) -> DocumentNode {
        var entries: [DocumentNode.Entry] = []
        while true {
            let (event, position, isDecorated) = try events.next()
            if case .mappingEnd = event { return DocumentNode(content: .mapping(entries), position: start) }
            try admit(event, position, isDecorated: isDecorated, depth: depth)
            guard case .scalar(let key, _) = event else {
                throw DocumentProblem(position: position, what: "a key must be plain text, not a list or a mapping")
            }
            let (value, valuePosition, valueIsDecorated) = try events.next()
            let node = try node(value, valuePosition, isDecorated: valueIsDecorated, depth: depth + 1, events)
            entries.append(DocumentNode.Entry(key: key, keyPosition: position, value: node))
        }
    }

    private mutating func list(
        _ start: DocumentPosition, depth: Int, _ events: borrowing YamlEvents
    ) throws(DocumentProblem) -> DocumentNode {
        var items: [DocumentNode] = []
        while true {
            let (event, position, isDecorated) = try events.next()
            if case .listEnd = event { return DocumentNode(content: .list(items), position: start) }
            items.append(try node(event, position, isDecorated: isDecorated, depth: depth + 1, events))
        }
    }

    /// Refuses what could make a document larger than its text, and what is larger than any configuration.
    private mutating func admit(
        _ event: YamlEvents.Event, _ position: DocumentPosition, isDecorated: Bool, depth: Int
    ) throws(DocumentProblem) {
        func refuse(_ what: String) throws(DocumentProblem) {
            throw DocumentProblem(position: position, what: what)
        }
        nodes += 1
        if isDecorated { try refuse("anchors (&), aliases (*) and tags (!) are not allowed; write the value out") }
        if depth > ServiceLimits.configurationDepth {
            try refuse("nested more than \(ServiceLimits.configurationDepth) levels deep")
        }
        if nodes > nodesMax { try refuse("more than \(nodesMax) keys and values") }
        if case .scalar(let text, _) = event, text.utf8.count > ServiceLimits.configurationValueBytes {
            try refuse("a value of more than \(ServiceLimits.configurationValueBytes) bytes")
        }
    }
}
