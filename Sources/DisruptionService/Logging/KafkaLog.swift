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
    /// librdkafka and told by our own events, so its errors are warnings here, and single connections that fail are
    /// for debugging; so is every attempt to get a producer's id from a broker that still starts, and that a property
    /// which the configuration gives to all clients is for consumers alone.
    fileprivate static func librdkafka(_ level: Int, _ facility: String, _ text: String, _ client: String) -> LogEvent {
        let isOrdinary =
            switch facility {
            case "FAIL": true
            case "GETPID": text.hasSuffix(": retrying")
            case "CONFWARN": text.contains("will be ignored by this")
            default: false
            }
        let ours: LogLevel = isOrdinary ? .debug : level <= 4 ? .warning : level <= 6 ? .info : .debug
        return LogEvent(ours, "kafka.library", text, ["client": .text(client), "facility": .text(facility)])
    }
}
