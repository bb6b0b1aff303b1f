/// When the facts of history become known; the files do not say.
public struct EventRules: Sendable, Equatable {
    /// Minutes before scheduled departure at which the schedule is told; 0…`HistoryLimits.leadMinutesMax`.
    public var scheduleLeadMinutes: Int
    /// Minutes before scheduled departure at which a cancellation is told; 0…`HistoryLimits.leadMinutesMax`. Never
    /// before the schedule.
    public var cancelLeadMinutes: Int
    /// Tells take-off and landing too, where the file has taxi times.
    public var tellsRunwayTimes: Bool
    /// Tells diversions, and where to if the file names the airport: when the aircraft stood there, or, where nobody
    /// says, when it should have arrived.
    public var tellsDiversions: Bool

    public init(
        scheduleLeadMinutes: Int = 24 * 60, cancelLeadMinutes: Int = 60, tellsRunwayTimes: Bool = false,
        tellsDiversions: Bool = true
    ) {
        self.scheduleLeadMinutes = min(max(scheduleLeadMinutes, 0), HistoryLimits.leadMinutesMax)
        self.cancelLeadMinutes = min(max(cancelLeadMinutes, 0), HistoryLimits.leadMinutesMax)
        self.tellsRunwayTimes = tellsRunwayTimes
        self.tellsDiversions = tellsDiversions
    }

    /// The reference job's: schedule 6 h before departure, cancellation 1 h, departures and arrivals; use with
    /// `LegSelection.reference`.
    public static let reference = EventRules(scheduleLeadMinutes: 6 * 60, tellsDiversions: false)
}

extension LegSelection {
    /// The reference job's: every row with something in the tail's place.
    public static let reference = LegSelection(needsTailText: true, keepsDuplicates: true)
}
