import Synchronization
public import WireFormat

/// What /status tells: sections that the parts of the service register, each written when somebody asks.
public final class StatusBoard: Sendable {
    private let sections = Mutex<[String: @Sendable (inout JSONWriter) -> Void]>([:])

    public init() {}

    /// Registers a section, in place of one of the same name.
    /// - Parameters:
    ///   - name: the key in the JSON object.
    ///   - write: puts exactly one JSON value; called on the HTTP thread, so it only reads what is at hand.
    public func section(_ name: String, write: @escaping @Sendable (inout JSONWriter) -> Void) {
        sections.withLock { $0[name] = write }
    }

    /// Puts one object with all sections, by name.
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        for (name, write) in sections.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            json.key(text: name)
            write(&json)
        }
        json.endObject()
    }
}

extension JSONWriter {
    /// A key that is not known when compiling.
    mutating func key(text name: String) {
        var name = name
        name.withUTF8 { key(utf8: UnsafeRawBufferPointer($0)) }
    }
}
