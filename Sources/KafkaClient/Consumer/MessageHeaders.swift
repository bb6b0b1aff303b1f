import CLibrdkafka

/// The headers of a record in their order; names may repeat. Values are valid as long as the message.
public struct MessageHeaders: Sequence, IteratorProtocol {
    private let list: OpaquePointer?
    private var index: Int = 0

    init(_ list: OpaquePointer?) {
        self.list = list
    }

    /// The next header; a nil value is a null value.
    public mutating func next() -> (name: String, value: UnsafeRawBufferPointer?)? {
        guard let list else { return nil }
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        guard rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name else {
            return nil
        }
        index += 1
        return (String(cString: name), value.map { UnsafeRawBufferPointer(start: $0, count: size) })
    }

    /// The value of the last header with that name, without making strings; nil when there is none or it is null.
    public subscript(name: String) -> UnsafeRawBufferPointer? {
        guard let list else { return nil }
        var value: UnsafeRawPointer?
        var size = 0
        guard rd_kafka_header_get_last(list, name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let value else {
            return nil
        }
        return UnsafeRawBufferPointer(start: value, count: size)
    }
}
