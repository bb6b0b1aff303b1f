import CLibrdkafka

extension Admin {
    /// Sends one request and reads its result, which is destroyed afterwards.
    ///
    /// The time-out is the operation's as well: the broker answers when the change has reached the controller.
    func request<Result>(
        _ operation: String, _ kind: rd_kafka_admin_op_t, by other: KafkaHandle? = nil, timeout: Duration,
        send: (_ options: OpaquePointer, _ queue: OpaquePointer) -> Void,
        read: (_ event: OpaquePointer) throws(KafkaError) -> Result
    ) throws(KafkaError) -> Result {
        let deadline = Deadline(within: timeout)
        let handle = other ?? self.handle
        guard let options = rd_kafka_AdminOptions_new(handle.client, kind) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE, operation)
        }
        defer { rd_kafka_AdminOptions_destroy(options) }
        let milliseconds = max(1, timeout.wholeMilliseconds)
        rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, nil, 0)
        if kind == RD_KAFKA_ADMIN_OP_CREATETOPICS || kind == RD_KAFKA_ADMIN_OP_DELETETOPICS
            || kind == RD_KAFKA_ADMIN_OP_CREATEPARTITIONS || kind == RD_KAFKA_ADMIN_OP_DELETERECORDS
        {
            rd_kafka_AdminOptions_set_operation_timeout(options, milliseconds, nil, 0)
        }
        guard let queue = rd_kafka_queue_new(handle.client) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE, operation)
        }
        defer { rd_kafka_queue_destroy(queue) }
        send(options, queue)
        // The request's own time-out comes first as an error event; the slack is for that.
        guard let event = rd_kafka_queue_poll(queue, deadline.milliseconds + Self.answerSlackMilliseconds) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, operation)
        }
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw KafkaError(
                code, operation, reason: rd_kafka_event_error_string(event).map { String(cString: $0) })
        }
        return try read(event)
    }

    private static let answerSlackMilliseconds: Int32 = 500
}
