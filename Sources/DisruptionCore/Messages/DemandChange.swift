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
        func put(_ bin: QuarterHour, _ base: QuarterHour, _ writer: inout ByteWriter) {
            writer.putSigned(Int64(bin.index) - Int64(base.index))
        }
        switch self {
        case .departure(let old, let new):
            let same = old.state != .none && new.state != .none && old.scheduled == new.scheduled
            writer.put8(old.state.rawValue << 1 | new.state.rawValue << 3 | (same ? 32 : 0))
            if old.state != .none {
                put(old.scheduled, base, &writer)
                put(old.best, old.scheduled, &writer)
            }
            if new.state != .none {
                if !same { put(new.scheduled, base, &writer) }
                put(new.best, new.scheduled, &writer)
            }
        case .arrival(let old, let new):
            writer.put8(1 | (old.isNone ? 0 : 2) | (new.isNone ? 0 : 8))
            if !old.isNone { put(old, base, &writer) }
            if !new.isNone { put(new, base, &writer) }
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
        func bin(_ base: QuarterHour, _ reader: inout ByteReader) -> QuarterHour {
            base + Int32(truncatingIfNeeded: reader.readSigned())
        }
        if flags & 1 == 1 {
            let old = flags & 2 == 0 ? QuarterHour.none : bin(base, &reader)
            self = .arrival(from: old, to: flags & 8 == 0 ? .none : bin(base, &reader))
        } else {
            var old = DepartureDemand()
            var new = DepartureDemand()
            if let state = DepartureDemand.State(rawValue: flags >> 1 & 3), state != .none {
                old.state = state
                old.scheduled = bin(base, &reader)
                old.best = bin(old.scheduled, &reader)
            }
            if let state = DepartureDemand.State(rawValue: flags >> 3 & 3), state != .none {
                new.state = state
                new.scheduled = flags & 32 != 0 ? old.scheduled : bin(base, &reader)
                new.best = bin(new.scheduled, &reader)
            }
            self = .departure(from: old, to: new)
        }
        if reader.failed { return nil }
    }
}
