/// A record as it was read from a topic, copied out of the client.
package struct TopicRecord: Sendable, Equatable {
    package let partition: Int32
    package let offset: Int64
    /// Milliseconds since 1970 UTC, as producer or broker set them.
    package let timestampMs: Int64
    package let key: [UInt8]?
    /// Nil is a tombstone.
    package let value: [UInt8]?
    package let headers: [Header]

    package init(
        partition: Int32 = 0, offset: Int64, timestampMs: Int64 = 0, key: [UInt8]?, value: [UInt8]?,
        headers: [Header] = []
    ) {
        self.partition = partition
        self.offset = offset
        self.timestampMs = timestampMs
        self.key = key
        self.value = value
        self.headers = headers
    }

    package struct Header: Sendable, Equatable {
        package let name: String
        package let value: [UInt8]?
    }

    package var keyText: String? { key.map { String(decoding: $0, as: UTF8.self) } }
    package var valueText: String? { value.map { String(decoding: $0, as: UTF8.self) } }

    /// The text of the last header of that name.
    package func header(_ name: String) -> String? {
        headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
