/// Something that happened at run time and that somebody may want to know: logged and counted in one place.
///
/// Each kind of event is a static function in an extension, so that its code, level and words stand in one place:
///
///     extension LogEvent {
///         static func laneAssigned(_ lane: Int, partitions: Int) -> LogEvent {
///             LogEvent(
///                 .info, "lane.assigned", "Lane owns partitions",
///                 ["lane": .integer(lane), "partitions": .integer(partitions)])
///         }
///     }
public struct LogEvent: Sendable {
    public let level: LogLevel
    /// Stable, for dashboards and searches: a subject, a point, and what happened to it.
    public let code: StaticString
    /// One sentence without a full stop: what happened, and what to do where somebody should.
    public let message: String
    public let fields: LogFields

    public init(_ level: LogLevel, _ code: StaticString, _ message: String, _ fields: LogFields = [:]) {
        self.level = level
        self.code = code
        self.message = message
        self.fields = fields
    }
}

/// The names and values beside a message, in order. Names are ASCII without spaces, and none of `time`, `level`,
/// `code`, `message`, `left_out`, `fields_left_out`.
public struct LogFields: Sendable, ExpressibleByDictionaryLiteral {
    let all: [(name: StaticString, value: LogValue)]

    public init(dictionaryLiteral elements: (StaticString, LogValue)...) {
        all = elements.map { (name: $0.0, value: $0.1) }
    }
}

/// A value beside a message.
public enum LogValue: Sendable, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    case text(String)
    case number(Int64)
    case flag(Bool)

    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }

    /// Any whole number; one beyond 64 bits becomes the nearest.
    public static func integer(_ value: some BinaryInteger) -> LogValue { .number(Int64(clamping: value)) }

    /// Anything by its description, e.g. an error.
    public static func described(_ value: some CustomStringConvertible) -> LogValue { .text(value.description) }

    /// Bytes from outside; what is not UTF-8 becomes U+FFFD.
    public static func bytes(_ value: UnsafeRawBufferPointer) -> LogValue {
        .text(String(decoding: value.prefix(ServiceLimits.logTextBytes + 4), as: UTF8.self))
    }
}
