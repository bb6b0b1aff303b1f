import CLibrdkafka

/// What librdkafka's callbacks reach through its opaque pointer. The box only records or passes on.
final class CallbackContext: Sendable {
    let hooks: KafkaHooks
    let ledger: DeliveryLedger?

    init(hooks: KafkaHooks, ledger: DeliveryLedger? = nil) {
        self.hooks = hooks
        self.ledger = ledger
    }

    static func from(_ opaque: UnsafeMutableRawPointer?) -> CallbackContext? {
        opaque.map { Unmanaged<CallbackContext>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension CallbackContext {
    /// Registers the callbacks; the context must outlive every client made from the configuration.
    func register(in configuration: OpaquePointer) {
        rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(self).toOpaque())
        if hooks.log != nil { rd_kafka_conf_set_log_cb(configuration, onLog) }
        rd_kafka_conf_set_error_cb(configuration, onError)
        if hooks.statistics != nil { rd_kafka_conf_set_stats_cb(configuration, onStatistics) }
        if ledger != nil { rd_kafka_conf_set_dr_msg_cb(configuration, onDelivery) }
    }
}

private func onLog(
    client: OpaquePointer?, level: CInt, facility: UnsafePointer<CChar>?, text: UnsafePointer<CChar>?
) {
    guard let client, let context = CallbackContext.from(rd_kafka_opaque(client)), let log = context.hooks.log else {
        return
    }
    log(Int(level), facility.map { String(cString: $0) } ?? "", text.map { String(cString: $0) } ?? "")
}

private func onError(
    client: OpaquePointer?, code: CInt, reason: UnsafePointer<CChar>?, opaque: UnsafeMutableRawPointer?
) {
    guard let client, let context = CallbackContext.from(opaque), let report = context.hooks.error else { return }
    if code == RD_KAFKA_RESP_ERR__FATAL.rawValue {
        let (cause, text) = withErrorText { buffer, size in rd_kafka_fatal_error(client, buffer, size) }
        report(KafkaError(cause, "run", clientName(client), reason: text, isFatal: true))
    } else {
        report(
            KafkaError(
                rd_kafka_resp_err_t(code), "run", clientName(client), reason: reason.map { String(cString: $0) }))
    }
}

private func onStatistics(
    client: OpaquePointer?, json: UnsafeMutablePointer<CChar>?, count: Int, opaque: UnsafeMutableRawPointer?
) -> CInt {
    CallbackContext.from(opaque)?.hooks.statistics?(UnsafeRawBufferPointer(start: json, count: count))
    return 0
}

private func onDelivery(
    client: OpaquePointer?, message: UnsafePointer<rd_kafka_message_t>?, opaque: UnsafeMutableRawPointer?
) {
    guard let message, let ledger = CallbackContext.from(opaque)?.ledger else { return }
    ledger.record(message.pointee)
}

/// The name librdkafka gave a client, for example `iropsd#producer-1`.
func clientName(_ client: OpaquePointer) -> String {
    String(cString: rd_kafka_name(client))
}
