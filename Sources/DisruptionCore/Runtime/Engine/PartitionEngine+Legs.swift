/// Timers of legs; what settles with a bin of demand has its own.
enum LegTimer: UInt8 {
    /// A cancellation becomes final.
    case cancellation = 1
    /// The time left until departure tells how urgent a break of its rotation is.
    case rotation = 2
}

extension PartitionEngine {
    mutating func applyFlightFact(
        _ head: MessageHead, _ reader: inout ByteReader, _ header: FrameHeader, at known: Int?
    ) throws(FrameError) {
        let key = LegKey(high: head.key.high, low: UInt32(truncatingIfNeeded: head.key.low))
        guard let fact = FlightFactHead(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard max(fact.eventTime, watermarks.w1) < key.forgottenAt else {
            return refuse(
                header, head, recordedAt: fact.recordedAt, eventID: fact.eventID, subject: key.description,
                .late(forgottenAt: key.forgottenAt))
        }
        let slot: Int
        if let held = known ?? legs.find(head.key.high, head.key.low) {
            slot = held
        } else {
            guard legs.count < limits.legs else {
                return refuse(
                    header, head, recordedAt: fact.recordedAt, eventID: fact.eventID, subject: key.description,
                    .noRoom(limit: limits.legs))
            }
            slot = insertLeg(key)
        }
        guard legs[slot].claim(fact.eventHash) else {
            counters.duplicates += 1
            return
        }
        let source = names.number(fact.source)
        let before = legs[slot].candidates.count
        legs[slot].apply(fact, &reader, source: source, names: names.names)
        armDemand(slot, since: before, fact.eventTime)
        legs[slot].compactIfLong(names: names.names, watermark: watermarks.w1)
        guard !reader.failed else { throw .malformed }
        touchedLegs.note(
            slot, place: &legs[slot].touched,
            Trigger(eventTime: fact.eventTime, eventID: fact.eventID, correlationID: fact.correlationID))
    }

    /// Puts in a leg that is not there.
    mutating func insertLeg(_ key: LegKey) -> Int {
        let slot = legs.insert(key.high, UInt64(key.low), Leg(key: key))
        legsByDate[key.date.days, default: []].append(key)
        if watermarks.w1 >= Leg.dayOver(key.date) { legs[slot].isDayOver = true }
        return slot
    }

    /// Says that a fact has no effect, and why.
    mutating func refuse(
        _ header: FrameHeader, _ head: MessageHead, recordedAt: Instant, eventID: UnsafeRawBufferPointer,
        subject: @autoclosure () -> String, _ why: RefusedFact.Why
    ) {
        refuse(why) {
            RefusedFact(
                topic: header.topic, partition: header.partition, offset: head.origin, recordedAt: recordedAt,
                eventTime: head.eventTime,
                eventID: String(decoding: eventID, as: UTF8.self), subject: subject(), why: why)
        }
    }

    mutating func refuse(_ why: RefusedFact.Why, _ fact: () -> RefusedFact) {
        switch why {
        case .late: counters.late += 1
        case .noRoom: counters.noRoom += 1
        case .unknownFlight: counters.unknownFlights += 1
        }
        if !outgoing.isSuppressed { outputs.refused.append(fact()) }
    }

    /// What an aircraft expects enters the leg's state and nothing else: it goes back to no entity.
    mutating func applyDelayForecast(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        let minutes = reader.readSigned()
        let root = LegKey(high: reader.read(), low: reader.read())
        guard let cause = DelayCauseClass(rawValue: reader.read()) else { throw .malformed }
        let depth = reader.readVarint()
        guard !reader.failed else { throw .malformed }
        guard let slot = legs.find(head.key.high, head.key.low) else { return }
        legs[slot].forecastMinutes = Int32(clamping: minutes)
        legs[slot].forecastRoot = root
        legs[slot].forecastCause = cause
        legs[slot].forecastDepth = UInt8(clamping: depth)
        if legs[slot].passengers != nil {
            touchedLegs.note(slot, place: &legs[slot].touched, Trigger(eventTime: head.eventTime))
        }
        markStale(slot)
    }

    mutating func markStale(_ slot: Int) {
        guard settings[.flightStateEnabled] == 1, !outgoing.isSuppressed, legs[slot].isAnnounced else { return }
        legs[slot].stateVersion = version
        if legs[slot].stateIsStale { return }
        legs[slot].stateIsStale = true
        staleLegs.append(legs[slot].key)
    }

    mutating func fireLeg(_ entry: Timers.Entry) {
        guard let slot = legs.find(entry.key.high, entry.key.low), let timer = LegTimer(rawValue: entry.kind) else {
            return
        }
        switch timer {
        case .rotation: fireBreaks(slot, entry.at)
        case .cancellation: touchedLegs.note(slot, place: &legs[slot].touched, Trigger(eventTime: entry.at))
        }
    }

    /// Settles the legs of dates that are over. Days are over, and forgotten, at midnights UTC of the first watermark.
    mutating func fireDays() {
        let over = legsByDate.keys.filter { Leg.dayOver(CalendarDate(days: $0)) <= watermarks.w1 }.sorted()
        for date in over {
            let at = Leg.dayOver(CalendarDate(days: date))
            for key in legsByDate[date] ?? [] {
                guard let slot = legs.find(key.high, UInt64(key.low)), !legs[slot].isDayOver else { continue }
                legs[slot].isDayOver = true
                guard legs[slot].isAnnounced else {
                    tellBookings(slot, legs[slot].view(names: names.names, taxi: taxi), Trigger(eventTime: at))
                    continue
                }
                teach(slot, at: at)
                touchedLegs.note(slot, place: &legs[slot].touched, Trigger(eventTime: at))
            }
        }
    }

    /// Takes what is past its time out of memory, once the third watermark has passed it: what a leg told its aircraft
    /// at its end, the aircraft has answered by then. Facts are late from the first watermark on.
    mutating func forget() {
        let gone = legsByDate.keys.filter { CalendarDate(days: $0 + LegKey.lifeDays).startUTC <= watermarks.w3 }
            .sorted()
        for date in gone {
            for key in legsByDate[date] ?? [] { forget(key) }
            legsByDate[date] = nil
        }
        forgetBookings()
    }

    private mutating func forget(_ key: LegKey) {
        if settings[.flightStateEnabled] == 1, !outgoing.isSuppressed, let slot = legs.find(key.high, UInt64(key.low)),
            legs[slot].isAnnounced
        {
            if legs[slot].stateIsStale { lastStates.append(state(slot)) }
            forgottenLegs.append(key)
        }
        legs.remove(key.high, UInt64(key.low))
    }

    /// Looks once at every leg that the record touched: reports to its aircraft, airports and airline, and its
    /// disruptions.
    mutating func concludeLegs() {
        if touchedLegs.isEmpty { return }
        for index in touchedLegs.slots.indices {
            let slot = Int(touchedLegs.slots[index])
            let trigger = touchedLegs.triggers[index]
            legs[slot].touched = -1
            let view = legs[slot].view(names: names.names, taxi: taxi)
            if reportsToAircraft { report(slot, view, trigger) }
            changeDemand(slot, view, trigger)
            concludeSingleFlight(slot, view, trigger)
            concludeBreaks(slot, view, trigger)
            if legs[slot].passengers != nil {
                tellBoarding(slot, view, trigger)
                tellOnward(slot, view, trigger)
                concludeConnections(slot, view, trigger)
                tellBookings(slot, view, trigger)
            }
            markStale(slot)
        }
        touchedLegs.removeAll()
    }

    /// Tells the leg's aircraft how it stands, and a former one that it has gone.
    private mutating func report(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        let key = legs[slot].key
        let held = legs[slot].reportedTail
        if held != view.tail, !held.isNone {
            outgoing.send(.legWithdrawn, to: .aircraft(held), at: trigger.eventTime) {
                $0.put(key.high)
                $0.put(key.low)
                trigger.encode(into: &$0)
            }
            legs[slot].note(former: held)
            legs[slot].reportedTail = .none
            legs[slot].reportHash = 0
        }
        guard !view.tail.isNone, let departure = view.scheduledDeparture, let arrival = view.scheduledArrival else {
            return
        }
        var line = LineLeg(key: key)
        line.destination = view.arrivalAirport
        line.scheduledDeparture = departure
        line.scheduledArrival = arrival
        line.out = view.actualDeparture ?? view.actualTakeoff.flatMap { _ in view.bestDeparture } ?? LineLeg.unknown
        if let best = view.bestDeparture, best > departure, line.out == LineLeg.unknown { line.estimatedOut = best }
        line.arrived = view.actualArrival ?? LineLeg.unknown
        if line.arrived == LineLeg.unknown, view.actualLanding != nil || view.estimatedArrival != nil {
            line.estimatedIn = view.bestArrival ?? LineLeg.unknown
        }
        line.isCancelled = view.isCancelled
        line.isDiverted = view.isDiverted
        line.isSettled = view.actualArrival != nil || view.isCancelled || legs[slot].isDayOver
        line.size = AircraftSize(seats: view.seats)
        line.previousTail = legs[slot].previousTail
        if let codes = legs[slot].texts.text(.delayCodes, names: names.names) {
            line.cause = DelayCauseClass(codes: codes.value)
        }
        scratch.removeAll()
        LegReport.encodeState(line, into: &scratch)
        let hash = Hash64.of(scratch.bytes)
        if hash == legs[slot].reportHash { return }
        legs[slot].reportHash = hash
        legs[slot].reportedTail = view.tail
        let state = scratch.bytes
        outgoing.send(.legReport, to: .aircraft(view.tail), at: trigger.eventTime) {
            $0.put(key.high)
            $0.put(key.low)
            $0.putBytes(state)
            trigger.encode(into: &$0)
        }
    }
}
