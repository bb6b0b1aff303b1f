extension PartitionEngine {
    /// Takes in what is said of a booking, and tells the legs that it joins, changes on or leaves.
    mutating func applyBookingFact(
        _ head: MessageHead, _ reader: inout ByteReader, _ header: FrameHeader, at known: Int?
    ) throws(FrameError) {
        guard let fact = BookingFact(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        let trigger = Trigger(eventTime: fact.eventTime, eventID: fact.eventID, correlationID: fact.correlationID)
        guard let slot = known ?? bookings.find(head.key.high, head.key.low) else {
            return make(head, fact, header, trigger)
        }
        guard bookings[slot].seen.claim(fact.eventHash) else {
            counters.duplicates += 1
            return
        }
        let before = bookings[slot].parties()
        let toldBefore = bookings[slot].segments.isEmpty ? [] : bookings[slot].passengerIDs()
        guard bookings[slot].take(fact, partition: header.partition, offset: head.origin) else { return }
        if fact.lastDate > bookings[slot].lastDate {
            bookings[slot].lastDate = fact.lastDate
            bookingsByDate[fact.lastDate.days, default: []].append(Int32(slot))
        }
        tellParties(slot, before: before, trigger)
        notifyNewcomers(slot, before: toldBefore, at: max(trigger.eventTime, watermarks.w1), trigger)
        markStale(booking: slot, trigger)
    }

    /// Makes the booking that a fact is the first to name; a fact of one that is over is late, and one
    /// without room has no effect.
    private mutating func make(_ head: MessageHead, _ fact: BookingFact, _ header: FrameHeader, _ trigger: Trigger) {
        let forgottenAt = CalendarDate(days: fact.lastDate.days + LegKey.lifeDays).startUTC
        guard max(fact.eventTime, watermarks.w1) < forgottenAt else {
            return refuse(
                header, head, recordedAt: fact.recordedAt, eventID: fact.eventID, subject: "booking",
                .late(forgottenAt: forgottenAt))
        }
        guard bookings.count < limits.bookings else {
            return refuse(
                header, head, recordedAt: fact.recordedAt, eventID: fact.eventID, subject: "booking",
                .noRoom(limit: limits.bookings))
        }
        var booking = Booking(head.key, lastDate: fact.lastDate)
        _ = booking.seen.claim(fact.eventHash)
        _ = booking.take(fact, partition: header.partition, offset: head.origin)
        let slot = bookings.insert(head.key.high, head.key.low, booking)
        bookingsByDate[fact.lastDate.days, default: []].append(Int32(slot))
        tellParties(slot, before: [], trigger)
        markStale(booking: slot, trigger)
    }

    /// Tells legs what has changed for them.
    private mutating func tellParties(_ slot: Int, before: [(leg: LegKey, party: Party)], _ trigger: Trigger) {
        let after = bookings[slot].parties()
        for (leg, party) in before where !after.contains(where: { $0.leg == leg }) {
            outgoing.send(.partyGone, to: .leg(leg), at: trigger.eventTime) {
                $0.put(party.high)
                $0.put(party.low)
                trigger.encode(into: &$0)
            }
        }
        for (leg, party) in after {
            if before.contains(where: { $0.leg == leg && $0.party == party }) { continue }
            outgoing.send(.partyTold, to: .leg(leg), at: trigger.eventTime) {
                $0.put(party.high)
                $0.put(party.low)
                party.encode(into: &$0)
                trigger.encode(into: &$0)
            }
        }
    }

    /// Takes bookings whose trips are over out of memory.
    mutating func forgetBookings() {
        let gone = bookingsByDate.keys.filter { CalendarDate(days: $0 + LegKey.lifeDays).startUTC <= watermarks.w3 }
            .sorted()
        for date in gone {
            // A slot is free for others only once its booking's own date has gone, so it is still the same booking.
            for slot in bookingsByDate[date] ?? [] where bookings[Int(slot)].lastDate.days == date {
                handOutLast(booking: Int(slot))
                bookings.remove(bookings[Int(slot)].high, bookings[Int(slot)].low)
            }
            bookingsByDate[date] = nil
        }
    }
}
