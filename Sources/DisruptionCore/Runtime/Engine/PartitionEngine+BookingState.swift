/// A booking as now known, for booking.state.
public struct BookingState {
    /// Rises with every change: log incarnation × 2^40 + offset in the entities log + 1.
    public let version: Int64
    /// Of what changed it last.
    public let eventTime: Instant
    public let triggerEventID: String
    public let correlationID: String
    /// What its passengers are owed as things stand, a figure for each journey and regulation.
    public let exposures: [ImpactExposure]
    private let booking: Booking

    init(_ booking: Booking, _ change: StaleBookings.Change, rules: ImpactRules) {
        self.booking = booking
        version = change.version
        eventTime = change.eventTime
        triggerEventID = change.eventID
        correlationID = change.correlationID
        exposures = booking.exposures(rules)
    }

    public var isCancelled: Bool { booking.isCancelled }
    /// A flight of it does not fly, or is missed.
    public var needsRebooking: Bool { booking.segments.contains { $0.state.needsRebooking } }

    public var id: [UInt8] { booking.id }

    /// Calls `body` with the booking's trip; a cancellation may have none. Views are valid in it.
    public func withTrip(_ body: (Trip) -> Void) { booking.withTrip { _, trip in body(trip) } }

    /// How a flight of the trip stands, as its leg told it.
    public func state(of leg: LegKey) -> SegmentState { booking.state(of: leg) }

    /// Whether a passenger of the trip is checked in for a flight of it.
    public func isCheckedIn(_ passenger: Trip.Passenger, for leg: LegKey) -> Bool {
        let id = Hash64.of(passenger.id)
        return booking.checkIns.contains { $0.passenger == id && $0.leg == leg }
    }

    /// Whether a passenger was not on board of a flight that left: others are checked in for it, and this one is not.
    public func isNoShow(_ passenger: Trip.Passenger, for leg: LegKey) -> Bool {
        state(of: leg).hasCheckIns && !isCheckedIn(passenger, for: leg)
    }
}

/// Bookings that changed since they were handed out, in the order in which they changed.
struct StaleBookings {
    /// What changed a booking last.
    struct Change {
        let key: EntityKey
        var version: Int64
        var eventTime: Instant
        var eventID: String
        var correlationID: String
    }

    var changes: [Change] = []
    /// Last states of bookings that were forgotten before they were handed out, and the ids of all that were.
    var last: [BookingState] = []
    var forgotten: [[UInt8]] = []

    var isEmpty: Bool { changes.isEmpty && forgotten.isEmpty }
    var count: Int { changes.count + last.count + forgotten.count }

    mutating func removeAll() {
        changes.removeAll(keepingCapacity: true)
        last.removeAll()
        forgotten.removeAll()
    }
}

extension PartitionEngine {
    /// Hands out the state of every booking that changed since the last call, once each, then the id of every one that
    /// was forgotten.
    public mutating func takeBookings(
        _ body: (BookingState) -> Void, forgotten: (UnsafeRawBufferPointer) -> Void
    ) {
        for state in staleBookings.last { body(state) }
        let rules = impactRules
        for change in staleBookings.changes {
            guard let slot = bookings.find(change.key.high, change.key.low) else { continue }
            bookings[slot].stalePlace = -1
            body(BookingState(bookings[slot], change, rules: rules))
        }
        for id in staleBookings.forgotten { id.withUnsafeBytes(forgotten) }
        staleBookings.removeAll()
    }

    /// Notes that a booking's state is to be handed out; one of which only check-ins were heard has none.
    mutating func markStale(booking slot: Int, _ trigger: Trigger) {
        guard settings[.bookingStateEnabled] == 1, !outgoing.isSuppressed, !bookings[slot].content.isEmpty else {
            return
        }
        let place = Int(bookings[slot].stalePlace)
        if place < 0 {
            bookings[slot].stalePlace = Int32(staleBookings.changes.count)
            staleBookings.changes.append(
                StaleBookings.Change(
                    key: bookings[slot].key, version: version, eventTime: trigger.eventTime,
                    eventID: String(decoding: trigger.eventID, as: UTF8.self),
                    correlationID: String(decoding: trigger.correlationID, as: UTF8.self)))
        } else {
            staleBookings.changes[place].version = version
            staleBookings.changes[place].eventTime = trigger.eventTime
            staleBookings.changes[place].eventID = String(decoding: trigger.eventID, as: UTF8.self)
            staleBookings.changes[place].correlationID = String(decoding: trigger.correlationID, as: UTF8.self)
        }
    }

    /// Keeps what is still to be said of a booking that is about to be forgotten.
    mutating func handOutLast(booking slot: Int) {
        guard settings[.bookingStateEnabled] == 1, !outgoing.isSuppressed else { return }
        let place = Int(bookings[slot].stalePlace)
        if place >= 0 {
            staleBookings.last.append(
                BookingState(bookings[slot], staleBookings.changes[place], rules: impactRules))
        }
        if !bookings[slot].content.isEmpty { staleBookings.forgotten.append(bookings[slot].id) }
    }
}

extension Booking {
    /// What its passengers are owed, a figure for each journey and regulation: who is not flown, or misses a
    /// connection, by that; else who comes late to where the journey ends.
    fileprivate func exposures(_ rules: ImpactRules) -> [ImpactExposure] {
        if segments.isEmpty { return [] }
        var found: [ImpactExposure] = []
        var outcome: (what: CompensationCase.Outcome, liability: Liability)?
        for (leg, party) in parties() {
            if party.inbound.isNone { outcome = nil }
            let state = state(of: leg)
            if outcome == nil, state.stage == .cancelled {
                outcome = (.cancelled(noticeDays: state.noticeDays, offer: nil), state.liability)
            } else if outcome == nil, state.connection == .missed {
                let minutes = rules.settings[.impactCancelledMinutes]
                outcome = (.late(minutes: Int32(clamping: minutes)), .uncertain)
            }
            guard party.onward.isNone else { continue }
            if outcome == nil, state.arrivalMinutes > 0 {
                let door = Int32(clamping: rules.settings[.impactDoorMinutes])
                outcome = (.late(minutes: state.arrivalMinutes + door), state.liability)
            }
            guard let outcome else { continue }
            var sum = ExposureSum(
                rules.compensation, rules.reference, date: leg.date, liability: outcome.liability)
            sum.add(party, outcome.what)
            found += sum.exposures
        }
        return found
    }
}
