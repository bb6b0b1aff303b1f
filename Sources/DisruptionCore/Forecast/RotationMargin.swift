/// How much later than scheduled a leg's aircraft will be ready, by what is known of the legs before it: signed, so
/// slack that is left counts. Instants in minutes, everything else in thousandths of a minute.
///
/// Source: deploy/ROTATION.md; the signed form of Lan, Clarke, Barnhart, "Planning for robust airline operations",
/// Transportation Science 40(1), 2006: propagated delay = arrival delay − slack.
public enum RotationMargin {
    /// From the in-block of the previous leg; also the first margin of `ahead`, from the in-block of the leg before.
    /// - Parameters:
    ///   - arrival: minutes.
    ///   - turn: thousandths of a minute.
    ///   - scheduledDeparture: of the leg that follows, minutes.
    public static func fromArrival(_ arrival: Int64, turn: Int, scheduledDeparture: Int64) -> Int {
        bounded((arrival &- scheduledDeparture).multipliedReportingOverflow(by: 1000).partialValue, turn)
    }

    /// From the off-block of the previous leg; also the first margin of `ahead`, from the off-block of the leg before.
    /// - Parameters:
    ///   - block: of the previous leg as scheduled, minutes.
    ///   - gain: what it takes beyond that, thousandths of a minute.
    public static func fromDeparture(
        _ departure: Int64, block: Int64, gain: Int, turn: Int, scheduledDeparture: Int64
    ) -> Int {
        fromArrival(departure &+ block, turn: gain &+ turn, scheduledDeparture: scheduledDeparture)
    }

    /// From the leg before the previous one.
    /// - Parameters:
    ///   - delay: with which the previous leg will depart, by the margin that the leg before leaves it:
    ///     `LearnedTables.departureDelay`.
    ///   - previousDeparture: of the previous leg as scheduled, minutes.
    public static func ahead(
        delay: Int, previousDeparture: Int64, block: Int64, gain: Int, turn: Int, scheduledDeparture: Int64
    ) -> Int {
        fromDeparture(
            previousDeparture, block: block, gain: gain &+ delay, turn: turn, scheduledDeparture: scheduledDeparture)
    }

    private static func bounded(_ value: Int64, _ more: Int) -> Int {
        let limit = LearnedLimits.marginMax
        func held(_ value: Int) -> Int { min(max(value, -limit), limit) }
        return held(held(Int(clamping: value)) + held(more))
    }
}
