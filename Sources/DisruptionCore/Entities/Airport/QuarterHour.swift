/// A bin of 15 minutes of event time, numbered from 1970-01-01T00:00:00Z. Demand is counted by bin, so that the order
/// of arrival does not matter.
struct QuarterHour: Hashable, Comparable {
    static let lengthMs: Int64 = 900_000
    /// Bins in an hour.
    static let perHour: Int32 = 4

    var index: Int32

    init(index: Int32) { self.index = index }

    /// The bin that an instant falls into; saturates at the ends.
    init(containing instant: Instant) {
        index = Int32(clamping: floorDivide(instant.ms, QuarterHour.lengthMs))
    }

    /// The bin of an instant, none where there is none.
    init(_ instant: Instant?) { self = instant.map { QuarterHour(containing: $0) } ?? .none }

    /// No bin; before every bin.
    static let none = QuarterHour(index: .min)
    var isNone: Bool { index == .min }

    var start: Instant { Instant(ms: Int64(index) * QuarterHour.lengthMs) }
    var end: Instant { Instant(ms: (Int64(index) + 1) * QuarterHour.lengthMs) }

    static func < (a: QuarterHour, b: QuarterHour) -> Bool { a.index < b.index }
    static func - (a: QuarterHour, b: QuarterHour) -> Int32 { a.index &- b.index }
    static func + (bin: QuarterHour, count: Int32) -> QuarterHour { QuarterHour(index: bin.index &+ count) }
}

/// When a bin settles: its end and some minutes for reports to come in. What became known before that instant counts in
/// it.
struct Settling: Equatable {
    /// Milliseconds after a bin's end.
    let reportingMs: Int64

    init(_ settings: EngineSettings) { reportingMs = settings[.congestionReportingMinutes] * 60_000 }

    /// The instant at which a bin settles.
    func instant(of bin: QuarterHour) -> Instant { bin.end.adding(ms: reportingMs) }

    /// The first bin that settles after an instant: the earliest that can still take what became known then.
    func first(after instant: Instant) -> QuarterHour { QuarterHour(containing: instant.adding(ms: -reportingMs)) }

    /// The last bin that is settled at an instant; none before everything.
    func last(at instant: Instant) -> QuarterHour {
        instant == .distantPast ? .none : first(after: instant) + -1
    }
}
