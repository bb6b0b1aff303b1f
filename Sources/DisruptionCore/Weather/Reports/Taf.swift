/// A forecast for an aerodrome, read from its text.
///
/// Reading never fails as a whole: what could not be read is in `issues`, by group, and everything else is here.
/// Source: WMO-No. 306, FM 51; ICAO Annex 3, appendix 5; US Air Force Manual 15-124 for military groups.
public struct Taf: Sendable, Equatable {
    /// Four letters or digits; none where it could not be read.
    public var station = AirportCode.none
    /// Replaces an earlier one.
    public var isAmendment = false
    public var isCorrection = false
    /// Withdraws the forecast in force (`CNL`).
    public var isCancelled = false
    /// There is no forecast (`NIL`).
    public var isNil = false
    /// nil where it is not told.
    public var issuedAt: Instant?
    /// The period of validity; nil where it could not be read.
    public var validFrom: Instant?
    public var validUntil: Instant?
    /// What prevails first, then the changes as they stand; at most `WeatherLimits.changes` of them.
    public var groups: [TafGroup] = []
    public var extremes = TemperatureExtremes()
    /// Where remarks stand (`RMK`, `AMD NOT SKED`, …).
    public var remarksPlace: TextPlace?

    public var issues = GroupIssues()
    /// Bytes from the begin that belong to this report: another may follow.
    public var length: Int32 = 0

    public init() {}
}
