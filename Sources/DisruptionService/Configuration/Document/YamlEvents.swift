import CLibyaml

/// The events of a YAML text, one at a time: the only owner of a `yaml_parser_t`.
///
/// libyaml keeps pointers into the parser itself and into the text, so both live at fixed addresses until `deinit`.
/// Aliases, anchors and tags are events like all others here; `YamlDocument` refuses them.
struct YamlEvents: ~Copyable {
    /// One event, with its texts copied.
    enum Event {
        case scalar(String, isPlain: Bool)
        case mappingStart, mappingEnd, listStart, listEnd
        case alias
        case documentStart, documentEnd, streamEnd
        case other
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) throws(DocumentProblem) {
        text = .allocate(capacity: max(1, bytes.count))
        _ = text.initialize(from: bytes)
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            text.deallocate()
            throw DocumentProblem(position: .start, what: "no memory for reading YAML")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    /// The next event with its place, and whether it carries an anchor or a tag.
    /// - Throws: `DocumentProblem` for text that is no YAML; nothing can be read behind it.
    func next() throws(DocumentProblem) -> (event: Event, position: DocumentPosition, isDecorated: Bool) {
        var raw = yaml_event_t()
        guard yaml_parser_parse(parser, &raw) == 1 else { throw problem() }
        defer { yaml_event_delete(&raw) }
        let position = DocumentPosition(raw.start_mark)
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let event = Event.scalar(
                String(decoding: value, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            return (event, position, scalar.anchor != nil || scalar.tag != nil)
        case YAML_MAPPING_START_EVENT:
            let start = raw.data.mapping_start
            return (.mappingStart, position, start.anchor != nil || start.tag != nil)
        case YAML_SEQUENCE_START_EVENT:
            let start = raw.data.sequence_start
            return (.listStart, position, start.anchor != nil || start.tag != nil)
        case YAML_MAPPING_END_EVENT: return (.mappingEnd, position, false)
        case YAML_SEQUENCE_END_EVENT: return (.listEnd, position, false)
        case YAML_ALIAS_EVENT: return (.alias, position, true)
        case YAML_DOCUMENT_START_EVENT: return (.documentStart, position, false)
        case YAML_DOCUMENT_END_EVENT: return (.documentEnd, position, false)
        case YAML_STREAM_END_EVENT: return (.streamEnd, position, false)
        default: return (.other, position, false)
        }
    }

    /// What libyaml says of the text, in its place. A reader error (bytes that are no UTF-8) names a byte, not a line.
    private func problem() -> DocumentProblem {
        let told = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read"
        if parser.pointee.error == YAML_READER_ERROR {
            return DocumentProblem(
                position: position(ofByte: parser.pointee.problem_offset), what: "is not YAML: \(told)")
        }
        let position = DocumentPosition(parser.pointee.problem_mark)
        let index = Int(parser.pointee.problem_mark.index)
        let isTab = index < text.count && text[index] == 0x09
        return DocumentProblem(
            position: position,
            what: isTab ? "a tab stands here; YAML is indented with spaces" : "is not YAML: \(told)")
    }

    private func position(ofByte offset: Int) -> DocumentPosition {
        var position = DocumentPosition.start
        for byte in text.prefix(offset) {
            if byte == 0x0A {
                position.line += 1
                position.column = 1
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        return position
    }
}

extension DocumentPosition {
    init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
