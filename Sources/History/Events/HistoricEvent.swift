public import DisruptionCore
import WireFormat

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

    public init(kind: Kind, time: Instant, leg: HistoricLeg) {
        self.kind = kind
        self.time = time
        self.leg = leg
    }
}

extension HistoricEvent {
    /// Writes the event id: the leg's name and the kind of event.
    public func putID(into writer: inout ByteWriter) {
        writer.putLeg(leg.key)
        let word = kind.word
        writer.putBytes(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}

extension HistoricEvent.Kind {
    /// The end of the event id.
    fileprivate var word: StaticString {
        switch self {
        case .scheduled: ":scheduled"
        case .departed: ":out"
        case .airborne: ":off"
        case .landed: ":on"
        case .diverted: ":diverted"
        case .arrived: ":in"
        case .cancelled: ":cancelled"
        }
    }
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

    /// When a leg's cancellation becomes known; nil where it is not cancelled.
    public func cancellationTold(of leg: HistoricLeg) -> Instant? {
        guard leg.isCancelled else { return nil }
        let planned = leg.scheduledDeparture.adding(minutes: -Int64(scheduleLeadMinutes))
        return cancellation(of: leg, scheduled: min(planned, leg.out ?? planned))
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
