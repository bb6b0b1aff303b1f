import CSimdjson
import DisruptionCore

/// flight.events: what one event says of one leg.
extension EventDecoder {
    @inline(__always)
    mutating func flight(_ type: FlightEventType, _ envelope: Envelope) throws(Refusal) {
        let required = FlightRules.required(type)
        if present & required != required { throw firstAbsent(required) }
        let number = try flightNumber(FlightName.flightNumber, slot(FlightName.flightNumber))
        let date = try flightDate(FlightName.flightDate, slot(FlightName.flightDate), published: envelope.time)
        let origin = try airport(FlightName.origin, slot(FlightName.origin))
        let attempt =
            has(FlightName.repeatNumber)
            ? try integer(FlightName.repeatNumber, slot(FlightName.repeatNumber), 1...99) : 1
        let fact = facts.flight
        fact.initialize(
            to: FlightFact(
                leg: LegKey(flight: number, date: date, origin: origin, attempt: Int(attempt)), type: type,
                eventTime: envelope.time, eventHash: envelope.eventHash, source: envelope.source,
                eventID: envelope.eventID, correlationID: envelope.correlationID))
        try times(&fact.pointee, type, date)
        try codes(&fact.pointee, number)
        if present & FlightRules.words != 0 { try words(&fact.pointee, type) }
        if present & FlightRules.rare != 0 { try rare(&fact.pointee, type, date) }
        try conclude(&fact.pointee, type, envelope.time, date)
    }

    /// The eight times of the schedule, the estimates and what came true.
    @inline(__always)
    private mutating func times(
        _ fact: inout FlightFact, _ type: FlightEventType, _ date: CalendarDate
    ) throws(Refusal) {
        let start = date.startUTC.ms
        var rest = present >> UInt64(FlightName.scheduledDeparture.rawValue) & 0xFF
        while rest != 0 {
            let place = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
            rest &= rest &- 1
            let slot = reader.slots[Int(place + FlightName.scheduledDeparture.rawValue)]
            let days = place < 2 ? IngestLimits.scheduledDays : IngestLimits.actualDays
            let earliest = start - days * 86_400_000
            let latest = start + (days + 1) * 86_400_000
            guard slot.isString, let time = RFC3339.instant(slot.view, remembering: dates), time.ms >= earliest,
                time.ms < latest,
                time.isPlausible, let field = FlightField(rawValue: place)
            else { throw badTime(place, slot, date, days) }
            facts.times[Int(place)] = time.ms
            // Of a leg that came back, "in" is the gate that it left: no arrival.
            fact.set(field == .actualArrival && type == .returned ? .returnedAt : field, time.ms)
        }
        try order(.scheduledDeparture, .scheduledArrival, 1...IngestLimits.blockMsMax, FlightRules.block)
        try order(.actualDeparture, .actualArrival, 0...Int64.max, FlightRules.outIn)
        try order(.actualTakeoff, .actualLanding, 0...Int64.max, FlightRules.offOn)
    }

    /// Refuses an event whose second time is not so far after the first.
    @inline(__always)
    private mutating func order(
        _ first: FlightName, _ second: FlightName, _ range: ClosedRange<Int64>, _ allowed: StaticString
    ) throws(Refusal) {
        let both = first.bit | second.bit
        if present & both != both { return }
        let before = facts.times[Int(first.rawValue - FlightName.scheduledDeparture.rawValue)]
        let after = facts.times[Int(second.rawValue - FlightName.scheduledDeparture.rawValue)]
        if !range.contains(after - before) {
            throw contradiction(second, Instant(ms: after), allowed, Instant(ms: before))
        }
    }

    private mutating func badTime(
        _ place: UInt8, _ slot: json_slot, _ date: CalendarDate, _ days: Int64
    ) -> Refusal {
        guard let name = FlightName(rawValue: place + FlightName.scheduledDeparture.rawValue) else { return empty() }
        guard slot.isString, let time = RFC3339.instant(slot.view, remembering: dates), time.isPlausible else {
            return bad(name, slot, "an RFC 3339 instant of the years 1970 to 2149")
        }
        return farFromDate(name, time, date, days: days)
    }

    /// Codes that are packed into numbers.
    @inline(__always)
    private mutating func codes(_ fact: inout FlightFact, _ number: FlightNumber) throws(Refusal) {
        if has(FlightName.destination) {
            fact.set(.destination, Int64(try airport(FlightName.destination, slot(FlightName.destination)).packed))
        }
        if has(FlightName.airline) {
            let slot = slot(FlightName.airline)
            guard slot.isString, let code = CarrierCode(ascii: slot.view) else {
                throw bad(FlightName.airline, slot, "2 or 3 letters and digits")
            }
            fact.set(.airline, Int64(code.packed))
        } else {
            fact.set(.airline, Int64(number.carrier.packed))
        }
        if has(FlightName.tailNumber) {
            let slot = slot(FlightName.tailNumber)
            guard slot.isString, let tail = Tail(ascii: slot.view) else {
                throw bad(FlightName.tailNumber, slot, "2 to 10 letters, digits and hyphens")
            }
            fact.set(.tail, Int64(bitPattern: tail.packed))
        }
        if has(FlightName.aircraftType) {
            let slot = slot(FlightName.aircraftType)
            guard slot.isString, let packed = PackedText.pack(slot.view, capacity: 8) else {
                throw bad(FlightName.aircraftType, slot, "1 to 8 letters, digits and hyphens")
            }
            fact.set(.aircraftType, Int64(packed))
        }
        if has(FlightName.seats) {
            fact.set(.seats, try integer(FlightName.seats, slot(FlightName.seats), 0...1000))
        }
        if has(FlightName.delayMinutes) {
            fact.set(.delayMinutes, try integer(FlightName.delayMinutes, slot(FlightName.delayMinutes), -1440...10_080))
        }
    }

    /// What follows from the type of the event once all fields are read.
    @inline(__always)
    private mutating func conclude(
        _ fact: inout FlightFact, _ type: FlightEventType, _ time: Instant, _ date: CalendarDate
    ) throws(Refusal) {
        switch type {
        case .scheduled, .updated, .delay, .gateChange, .aircraftChange: break
        case .diverted: if !fact.has(.divertedTo) { fact.set(.divertedTo, FlightFact.unstatedAirport) }
        case .departed: try occurred(.actualDeparture, .actualDeparture, &fact, time, date)
        case .airborne: try occurred(.actualTakeoff, .actualTakeoff, &fact, time, date)
        case .landed: try occurred(.actualLanding, .actualLanding, &fact, time, date)
        case .arrived: try occurred(.actualArrival, .actualArrival, &fact, time, date)
        case .returned: try occurred(.actualArrival, .returnedAt, &fact, time, date)
        case .cancelled: fact.set(.cancelled, 1)
        case .reinstated: fact.set(.cancelled, 0)
        }
    }

    /// The event says that something happened: at the time that it states, else when it was published.
    @inline(__always)
    private mutating func occurred(
        _ name: FlightName, _ field: FlightField, _ fact: inout FlightFact, _ time: Instant, _ date: CalendarDate
    ) throws(Refusal) {
        if has(name) { return }
        let start = date.startUTC.ms
        let day: Int64 = 86_400_000
        guard time.ms >= start - IngestLimits.actualDays * day, time.ms < start + (IngestLimits.actualDays + 1) * day
        else { throw farFromDate(EnvelopeField.timestamp, time, date, days: IngestLimits.actualDays) }
        fact.set(field, time.ms)
    }
}
