/// Leg → airport: what the airport is to expect instead of what it was told. Changes commute, so the airport keeps
/// counts only.
///
/// Body: flags u8 (bit 0 arrival; bits 1-2 state before, 3-4 state now of a departure; bit 5 scheduled bin as before),
/// then signed varints: bins relative to that of the event time, best-known bins relative to the scheduled.
/// Behind one that concerns a cancellation follow the ids of the event that caused it and of its correlation, for the
/// airport is looked at then.
enum DemandChange {
    case departure(from: DepartureDemand, to: DepartureDemand)
    /// Bins; none where nothing is expected.
    case arrival(from: QuarterHour, to: QuarterHour)

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        let base = QuarterHour(containing: eventTime)
        switch self {
        case .departure(let old, let new):
            let same = old.state != .none && new.state != .none && old.scheduled == new.scheduled
            writer.put8(old.state.rawValue << 1 | new.state.rawValue << 3 | (same ? 32 : 0))
            if old.state != .none {
                writer.put(old.scheduled, from: base)
                writer.put(old.best, from: old.scheduled)
            }
            if new.state != .none {
                if !same { writer.put(new.scheduled, from: base) }
                writer.put(new.best, from: new.scheduled)
            }
        case .arrival(let old, let new):
            writer.put8(1 | (old.isNone ? 0 : 2) | (new.isNone ? 0 : 8))
            if !old.isNone { writer.put(old, from: base) }
            if !new.isNone { writer.put(new, from: base) }
        }
    }

    /// A departure is cancelled by it or was before.
    var concernsCancellation: Bool {
        guard case .departure(let old, let new) = self else { return false }
        return old.state == .cancelled || new.state == .cancelled
    }

    /// - Returns: nil when the bytes are no change.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        let base = QuarterHour(containing: eventTime)
        let flags: UInt8 = reader.read()
        if flags & 1 == 1 {
            let old = flags & 2 == 0 ? QuarterHour.none : reader.readBin(from: base)
            self = .arrival(from: old, to: flags & 8 == 0 ? .none : reader.readBin(from: base))
        } else {
            var old = DepartureDemand()
            var new = DepartureDemand()
            if let state = DepartureDemand.State(rawValue: flags >> 1 & 3), state != .none {
                old.state = state
                old.scheduled = reader.readBin(from: base)
                old.best = reader.readBin(from: old.scheduled)
            }
            if let state = DepartureDemand.State(rawValue: flags >> 3 & 3), state != .none {
                new.state = state
                new.scheduled = flags & 32 != 0 ? old.scheduled : reader.readBin(from: base)
                new.best = reader.readBin(from: new.scheduled)
            }
            self = .departure(from: old, to: new)
        }
        if reader.failed { return nil }
    }
}
