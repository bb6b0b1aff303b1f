extension PartitionEngine {
    /// Sets timers for the bins in which a fact takes effect: each value's own bin, but none that settles before the
    /// fact was known.
    /// - Parameter count: of the leg's candidates before the fact.
    mutating func armDemand(_ slot: Int, since count: Int, _ eventTime: Instant) {
        guard countsDemand else { return }
        let first = settles.first(after: max(eventTime, watermarks.w1))
        let end = settles.first(after: legs[slot].key.forgottenAt.adding(ms: -1))
        for index in count..<legs[slot].candidates.count {
            let candidate = legs[slot].candidates[index]
            let minutes: Int64
            switch FlightField(rawValue: candidate.field) {
            case .scheduledDeparture, .actualDeparture, .actualArrival, .returnedAt: minutes = 0
            case .actualTakeoff:
                minutes = -taxi.out
                let bin = QuarterHour(containing: Instant(ms: candidate.value))
                if first <= bin {
                    if legs[slot].demand.takeoff == .none { legs[slot].demand.takeoff = .heard }
                    armDemand(slot, bin, before: end)
                }
            case .actualLanding: minutes = taxi.in
            case .cancelled:
                armDemand(slot, first, before: end)
                continue
            default: continue
            }
            let bin = QuarterHour(containing: Instant(ms: candidate.value).adding(minutes: minutes))
            armDemand(slot, max(first, bin), before: end)
        }
    }

    /// Sets all timers anew, since bins settle at other instants: none may fire when its leg is forgotten.
    mutating func rearmDemand() {
        demandTimers.removeAll()
        for date in legsByDate.keys.sorted() {
            for key in legsByDate[date] ?? [] {
                guard let slot = legs.find(key.high, UInt64(key.low)) else { continue }
                legs[slot].demand.disarm()
                armDemand(slot, since: 0, legs[slot].newest)
                if legs[slot].demand.settled == .waiting {
                    armDemand(slot, legs[slot].demand.waitingSince + LegDemand.waitingBins)
                }
            }
        }
    }

    /// - Parameter end: the first bin that settles when the leg is forgotten.
    private mutating func armDemand(_ slot: Int, _ bin: QuarterHour, before end: QuarterHour) {
        // A bin that has fired already stands for the next one, which may settle too late.
        guard max(bin, demandTimers.first) < end, legs[slot].demand.arm(bin) else { return }
        demandTimers.set(bin, for: slot)
    }

    private mutating func armDemand(_ slot: Int, _ bin: QuarterHour) {
        armDemand(slot, bin, before: settles.first(after: legs[slot].key.forgottenAt.adding(ms: -1)))
    }

    /// Settles the bins of demand that the first watermark has passed.
    mutating func fireDemand() {
        let last = settles.last(at: watermarks.w1)
        while let bin = demandTimers.takeNext(through: last, into: &settling) {
            counters.timersFired += Int64(settling.count)
            let at = settles.instant(of: bin)
            var sum: UInt64 = 0
            for index in settling.indices {
                if index % PartitionEngine.readAhead == 0 {
                    let end = min(index + PartitionEngine.readAhead, settling.count)
                    for ahead in settling[index..<end] { sum &+= legs.prefetch(Int(ahead)) }
                }
                settleDemand(Int(settling[index]), bin, at: at)
            }
            prefetched &+= sum
        }
    }

    /// A bin settles: tells the airports and the airline what it is to count of the leg. Facts of later event time do
    /// not count.
    private mutating func settleDemand(_ slot: Int, _ bin: QuarterHour, at instant: Instant) {
        let key = legs[slot].key
        guard instant < key.forgottenAt else { return }
        if legs[slot].demand.isHeldBack, legs[slot].touched < 0 {
            touchedLegs.note(slot, place: &legs[slot].touched, Trigger(eventTime: instant))
        }
        let movements: LegMovements
        if let known = legs[slot].demand.known, legs[slot].touched < 0, legs[slot].newest < instant {
            movements = known
        } else {
            movements = LegMovements(
                legs[slot].view(asOf: instant.adding(ms: -1), names: names.names, taxi: taxi))
        }
        if var step = legs[slot].demand.settleDeparture(movements, in: bin) {
            step.carrier = key.flight.carrier
            if step.to == .moved, step.isLate { step.turn = departureTurn(slot, asOf: instant.adding(ms: -1)) }
            outgoing.send(.demandSettled, to: .airport(key.origin), at: instant) {
                DemandSettled.departure(step).encode(into: &$0, eventTime: instant)
            }
            if step.to == .waiting {
                armDemand(slot, bin + 1)
                armDemand(slot, bin + LegDemand.waitingBins)
            }
        }
        if legs[slot].demand.takeoff == .heard { tellTakeoff(slot, bin, at: instant) }
        if settings[.airlineEnabled] == 1 { tellOutcome(slot, bin, movements, at: instant) }
        guard !legs[slot].demand.arrivalIsSettled, movements.hasArrived,
            !movements.isCancelled, movements.arrival <= bin, !movements.destination.isNone
        else { return }
        legs[slot].demand.arrivalIsSettled = true
        var step = ArrivalStep(bin: bin, carrier: key.flight.carrier, delay: movements.arrivalDelay)
        if step.isLate { step.turn = arrivalTurn(slot, asOf: instant.adding(ms: -1)) }
        outgoing.send(.demandSettled, to: .airport(movements.destination), at: instant) {
            DemandSettled.arrival(step).encode(into: &$0, eventTime: instant)
        }
    }

    /// Tells the origin how long the taxi took, in the bin of the take-off that holds then.
    private mutating func tellTakeoff(_ slot: Int, _ bin: QuarterHour, at instant: Instant) {
        let view = legs[slot].view(asOf: instant.adding(ms: -1), names: names.names, taxi: taxi)
        guard let minutes = LegFlown(view, of: legs[slot].key)?.taxiOut, bin == QuarterHour(view.actualTakeoff) else {
            return
        }
        legs[slot].demand.takeoff = .told
        outgoing.send(.demandSettled, to: .airport(legs[slot].key.origin), at: instant) {
            DemandSettled.takeoff(TakeoffStep(bin: bin, taxiMinutes: minutes)).encode(into: &$0, eventTime: instant)
        }
    }

    /// The aircraft of a late departure, and until when it had to come in; nil where that is not known.
    private func departureTurn(_ slot: Int, asOf instant: Instant) -> LateTurn? {
        guard settings[.networkEnabled] == 1 else { return nil }
        let view = legs[slot].view(asOf: instant, names: names.names, taxi: taxi)
        guard !view.tail.isNone, let scheduled = view.scheduledDeparture else { return nil }
        let turn = turns[AircraftSize(seats: view.seats)]
        return LateTurn(tail: view.tail, at: scheduled.adding(minutes: -turn))
    }

    /// The aircraft of a late arrival, and when it came in; nil where that is not known.
    private func arrivalTurn(_ slot: Int, asOf instant: Instant) -> LateTurn? {
        guard settings[.networkEnabled] == 1 else { return nil }
        let view = legs[slot].view(asOf: instant, names: names.names, taxi: taxi)
        guard !view.tail.isNone, let arrival = view.bestArrival else { return nil }
        return LateTurn(tail: view.tail, at: arrival, from: legs[slot].key.origin)
    }

    /// Tells the airline, and where it goes wrong the destination, how the departure came out.
    private mutating func tellOutcome(_ slot: Int, _ bin: QuarterHour, _ movements: LegMovements, at instant: Instant) {
        let demand = legs[slot].demand
        guard !demand.due.isNone else { return }
        let (before, now) = (demand.outcome, demand.outcome(movements, in: bin))
        if now == before { return }
        let key = legs[slot].key
        legs[slot].demand.outcome = now
        let route = FleetRoute(
            origin: key.origin, destination: movements.destination, type: movements.aircraftType)
        outgoing.send(.departureOutcome, to: .airline(key.flight.carrier), at: instant) {
            DemandOutcome(before: before, now: now, due: demand.due, route: route).encode(into: &$0, eventTime: instant)
        }
        guard !movements.destination.isNone, before.isDisrupted || now.isDisrupted else { return }
        outgoing.send(.inboundOutcome, to: .airport(movements.destination), at: instant) {
            InboundOutcome(carrier: key.flight.carrier, before: before, now: now, due: demand.due)
                .encode(into: &$0, eventTime: instant)
        }
    }

    /// Tells the leg's airports what they are to expect of it, where that changed.
    mutating func changeDemand(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        guard countsDemand else { return }
        let movements = LegMovements(view)
        legs[slot].demand.known = movements
        let now = max(trigger.eventTime, watermarks.w1)
        let horizon = QuarterHour(containing: now) + LegDemand.horizonBins
        var departure = DepartureDemand(movements)
        var arrival = ArrivalDemand(movements)
        let heldBack = max(departure.best, arrival.best)
        legs[slot].demand.isHeldBack = heldBack > horizon
        if heldBack > horizon {
            if departure.best > horizon || departure.scheduled > horizon { departure = DepartureDemand() }
            if arrival.best > horizon { arrival = ArrivalDemand() }
            armDemand(slot, max(settles.first(after: now), heldBack + (1 - LegDemand.horizonBins)))
        }
        tellExpected(slot, departure, trigger)
        tellExpected(slot, arrival, at: trigger.eventTime)
    }

    private mutating func tellExpected(_ slot: Int, _ departure: DepartureDemand, _ trigger: Trigger) {
        let told = legs[slot].demand.departure
        if told == departure { return }
        legs[slot].demand.departure = departure
        let change = DemandChange.departure(from: told, to: departure)
        outgoing.send(.demandChange, to: .airport(legs[slot].key.origin), at: trigger.eventTime) {
            change.encode(into: &$0, eventTime: trigger.eventTime)
            if change.concernsCancellation { trigger.encode(into: &$0) }
        }
    }

    private mutating func tellExpected(_ slot: Int, _ arrival: ArrivalDemand, at instant: Instant) {
        let told = legs[slot].demand.arrival
        if told == arrival { return }
        legs[slot].demand.arrival = arrival
        func send(_ airport: AirportCode, _ change: DemandChange, _ outgoing: inout OutgoingFrames) {
            outgoing.send(.demandChange, to: .airport(airport), at: instant) {
                change.encode(into: &$0, eventTime: instant)
            }
        }
        if told.airport == arrival.airport || arrival.airport.isNone || told.airport.isNone {
            send(
                told.airport.isNone ? arrival.airport : told.airport, .arrival(from: told.best, to: arrival.best),
                &outgoing)
        } else {
            send(told.airport, .arrival(from: told.best, to: .none), &outgoing)
            send(arrival.airport, .arrival(from: .none, to: arrival.best), &outgoing)
        }
    }
}
