extension PartitionEngine {
    /// Keeps the newest version of a booking.
    mutating func applyBookingFact(_ head: MessageHead, _ reader: inout ByteReader, _ header: FrameHeader)
        throws(FrameError)
    {
        guard let fact = BookingFact(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = bookings.find(head.key.high, head.key.low) else {
            return make(head, fact, header)
        }
        guard bookings[slot].seen.claim(fact.eventHash) else {
            counters.duplicates += 1
            return
        }
        bookings[slot].take(fact)
        if fact.lastDate > bookings[slot].lastDate {
            bookings[slot].lastDate = fact.lastDate
            bookingsByDate[fact.lastDate.days, default: []].append(head.key)
        }
    }

    /// Makes the booking that a fact is the first to name; a fact of one that is over is late, and one
    /// without room has no effect.
    private mutating func make(_ head: MessageHead, _ fact: BookingFact, _ header: FrameHeader) {
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
        var booking = Booking(key: head.key, lastDate: fact.lastDate)
        _ = booking.seen.claim(fact.eventHash)
        booking.take(fact)
        _ = bookings.insert(head.key.high, head.key.low, booking)
        bookingsByDate[fact.lastDate.days, default: []].append(head.key)
    }

    /// Takes bookings whose trips are over out of memory.
    mutating func forgetBookings() {
        let gone = bookingsByDate.keys.filter { CalendarDate(days: $0 + LegKey.lifeDays).startUTC <= watermarks.w3 }
        for date in gone {
            for key in bookingsByDate[date] ?? [] {
                guard let slot = bookings.find(key.high, key.low), bookings[slot].lastDate.days <= date else {
                    continue
                }
                bookings.remove(key.high, key.low)
            }
            bookingsByDate[date] = nil
        }
    }
}
