/// One header of a record to be sent; a nil value is a null value.
public struct RecordHeader: Sendable, Hashable {
    public let name: String
    public let value: [UInt8]?

    public init(_ name: String, _ value: [UInt8]?) {
        self.name = name
        self.value = value
    }

    /// The text as UTF-8.
    public init(_ name: String, text: String) {
        self.init(name, [UInt8](text.utf8))
    }
}
