/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// The core never asks a clock; every instant comes from a record, a watermark or a caller.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var ms: Int64

    @inlinable public init(ms: Int64) { self.ms = ms }

    /// Before everything: the watermark of a source that has not spoken.
    public static let distantPast = Instant(ms: .min)
    /// After everything: what nothing holds back.
    public static let distantFuture = Instant(ms: .max)

    @inlinable public static func < (a: Instant, b: Instant) -> Bool { a.ms < b.ms }

    /// This instant moved by whole minutes; saturates at the ends instead of trapping.
    @inlinable public func adding(minutes: Int64) -> Instant {
        adding(ms: minutes.multipliedReportingOverflow(by: 60_000).partialValue)
    }

    /// This instant moved by milliseconds; saturates at the ends instead of trapping.
    @inlinable public func adding(ms delta: Int64) -> Instant {
        let (sum, overflow) = ms.addingReportingOverflow(delta)
        return Instant(ms: overflow ? (delta > 0 ? .max : .min) : sum)
    }

    /// Minutes from `other` to this instant, rounded down; saturates at ±(2^31 − 1).
    @inlinable public func minutes(since other: Instant) -> Int32 {
        let (difference, overflow) = ms.subtractingReportingOverflow(other.ms)
        if overflow { return ms > other.ms ? Int32.max : -Int32.max }
        return Int32(clamping: floorDivide(difference, 60_000))
    }

    /// Whole minutes since 1970, rounded down.
    @inlinable public var minute: Int64 { floorDivide(ms, 60_000) }

    /// Whether a field of this value can stand in a fact: the years 1970 to 2149, which a packed date covers.
    @inlinable public var isPlausible: Bool { ms >= 0 && ms < 5_680_000_000_000 }
}

/// Integer division that rounds towards negative infinity; `divisor` is positive.
@inlinable public func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
