import DisruptionCore
import WireFormat

/// Builds one line of the log, at most `ServiceLimits.logLineBytes` long: long texts are cut, then fields left out.
struct LogLine: ~Copyable {
    private var json = JSONWriter(capacity: 2 * ServiceLimits.logLineBytes)
    private var text = ByteWriter(capacity: 2 * ServiceLimits.logLineBytes)
    private let format: LogFormat
    /// Bytes that stay free for saying how many fields were left out.
    private static let reserve = 48

    init(format: LogFormat) { self.format = format }

    /// Hands a line with its line feed to `body`.
    /// - Parameter leftOut: events of the same code that were not written before this one.
    mutating func with(
        _ event: LogEvent, at now: Instant, leftOut: Int, _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        text.removeAll()
        switch format {
        case .json: writeJSON(event, now, leftOut)
        case .text(let isColoured): writeText(event, now, leftOut, isColoured: isColoured)
        case .journal:
            text.putBytes(ascii: "<\(event.level.priority)>")
            writeMessage(event, leftOut)
        }
        text.put8(0x0A)
        body(text.bytes)
    }

    private mutating func writeJSON(_ event: LogEvent, _ now: Instant, _ leftOut: Int) {
        json.removeAll()
        json.beginObject()
        json.field("time", now)
        json.field("level", event.level.rawValue)
        json.field("code", event.code)
        json.field("message", LogText.cut(event.message))
        if leftOut > 0 { json.field("left_out", leftOut) }
        var isFull = 0
        for (name, value) in event.fields.all {
            let before = json.count
            switch value {
            case .text(let text): json.field(name, LogText.cut(text))
            case .number(let number): json.field(name, number)
            case .flag(let flag): json.field(name, flag)
            }
            guard json.count > ServiceLimits.logLineBytes - Self.reserve else { continue }
            json.truncate(to: before)
            isFull += 1
        }
        if isFull > 0 { json.field("fields_left_out", isFull) }
        json.endObject()
        text.putBytes(json.bytes)
    }

    private mutating func writeText(_ event: LogEvent, _ now: Instant, _ leftOut: Int, isColoured: Bool) {
        let time = text.count
        text.put(instant: Instant(ms: now.ms - floorModulo(now.ms, 1000)))
        text.truncate(to: time + 19)
        text.putBytes(ascii: ".\(padded(floorModulo(now.ms, 1000)))Z ")
        if isColoured { text.putBytes(ascii: "\u{1B}[\(event.level.colour)m") }
        text.putBytes(ascii: event.level.label)
        if isColoured { text.putBytes(ascii: "\u{1B}[0m") }
        text.put8(0x20)
        writeMessage(event, leftOut)
    }

    /// `code message name=value …`, the code padded so that messages stand below each other.
    private mutating func writeMessage(_ event: LogEvent, _ leftOut: Int) {
        let codeLength = event.code.utf8CodeUnitCount
        event.code.withUTF8Buffer { text.putBytes(UnsafeRawBufferPointer($0)) }
        for _ in 0..<max(1, 24 - codeLength) { text.put8(0x20) }
        LogText.put(LogText.cut(event.message), isQuoted: false, into: &text)
        if leftOut > 0 { text.putBytes(ascii: " left_out=\(leftOut)") }
        var isFull = 0
        for (name, value) in event.fields.all {
            let before = text.count
            text.put8(0x20)
            name.withUTF8Buffer { text.putBytes(UnsafeRawBufferPointer($0)) }
            text.put8(0x3D)
            switch value {
            case .text(let value): LogText.put(LogText.cut(value), isQuoted: true, into: &text)
            case .number(let number): text.putDecimal(number)
            case .flag(let flag): text.putBytes(ascii: flag ? "true" : "false")
            }
            guard text.count > ServiceLimits.logLineBytes - Self.reserve else { continue }
            text.truncate(to: before)
            isFull += 1
        }
        if isFull > 0 { text.putBytes(ascii: " fields_left_out=\(isFull)") }
    }

    private func padded(_ milliseconds: Int64) -> String {
        let digits = String(milliseconds)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    private func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
        value - floorDivide(value, divisor) * divisor
    }
}

extension LogLevel {
    /// Five characters, so that columns stand.
    fileprivate var label: String {
        switch self {
        case .error: "ERROR"
        case .warning: "WARN "
        case .info: "info "
        case .debug: "debug"
        }
    }

    /// The terminal's colour: red, yellow, green, grey.
    fileprivate var colour: Int {
        switch self {
        case .error: 31
        case .warning: 33
        case .info: 32
        case .debug: 90
        }
    }
}
