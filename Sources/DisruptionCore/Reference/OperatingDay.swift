/// The rule of operating days: the local date of the instant − 3 h, so that a night's last flights belong to the day
/// before.
public enum OperatingDay {
    /// Milliseconds after local midnight at which an operating day begins.
    public static let cutMs: Int64 = 3 * 3_600_000

    /// - Parameter utcOffsetSeconds: of the place at that instant.
    @inlinable public static func of(_ instant: Instant, utcOffsetSeconds: Int32) -> CalendarDate {
        CalendarDate(utc: instant.adding(ms: Int64(utcOffsetSeconds) * 1000 - cutMs))
    }

    /// The operating day in UTC: that of airlines and of the network.
    @inlinable public static func utc(_ instant: Instant) -> CalendarDate { of(instant, utcOffsetSeconds: 0) }
}
