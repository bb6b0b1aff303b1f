/// What a client tells besides its results. Every closure may be called from several threads at once.
public struct KafkaHooks: Sendable {
    /// One line of librdkafka's log: level as in syslog (0 emergency … 7 debug), facility, text. Called from
    /// librdkafka's own threads, so it must be quick and must not call the client. Without it, librdkafka writes to
    /// standard error.
    public var log: (@Sendable (_ level: Int, _ facility: String, _ text: String) -> Void)?

    /// An error that belongs to no call, such as all brokers down; librdkafka goes on trying unless it is fatal.
    /// Called by whichever thread polls the producer. A consumer's come as ``ConsumerEvent/error(_:)`` instead.
    public var error: (@Sendable (KafkaError) -> Void)?

    /// librdkafka's statistics as JSON text, every `statistics.interval.ms`; the bytes are valid during the call only.
    /// Called by whichever thread polls. Source: librdkafka's STATISTICS.md.
    public var statistics: (@Sendable (UnsafeRawBufferPointer) -> Void)?

    public init(
        log: (@Sendable (_ level: Int, _ facility: String, _ text: String) -> Void)? = nil,
        error: (@Sendable (KafkaError) -> Void)? = nil,
        statistics: (@Sendable (UnsafeRawBufferPointer) -> Void)? = nil
    ) {
        self.log = log
        self.error = error
        self.statistics = statistics
    }
}
