/// Every bound of the service's configuration, logs, metrics and HTTP, with its unit and the reason for it.
enum ServiceLimits {
    /// Bytes of a configuration file: the commented reference is 20 KiB, so what is larger is some other file.
    static let configurationBytes = 1 << 20
    /// Levels of mappings and lists in a configuration; the deepest key stands on the third.
    static let configurationDepth = 16
    /// Keys, values and lists in a configuration: 100 times what the reference file has.
    static let configurationNodes = 20_000
    /// Bytes of one value, before and after `${…}`: a chain of PEM certificates fits.
    static let configurationValueBytes = 64 << 10
    /// Problems of a configuration that are kept and told; the rest is a number.
    static let configurationProblems = 100
    /// Keys, values and lists in a scenario file: five of each step, with room.
    static let scenarioNodes = 6 * scenarioSteps
    /// Things that happen in one scenario file; a network has 1,500 legs a day.
    static let scenarioSteps = 10_000
    /// Characters of a scenario's summary: one line of a terminal.
    static let scenarioSummaryCharacters = 100
    /// Hours from the first day's 00:00 UTC that a step may name: as many days as a simulation has at most.
    static let scenarioHours = 31 * 24

    /// Bytes of a log line with its line feed: PIPE_BUF on Linux, up to which a write to a pipe is not torn.
    static let logLineBytes = 4096
    /// Bytes of a log line's message, and of one field's value.
    static let logTextBytes = 1024
    /// Lines per code and window before repeats are left out: a start tells of 24 partitions one by one.
    static let logRepeats = 32
    /// Milliseconds of a window of repeats.
    static let logRepeatWindowMs: Int64 = 10_000
    /// Codes that are told apart; they come from the source, which has fewer.
    static let logCodes = 512

    /// Series of one metric; labels are partitions, lanes, detectors and reasons, none of which comes to that.
    static let metricSeries = 512
    /// Cells of one series: one per lane and then shared, so that restarted lanes do not pile up.
    static let metricCells = 64

    /// Longest pause of a Kafka client between two attempts to reach a broker that is away, ms: a connection that is
    /// refused costs nothing, and a process has a handful of clients.
    static let reconnectMs = 1_000
    /// Longest wait of a Kafka client for a new connection to work, ms: a broker that starts takes connections before
    /// it answers them.
    static let connectMs = 5_000
    /// Longest wait of a Kafka client for an answer before it takes the connection for dead and makes another, ms: a
    /// broker that is merely slow answers the second request, and a producer's records are not doubled by that.
    static let answerMs = 10_000

    /// HTTP connections at a time: scrapers, probes and a person, with room; more wait in the socket's queue.
    static let httpConnections: UInt32 = 64
    /// Seconds that an HTTP connection may stay silent.
    static let httpIdleSeconds: UInt32 = 15
    /// Bytes of memory of an HTTP connection, which bounds the request's line and headers.
    static let httpConnectionBytes = 16 << 10
}
