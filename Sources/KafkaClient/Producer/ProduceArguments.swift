import CLibrdkafka

/// The argument list of `rd_kafka_produceva`, on the stack.
struct ProduceArguments: ~Copyable {
    private var slots = (
        rd_kafka_vu_t(), rd_kafka_vu_t(), rd_kafka_vu_t(), rd_kafka_vu_t(), rd_kafka_vu_t(), rd_kafka_vu_t(),
        rd_kafka_vu_t(), rd_kafka_vu_t()
    )
    private var headers: OpaquePointer?

    init(_ topic: OpaquePointer, _ partition: Int32?) {
        slots.0.vtype = RD_KAFKA_VTYPE_RKT
        slots.0.u.rkt = topic
        slots.1.vtype = RD_KAFKA_VTYPE_PARTITION
        slots.1.u.i32 = partition ?? RD_KAFKA_PARTITION_UA
        slots.2.vtype = RD_KAFKA_VTYPE_MSGFLAGS
        slots.2.u.i = RD_KAFKA_MSG_F_COPY
    }

    mutating func setKey(_ key: UnsafeRawBufferPointer?) {
        slots.3.vtype = RD_KAFKA_VTYPE_KEY
        (slots.3.u.mem.ptr, slots.3.u.mem.size) = Self.bytes(key)
    }

    mutating func setValue(_ value: UnsafeRawBufferPointer?) {
        slots.4.vtype = RD_KAFKA_VTYPE_VALUE
        (slots.4.u.mem.ptr, slots.4.u.mem.size) = Self.bytes(value)
    }

    mutating func setTimestamp(_ milliseconds: Int64?) {
        slots.5.vtype = RD_KAFKA_VTYPE_TIMESTAMP
        // 0 is "now" to librdkafka.
        slots.5.u.i64 = milliseconds ?? 0
    }

    mutating func setOpaque(_ opaque: UnsafeMutableRawPointer?) {
        slots.6.vtype = RD_KAFKA_VTYPE_OPAQUE
        slots.6.u.ptr = opaque
    }

    mutating func setHeaders(_ headers: [RecordHeader]) {
        guard !headers.isEmpty else { return }
        let list = rd_kafka_headers_new(headers.count)
        for header in headers {
            if let value = header.value {
                rd_kafka_header_add(list, header.name, -1, value, value.count)
            } else {
                rd_kafka_header_add(list, header.name, -1, nil, 0)
            }
        }
        self.headers = list
        slots.7.vtype = RD_KAFKA_VTYPE_HEADERS
        slots.7.u.headers = list
    }

    /// Produces; the error object, if any, is the caller's. On success the headers belong to librdkafka.
    consuming func send(_ client: OpaquePointer) -> OpaquePointer? {
        let count = headers == nil ? 7 : 8
        let error = withUnsafePointer(to: slots) { tuple in
            tuple.withMemoryRebound(to: rd_kafka_vu_t.self, capacity: 8) { rd_kafka_produceva(client, $0, count) }
        }
        if error != nil, let headers { rd_kafka_headers_destroy(headers) }
        return error
    }

    /// A null pointer means null to librdkafka, so empty bytes need one that is not.
    private static func bytes(_ buffer: UnsafeRawBufferPointer?) -> (UnsafeMutableRawPointer?, Int) {
        guard let buffer else { return (nil, 0) }
        return (UnsafeMutableRawPointer(mutating: buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 1)), buffer.count)
    }
}
