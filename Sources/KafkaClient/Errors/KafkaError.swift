import CLibrdkafka

/// Something Kafka refused or could not do: what was tried, on what, why not, and what kind of failure it is.
///
/// The three flags say what the caller does next. `isFatal`: the handle is of no more use, close it and make a new one.
/// `requiresAbort`: the transaction must be aborted, the producer lives on. `isRetriable`: the same call may be
/// repeated.
public struct KafkaError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The number of the error; compare with the constants of ``KafkaErrorCode``.
    public let code: KafkaErrorCode
    /// What was tried, for example `commit transaction`.
    public let operation: String
    /// To what: a topic, partition, setting or group; empty where the operation says all.
    public let subject: String
    /// Why it failed, as librdkafka or the broker tells it.
    public let reason: String
    /// The client handle is of no more use.
    public let isFatal: Bool
    /// The same call may be repeated.
    public let isRetriable: Bool
    /// The current transaction must be aborted.
    public let requiresAbort: Bool

    public init(
        code: KafkaErrorCode, operation: String, subject: String = "", reason: String? = nil,
        isFatal: Bool = false, isRetriable: Bool? = nil, requiresAbort: Bool = false
    ) {
        self.code = code
        self.operation = operation
        self.subject = subject
        self.reason = reason ?? code.text
        self.isFatal = isFatal
        self.isRetriable = isRetriable ?? (!isFatal && !requiresAbort && code.healsByItself)
        self.requiresAbort = requiresAbort
    }

    /// The symbolic name of the code.
    public var name: String { code.name }

    public var description: String {
        let what = subject.isEmpty ? operation : "\(operation) \(subject)"
        return "\(what): \(reason) (\(name)\(isFatal ? ", fatal" : ""))"
    }
}

extension KafkaError {
    init(
        _ code: rd_kafka_resp_err_t, _ operation: String, _ subject: String = "", reason: String? = nil,
        isFatal: Bool = false
    ) {
        self.init(
            code: KafkaErrorCode(code), operation: operation, subject: subject, reason: reason,
            isFatal: isFatal || code == RD_KAFKA_RESP_ERR__FATAL)
    }

    /// Reads and destroys a librdkafka error object.
    init(consuming error: OpaquePointer, _ operation: String, _ subject: String = "") {
        self.init(
            code: KafkaErrorCode(rd_kafka_error_code(error)), operation: operation, subject: subject,
            reason: String(cString: rd_kafka_error_string(error)),
            isFatal: rd_kafka_error_is_fatal(error) != 0,
            isRetriable: rd_kafka_error_is_retriable(error) != 0,
            requiresAbort: rd_kafka_error_txn_requires_abort(error) != 0)
        rd_kafka_error_destroy(error)
    }

    /// Throws when `code` is an error.
    static func check(
        _ code: rd_kafka_resp_err_t, _ operation: String, _ subject: @autoclosure () -> String = ""
    ) throws(KafkaError) {
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code, operation, subject()) }
    }

    /// Throws when librdkafka returned an error object, and destroys it.
    static func check(
        _ error: OpaquePointer?, _ operation: String, _ subject: @autoclosure () -> String = ""
    ) throws(KafkaError) {
        if let error { throw KafkaError(consuming: error, operation, subject()) }
    }
}

extension KafkaErrorCode {
    /// True for errors that pass when brokers, leaders or coordinators come back.
    ///
    /// Source: the "retriable" column of the Kafka protocol guide's error codes, and the client's own transport errors.
    var healsByItself: Bool {
        switch rd_kafka_resp_err_t(rawValue) {
        case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
            RD_KAFKA_RESP_ERR__RESOLVE, RD_KAFKA_RESP_ERR__WAIT_COORD, RD_KAFKA_RESP_ERR__RETRY,
            RD_KAFKA_RESP_ERR__QUEUE_FULL, RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__WAIT_CACHE,
            RD_KAFKA_RESP_ERR__IN_PROGRESS, RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS,
            RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
            RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
            RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
            RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
            RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND,
            RD_KAFKA_RESP_ERR_NOT_CONTROLLER, RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR,
            RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT, RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS,
            RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS:
            true
        default:
            false
        }
    }
}
