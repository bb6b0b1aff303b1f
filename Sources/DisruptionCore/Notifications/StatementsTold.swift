/// What the passengers of a booking were told of one flight: the last word on each subject.
struct StatementsTold: Equatable {
    private struct Word {
        var statement = Statement.nothing
        /// Counts up with each word on the subject, round at 256.
        var number: UInt8 = 0
        /// Seconds since 1970-01-01; 0 where nothing was said.
        var at: UInt32 = 0
    }

    private var words = InlineArray<4, Word>(repeating: Word())
    /// When it is to be looked at again, as a timer is set; `distantFuture` where none is.
    var wakesAt = Instant.distantFuture
    /// What caused that which waits, as `Trigger` writes it; empty where nothing does.
    var cause: [UInt8] = []

    init() {}

    /// Nothing was told that would have to be taken back, and nothing waits.
    var isPlain: Bool { wakesAt == .distantFuture && NotificationSubject.allCases.allSatisfy { self[$0] == .nothing } }

    /// What was said last.
    subscript(subject: NotificationSubject) -> Statement { words[subject.rawValue].statement }

    /// When that was; `distantPast` where nothing was said.
    func at(_ subject: NotificationSubject) -> Instant {
        let seconds = words[subject.rawValue].at
        return seconds == 0 ? .distantPast : Instant(ms: Int64(seconds) * 1_000)
    }

    func number(_ subject: NotificationSubject) -> UInt8 { words[subject.rawValue].number }

    mutating func say(_ statement: Statement, of subject: NotificationSubject, at now: Instant) {
        words[subject.rawValue].statement = statement
        words[subject.rawValue].number &+= 1
        words[subject.rawValue].at = UInt32(clamping: now.ms / 1_000)
    }

    static func == (a: StatementsTold, b: StatementsTold) -> Bool {
        a.wakesAt == b.wakesAt && a.cause == b.cause
            && NotificationSubject.allCases.allSatisfy {
                a[$0] == b[$0] && a.at($0) == b.at($0) && a.number($0) == b.number($0)
            }
    }
}

extension StatementsTold {
    /// The least that it takes.
    static let bytesMin = 1 + 1

    func encode(into writer: inout ByteWriter) {
        var held: UInt8 = wakesAt == .distantFuture ? 0 : 128
        for subject in NotificationSubject.allCases where words[subject.rawValue].at != 0 {
            held |= 1 << UInt8(subject.rawValue)
        }
        writer.put8(held)
        for subject in NotificationSubject.allCases where words[subject.rawValue].at != 0 {
            let word = words[subject.rawValue]
            writer.put8(word.statement.kind.rawValue)
            writer.put(word.statement.figure)
            writer.put8(word.number)
            writer.put(word.at)
        }
        if held & 128 != 0 { writer.putSigned(wakesAt.ms) }
        cause.withUnsafeBytes { writer.putCounted($0) }
    }

    /// - Returns: nil when the bytes are none.
    init?(reading reader: inout ByteReader) {
        self.init()
        let held: UInt8 = reader.read()
        for subject in NotificationSubject.allCases where held & 1 << UInt8(subject.rawValue) != 0 {
            guard let kind = Statement.Kind(rawValue: reader.read()) else { return nil }
            words[subject.rawValue].statement = Statement(kind, figure: reader.read())
            words[subject.rawValue].number = reader.read()
            words[subject.rawValue].at = reader.read()
        }
        if held & 128 != 0 { wakesAt = Instant(ms: reader.readSigned()) }
        cause = Array(reader.readCounted())
        if reader.failed { return nil }
    }
}
