extension PartitionEngine {
    /// Keeps the newest version of a booking. The newest is that of the latest event time; of one time the larger
    /// content.
    mutating func applyBookingFact(_ head: MessageHead, _ reader: inout ByteReader, _ header: FrameHeader)
        throws(FrameError)
    {
        guard let fact = BookingFact(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        let forgottenAt = CalendarDate(days: fact.lastDate.days + LegKey.lifeDays).startUTC
        guard max(fact.eventTime, watermarks.w1) < forgottenAt else {
            return reject(
                header, head, recordedAt: fact.recordedAt, eventID: fact.eventID, subject: "booking",
                forgottenAt: forgottenAt)
        }
        guard let slot = bookings.find(head.key.high, head.key.low) else {
            var booking = Booking(
                key: head.key, lastDate: fact.lastDate, newest: fact.eventTime, content: Array(fact.content))
            _ = booking.seen.claim(fact.eventHash)
            _ = bookings.insert(head.key.high, head.key.low, booking)
            bookingsByDate[fact.lastDate.days, default: []].append(head.key)
            return
        }
        guard bookings[slot].seen.claim(fact.eventHash) else {
            counters.duplicates += 1
            return
        }
        guard fact.type != .checkedIn else { return }
        let content = Array(fact.content)
        let isNewer =
            fact.eventTime != bookings[slot].newest
            ? fact.eventTime > bookings[slot].newest
            : bookings[slot].content.lexicographicallyPrecedes(content)
        guard isNewer else { return }
        bookings[slot].newest = fact.eventTime
        bookings[slot].content = content
        if fact.lastDate > bookings[slot].lastDate {
            bookings[slot].lastDate = fact.lastDate
            bookingsByDate[fact.lastDate.days, default: []].append(head.key)
        }
    }

    /// Takes bookings whose trips are over out of memory.
    mutating func forgetBookings() {
        let gone = bookingsByDate.keys.filter { CalendarDate(days: $0 + LegKey.lifeDays).startUTC <= watermarks.w1 }
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
