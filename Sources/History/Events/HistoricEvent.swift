public import DisruptionCore

/// One thing that becomes known of a leg.
public struct HistoricEvent: Sendable, Equatable {
    /// The raw values order what becomes known of one leg at one instant.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case scheduled, departed, airborne, landed, diverted, arrived, cancelled
    }

    public let kind: Kind
    /// When it becomes known.
    public let time: Instant
    public let leg: HistoricLeg
}

extension EventRules {
    /// Calls `body` for each event of a leg, with its instant, in no order.
    @inline(__always)
    func forEachEvent(of leg: HistoricLeg, _ body: (HistoricEvent.Kind, Instant) -> Void) {
        let planned = leg.scheduledDeparture.adding(minutes: -Int64(scheduleLeadMinutes))
        // A schedule is known before anything else of its leg, however short its lead.
        let scheduled = min(planned, leg.out ?? planned)
        body(.scheduled, scheduled)
        if let out = leg.out { body(.departed, out) }
        if tellsRunwayTimes {
            if let off = leg.off { body(.airborne, off) }
            if let on = leg.on { body(.landed, on) }
        }
        if let arrival = leg.arrival { body(.arrived, arrival) }
        if tellsDiversions, leg.isDiverted { body(.diverted, diversion(of: leg)) }
        if leg.isCancelled { body(.cancelled, cancellation(of: leg, scheduled: scheduled)) }
    }

    /// A leg that left the gate and came back is cancelled a minute after it left: nobody says when.
    private func cancellation(of leg: HistoricLeg, scheduled: Instant) -> Instant {
        let told = max(scheduled, leg.scheduledDeparture.adding(minutes: -Int64(cancelLeadMinutes)))
        return max(told, leg.out?.adding(minutes: 1) ?? told)
    }

    private func diversion(of leg: HistoricLeg) -> Instant {
        let block = leg.scheduledArrival.ms - leg.scheduledDeparture.ms
        let due = leg.out.map { $0.adding(ms: block) } ?? leg.scheduledArrival
        let told = leg.divertedAt ?? max(due, leg.scheduledArrival)
        return min(told, leg.arrival ?? told)
    }
}
