extension PartitionEngine {
    // MARK: aircraft

    /// Looks at the legs that a record changed: what has left or come in is told to its airport, and makes the legs
    /// behind it predictable.
    mutating func predict(_ slot: Int, _ trigger: Trigger) {
        for place in aircraft[slot].line.propagated {
            let leg = aircraft[slot].line[place]
            if leg.isCancelled { continue }
            if leg.out != LineLeg.unknown, aircraft[slot].line[place].forecasts.takeDeparture() {
                see(leg, hasComeIn: false, at: trigger.eventTime)
                if let next = aircraft[slot].line.successor(of: place) {
                    ask(slot, .previousDeparture, next, after: place)
                    if let following = aircraft[slot].line.successor(of: next, without: place),
                        aircraft[slot].line[next].isBefore(aircraft[slot].line[following])
                    {
                        ask(slot, .twoLegsAhead, following, after: next, before: place)
                    }
                }
            }
            if leg.arrived != LineLeg.unknown, aircraft[slot].line[place].forecasts.takeArrival() {
                see(leg, hasComeIn: true, at: trigger.eventTime)
                if let next = aircraft[slot].line.successor(of: place) {
                    ask(slot, .previousArrival, next, after: place)
                }
            }
        }
        lookAhead(slot, aircraft[slot].line.propagated)
    }

    /// Tells the airport where a leg has left, or come in.
    private mutating func see(_ leg: LineLeg, hasComeIn: Bool, at instant: Instant) {
        var minutes = leg.out.minutes(since: leg.scheduledDeparture)
        if hasComeIn {
            // What comes down elsewhere, or left at a time that nobody knows, says nothing of blocks.
            if leg.isDiverted || leg.out == LineLeg.unknown { return }
            minutes = leg.arrived.minutes(since: leg.scheduledArrival) &- minutes
        }
        let airport = hasComeIn ? leg.destination : leg.key.origin
        if airport.isNone { return }
        outgoing.send(.movementSeen, to: .airport(airport), at: instant) {
            MovementSeen(hasComeIn: hasComeIn, minutes: minutes).encode(into: &$0)
        }
    }

    private mutating func ask(
        _ slot: Int, _ horizon: RotationPrediction.Horizon, _ place: Int, after previous: Int, before: Int? = nil
    ) {
        guard !aircraft[slot].line[place].forecasts.has(horizon) else { return }
        let outlook = RotationOutlook(
            horizon, of: aircraft[slot].line[place], after: aircraft[slot].line[previous],
            before: before.map { aircraft[slot].line[$0] }, learned)
        guard let outlook else { return }
        ask(slot, horizon, place, outlook, at: aircraft[slot].newest)
    }

    private mutating func ask(
        _ slot: Int, _ horizon: RotationPrediction.Horizon, _ place: Int, _ outlook: RotationOutlook,
        at instant: Instant
    ) {
        _ = aircraft[slot].line[place].forecasts.take(horizon)
        let leg = aircraft[slot].line[place]
        var question = ForecastQuestion(
            leg: leg.key, horizon: horizon, time: outlook.time, destination: leg.destination,
            scheduledDeparture: leg.scheduledDeparture)
        question.margin = outlook.margin
        question.firstMargin = outlook.firstMargin
        question.gain = leg.gain(learned)
        send(question, at: instant)
    }

    // MARK: some hours ahead

    /// Sets the timer for the next leg of the line that is to be predicted some hours ahead.
    /// - Parameter places: where it may be.
    private mutating func lookAhead(_ slot: Int, _ places: Range<Int>) {
        guard let next = aircraft[slot].line.nextLook(places, after: watermarks.w2),
            next < aircraft[slot].looksAheadAt
        else { return }
        aircraft[slot].looksAheadAt = next
        secondTimers.set(AircraftTimer.lookAhead.rawValue, for: .aircraft(aircraft[slot].tail), at: next)
    }

    mutating func fireLookAhead(_ slot: Int, at instant: Instant) {
        guard aircraft[slot].looksAheadAt == instant else { return }
        aircraft[slot].looksAheadAt = .distantFuture
        guard predictsLegs else { return }
        for place in aircraft[slot].line.legs.indices {
            for horizon in RotationPrediction.Horizon.ahead {
                guard let due = aircraft[slot].line[place].look(horizon), due <= instant else { continue }
                predict(slot, place, horizon, at: due, now: instant)
            }
        }
        lookAhead(slot, aircraft[slot].line.legs.indices)
    }

    /// Predicts a leg some hours ahead, unless the time for it has gone by: the leg came to be known later, or a log is
    /// read in steps of hours.
    private mutating func predict(
        _ slot: Int, _ place: Int, _ horizon: RotationPrediction.Horizon, at due: Instant, now: Instant
    ) {
        let madeAt = max(due, aircraft[slot].newest)
        if due < now || madeAt > due.adding(minutes: PartitionEngine.latestLookMinutes) {
            _ = aircraft[slot].line[place].forecasts.take(horizon)
            return
        }
        let previous = aircraft[slot].line.predecessor(of: place)
        let before = previous.flatMap { aircraft[slot].line.predecessor(of: $0) }
        let outlook = RotationOutlook(
            of: aircraft[slot].line[place], after: previous.map { aircraft[slot].line[$0] },
            before: before.map { aircraft[slot].line[$0] }, now: due.minute, learned)
        ask(slot, horizon, place, outlook, at: madeAt)
    }

    /// Minutes after its time at which a prediction some hours ahead is still one.
    private static let latestLookMinutes: Int64 = 15

    // MARK: airport

    mutating func applyMovementSeen(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError)
    {
        guard let seen = MovementSeen(reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key, at: known) else { return }
        if seen.hasComeIn {
            airports[slot].drift.blockIn.add(seen.minutes, at: head.eventTime.minute)
        } else {
            airports[slot].drift.departing.add(seen.minutes, at: head.eventTime.minute)
        }
    }

    private mutating func send(_ question: ForecastQuestion, at instant: Instant) {
        let isAtDestination = question.driftAtDestination == nil && !question.destination.isNone
        let airport = isAtDestination ? question.destination : question.leg.origin
        outgoing.send(.forecastAsked, to: .airport(airport), at: instant) {
            question.encode(into: &$0, eventTime: instant)
        }
    }

    /// The destination passes the question on to the origin, which answers it.
    mutating func applyForecastAsked(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError)
    {
        guard var question = ForecastQuestion(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        let minute = head.eventTime.minute
        let slot = known ?? airports.find(head.key.high, 0)
        let blockIn = slot.map { airports[$0].drift.blockIn.mean(asOf: minute) } ?? 0
        if question.driftAtDestination == nil, !question.destination.isNone {
            question.driftAtDestination = blockIn
            return send(question, at: head.eventTime)
        }
        let zone = reference.zone(of: question.leg.origin) ?? .utc
        let prediction = question.answer(
            madeAt: head.eventTime, driftAtOrigin: blockIn,
            departingAtOrigin: slot.map { airports[$0].drift.departing.mean(asOf: minute) } ?? 0,
            localHour: zone.local(question.scheduledDeparture).minute / 60, learned)
        if handsOutPredictions, !outgoing.isSuppressed { outputs.predictions.append(prediction) }
        guard settings[.flightStateEnabled] == 1 else { return }
        outgoing.send(.forecastTold, to: .leg(question.leg), at: head.eventTime) {
            prediction.encode(into: &$0, base: head.eventTime.ms)
        }
    }

    // MARK: leg

    /// A prediction enters the leg's state and nothing else: it goes back to no entity.
    mutating func applyForecastTold(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError)
    {
        guard let slot = known ?? legs.find(head.key.high, head.key.low) else { return }
        guard let prediction = RotationPrediction(of: legs[slot].key, base: head.eventTime.ms, reading: &reader) else {
            throw .malformed
        }
        // Two aircraft may have spoken of it.
        if let held = legs[slot].prediction, held.madeAt > prediction.madeAt { return }
        let isNews = prediction.isNews(after: legs[slot].prediction, minutes: settings[.cascadeForecastMinutes])
        legs[slot].prediction = prediction
        if isNews { markStale(slot) }
    }
}

extension ForecastQuestion {
    /// What is predicted of the leg. Drifts as `AirportDrift`, thousandths of a minute.
    fileprivate func answer(
        madeAt: Instant, driftAtOrigin: Int, departingAtOrigin: Int, localHour: Int, _ tables: LearnedTables
    ) -> RotationPrediction {
        let (carrier, origin) = (leg.flight.carrier, leg.origin)
        var departure = DepartureForecast.Inputs(
            time: time, carrier: carrier, origin: origin, localHour: localHour, margin: margin)
        departure.driftAtOrigin = driftAtOrigin
        departure.departingAtOrigin = departingAtOrigin
        let late = DepartureForecast(departure, tables)
        var decimes: Int32 = 0
        if let margin {
            var rotation = RotationForecast.Inputs(
                time: time, carrier: carrier, origin: origin, destination: destination, margin: margin)
            rotation.firstMargin = firstMargin
            rotation.gain = gain
            rotation.driftAtOrigin = driftAtOrigin
            rotation.driftAtDestination = driftAtDestination ?? 0
            decimes = RotationForecast(rotation, tables).lateAircraftDecimes
        }
        return RotationPrediction(
            leg: leg, madeAt: madeAt, horizon: horizon, lateAircraftDecimes: decimes, late15Permille: late.permille,
            departureDelayMinutes: Int32(clamping: floorDivide(Int64(late.delay) + 500, 1000)))
    }
}
