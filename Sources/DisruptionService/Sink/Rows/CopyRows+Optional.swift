import DisruptionCore
import PostgresClient

/// Columns that may be null.
extension CopyRows {
    mutating func append(textOrNull value: UnsafeRawBufferPointer?) {
        if let value { append(text: value) } else { appendNull() }
    }

    mutating func append(textOrNull value: String?) {
        if let value { append(text: value) } else { appendNull() }
    }

    mutating func append(integerOrNull value: Int32?) {
        if let value { append(integer: value) } else { appendNull() }
    }

    mutating func append(doubleOrNull value: Double?) {
        if let value { append(double: value) } else { appendNull() }
    }

    mutating func append(instantOrNull value: Instant?) {
        if let value { append(timestampMs: value.ms) } else { appendNull() }
    }

    mutating func append(byteaOrNull value: UnsafeRawBufferPointer?) {
        if let value { append(bytea: value) } else { appendNull() }
    }
}
