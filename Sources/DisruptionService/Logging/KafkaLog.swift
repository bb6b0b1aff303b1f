public import KafkaClient

extension KafkaHooks {
    /// librdkafka's own log lines as events of ours.
    /// - Parameter client: which client speaks, e.g. `lane 0 consumer`.
    public static func logging(to log: Log, client: String) -> KafkaHooks {
        KafkaHooks(log: { level, facility, text in log.emit(.librdkafka(level, facility, text, client)) })
    }
}

extension LogEvent {
    /// syslog's levels 0 to 3 are errors, 4 warnings, 5 and 6 information. A broker that is away is retried by
    /// librdkafka and told by our own events, so its errors are warnings here.
    fileprivate static func librdkafka(_ level: Int, _ facility: String, _ text: String, _ client: String) -> LogEvent {
        let ours: LogLevel = level <= 4 ? .warning : level <= 6 ? .info : .debug
        return LogEvent(ours, "kafka.library", text, ["client": .text(client), "facility": .text(facility)])
    }
}
