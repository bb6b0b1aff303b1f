/// A change expected within two hours of a METAR.
public struct TrendGroup: Sendable, Equatable {
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Becomes so, regularly or not, and stays.
        case becoming
        /// For less than an hour at a time, less than half of the period altogether.
        case temporary
        /// The like of `temporary` for less than 30 minutes at a time (Australia).
        case intermittent
        /// All of it is so from a time on (Australia).
        case from
        /// A forecast without a word before it, behind the colour of a military aerodrome.
        case forecast
    }

    public let kind: Kind
    /// Minutes after 00:00 UTC, 0…1440: from, until, at; nil where it is not told.
    public var fromMinute: Int16?
    public var untilMinute: Int16?
    public var atMinute: Int16?
    public var conditions = ReportedConditions()
    public var colour: ColourState?

    public init(_ kind: Kind) { self.kind = kind }
}
