import PostgresClient

/// The columns of `iropsd.dead_letters`, in the order in which rows are staged.
enum DeadLetterColumns {
    static let names = [
        "dlq_partition", "dlq_offset", "reason", "detail", "stage", "attempt", "config_id", "source_topic",
        "source_partition", "source_offset", "source_time", "dead_lettered_at", "value_withheld", "key", "value",
    ]

    static func write(
        _ headers: DeadLetterHeaders, _ entry: RawRecords.Entry, partition: Int32, key: UnsafeRawBufferPointer?,
        value: UnsafeRawBufferPointer?, into copy: inout CopyRows
    ) {
        copy.append(integer: partition)
        copy.append(bigint: entry.offset)
        copy.append(text: headers.reason ?? "UNKNOWN")
        copy.append(textOrNull: headers.detail)
        copy.append(textOrNull: headers.stage)
        copy.append(integerOrNull: headers.attempt)
        copy.append(textOrNull: headers.configID)
        copy.append(textOrNull: headers.topic)
        copy.append(integerOrNull: headers.partition)
        if let offset = headers.offset { copy.append(bigint: offset) } else { copy.appendNull() }
        if let time = headers.timestampMs { copy.append(timestampMs: time) } else { copy.appendNull() }
        copy.append(timestampMs: entry.timestampMs)
        copy.append(boolean: headers.isValueWithheld)
        copy.append(byteaOrNull: key)
        copy.append(byteaOrNull: headers.isValueWithheld ? nil : value)
    }
}
