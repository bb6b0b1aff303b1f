import CSimdjson

/// A set of names that can be looked up in a few nanoseconds; a name's number is its place in the list.
struct NameSet: ~Copyable {
    let pointer: OpaquePointer

    /// - Parameter names: at most 64, all different, of 1 to 23 ASCII bytes.
    init(_ names: [StaticString]) {
        guard let made = json_names_create() else { preconditionFailure("no memory for a set of names") }
        for name in names {
            let isAdded = name.withUTF8Buffer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { json_names_add(made, $0.baseAddress, $0.count) }
            }
            precondition(isAdded, "a name is there twice, too long or one too many")
        }
        pointer = made
    }

    deinit { json_names_destroy(pointer) }

    /// The number of a name in a set, -1 where it is not among them.
    @inline(__always) static func find(_ name: UnsafeRawBufferPointer, in set: OpaquePointer) -> Int {
        Int(json_names_find(set, name.baseAddress?.assumingMemoryBound(to: UInt8.self), name.count))
    }
}

/// The field names and event types of one topic.
struct TopicWords: ~Copyable {
    let fields: NameSet
    let types: NameSet

    /// - Parameter fields: the names of its payload fields in the order of their slots.
    init(_ topic: InputTopic, fields names: [StaticString]) {
        fields = NameSet(EnvelopeField.names + names)
        types = NameSet(EventTypes.of(topic) + [EventTypes.timeMark])
    }

    /// Field names and event types; valid as long as this is there.
    @inline(__always) var pointers: (OpaquePointer, OpaquePointer) { (fields.pointer, types.pointer) }
}
