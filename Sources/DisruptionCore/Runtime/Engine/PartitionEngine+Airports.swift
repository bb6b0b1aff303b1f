extension PartitionEngine {
    mutating func airportSlot(_ key: EntityKey, at known: Int?) -> Int? {
        if let held = known ?? airports.find(key.high, 0) { return held }
        guard airports.count < limits.airports else {
            counters.turnedAway += 1
            return nil
        }
        let slot = airports.insert(key.high, 0, AirportState(code: AirportCode(packed: key.high)))
        let at = airportOrder.firstIndex { airports[Int($0)].code.packed > key.high } ?? airportOrder.count
        airportOrder.insert(Int32(slot), at: at)
        return slot
    }

    mutating func applyStationFact(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        let airport = AirportCode(packed: head.key.high)
        guard let fact = StationFact(airport: airport, eventTime: head.eventTime, reading: &reader) else {
            throw .malformed
        }
        // Codes that anybody makes up would fill the table for ever.
        guard reference.airports.isEmpty || reference.airport(airport) != nil else {
            counters.unknownStations += 1
            return
        }
        guard let slot = airportSlot(head.key, at: known) else { return }
        let ofAirport = runways.runways(of: reference.airport(airport)?.icao ?? airport)
        guard let reading = airports[slot].reports.take(fact, runways: ofAirport) else {
            counters.duplicates += 1
            return
        }
        if reading.isUnreadable { counters.unreadableReports += 1 }
        counters.unreadGroups += Int64(reading.unread)
        touchAirport(
            slot, Trigger(eventTime: fact.eventTime, eventID: fact.eventID, correlationID: fact.correlationID))
    }

    mutating func applyDemandChange(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError)
    {
        guard let change = DemandChange(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key, at: known) else { return }
        if airports[slot].expected.isEmpty {
            airports[slot].expected.begin(at: binUnderWay ?? QuarterHour(containing: head.eventTime))
        }
        airports[slot].expected.apply(change)
        if change.concernsCancellation {
            var trigger = Trigger(eventTime: head.eventTime)
            // An older log does not say what caused it.
            if !reader.isAtEnd {
                trigger.eventID = reader.readCounted()
                trigger.correlationID = reader.readCounted()
            }
            guard !reader.failed else { throw .malformed }
            touchAirport(slot, trigger)
        }
    }

    mutating func applyDemandSettled(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError)
    {
        guard let settled = DemandSettled(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key, at: known) else { return }
        let inTime: Bool
        switch settled {
        case .departure(let step):
            inTime = airports[slot].settled.count(step)
            if inTime, let turn = step.turn {
                airports[slot].turns.add(turn, delay: step.delay, isArrival: false, in: step.bin)
            }
            if inTime, settings[.airlineEnabled] == 1 { airports[slot].carriers.count(step) }
            if inTime, settings[.seasonalEnabled] == 1, step.to == .moved, step.delay != LegMovements.unknown {
                airports[slot].departures.delays.add(Int32(step.delay), in: step.bin)
            }
        case .takeoff(let step):
            inTime = step.bin > airports[slot].settled.through || airports[slot].settled.through.isNone
            if inTime, settings[.congestionEnabled] == 1 {
                airports[slot].taxis.add(step.taxiMinutes, in: step.bin)
            }
        case .arrival(let step):
            inTime = airports[slot].settled.countArrival(step.bin)
            if inTime, let turn = step.turn {
                airports[slot].turns.add(turn, delay: step.delay, isArrival: true, in: step.bin)
            }
            if inTime, settings[.airlineEnabled] == 1 { airports[slot].carriers.countArrival(step.bin, step.carrier) }
            if inTime, settings[.seasonalEnabled] == 1, step.delay != LegMovements.unknown {
                airports[slot].arrivals.delays.add(Int32(step.delay), in: step.bin)
            }
        }
        if !inTime { counters.afterSettling += 1 }
    }

    mutating func applyInboundOutcome(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?)
        throws(FrameError)
    {
        guard let inbound = InboundOutcome(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key, at: known) else { return }
        airports[slot].carriers.count(inbound, settles: settles.last(at: head.eventTime))
    }

    mutating func touchAirport(_ slot: Int, _ trigger: Trigger) {
        touchedAirports.note(slot, place: &airports[slot].touched, trigger)
    }

    /// The bin in which the newest events lie, as far as the second watermark tells.
    private var binUnderWay: QuarterHour? {
        guard watermarks.w2 != .distantPast else { return nil }
        return QuarterHour(containing: watermarks.w2.adding(minutes: settings[.allowedLatenessMinutes]))
    }

    /// Settles bins that the second watermark has passed, and looks once at every airport that the record touched.
    ///
    /// An airport is looked at when a bin settles or a flight is cancelled: what else moves its demand moves it little.
    mutating func concludeAirports() {
        guard countsDemand, watermarks.w2 != .distantPast else {
            return touchedAirports.removeAll { airports[$0].touched = -1 }
        }
        let last = settles.last(at: watermarks.w2)
        if last > airportsSettled { settleAirports(through: last) }
        if touchedAirports.isEmpty { return }
        let now = QuarterHour(containing: watermarks.w2.adding(minutes: settings[.allowedLatenessMinutes]))
        for index in touchedAirports.slots.indices {
            // What another one is a part of goes first.
            answerChildren(Int(touchedAirports.slots[index]), at: touchedAirports.triggers[index].eventTime)
            tellWeather(Int(touchedAirports.slots[index]), now: now, touchedAirports.triggers[index])
            tellCongestion(Int(touchedAirports.slots[index]), now: now, touchedAirports.triggers[index])
            tellSeasonal(Int(touchedAirports.slots[index]), touchedAirports.triggers[index])
        }
        touchedAirports.removeAll { airports[$0].touched = -1 }
    }

    private mutating func settleAirports(through last: QuarterHour) {
        networkNews.after = airportsSettled
        airportsSettled = last
        let settledAt = settles.instant(of: last)
        let now = QuarterHour(containing: watermarks.w2.adding(minutes: settings[.allowedLatenessMinutes]))
        let (reference, learned) = (reference, learned)
        for slot in airportOrder {
            let slot = Int(slot)
            let code = airports[slot].code
            airports[slot].expected.advance(to: now)
            airports[slot].forgetChildren(until: watermarks.w2)
            let isWorthALook = airports[slot].settle(
                through: last, zone: reference.zone(of: code) ?? .utc, settings: settings, learned: learned,
                telling: &peersToTell, &networkNews
            ) { reference.operatingDay($0, at: code) }
            tellPeers()
            let isWanted =
                isWorthALook || airports[slot].mayBeCongested(now: now, settings: settings, learned: learned)
            if isWanted, airports[slot].touched < 0 {
                touchAirport(slot, Trigger(eventTime: settledAt))
            }
        }
        tellNetworkNews()
    }

    /// Tells what weather takes, by what was observed and by what is forecast.
    private mutating func tellWeather(_ slot: Int, now: QuarterHour, _ trigger: Trigger) {
        guard settings[.weatherEnabled] == 1 else { return }
        if airports[slot].reports.weather.isEmpty, airports[slot].weather.days.isEmpty { return }
        let code = airports[slot].code
        let reference = reference
        let parts = airports[slot].weatherOutlook(now: now, settings) { reference.operatingDay($0, at: code) }
        for part in parts where part.severity > .none { _ = airports[slot].weather.index(of: part.day) }
        let story = airports[slot].story
        let children = airports[slot].children
        airports[slot].weather.relate { story.parent(of: .weatherImpact, $0) }
        airports[slot].weather = tellSettled(airports[slot].weather, trigger) { subject, day, isOpen, settings in
            var found = WeatherImpact.finding(
                subject, day, isOpen: isOpen, expected: parts.first { $0.day == day.day }, settings)
            found.takeOver(children.sum(of: day.episode.id, in: story))
            return found
        }
    }

    /// Tells how departures and arrivals compare with what is usual.
    private mutating func tellSeasonal(_ slot: Int, _ trigger: Trigger) {
        guard settings[.seasonalEnabled] == 1 else { return }
        let story = airports[slot].story
        airports[slot].departures.episodes.relate { story.parent(of: .seasonalDeviation, $0) }
        airports[slot].arrivals.episodes.relate { story.parent(of: .seasonalDeviation, $0) }
        airports[slot].departures.episodes = tellSettled(airports[slot].departures.episodes, trigger) {
            SeasonalDeviation.finding($0, $1, isOpen: $2, $3)
        }
        airports[slot].arrivals.episodes = tellSettled(airports[slot].arrivals.episodes, trigger) {
            SeasonalDeviation.finding($0, $1, isOpen: $2, $3)
        }
    }

    private mutating func tellPeers() {
        for (carrier, figures) in peersToTell {
            let at = settles.instant(of: figures.bin)
            outgoing.send(.peerFigures, to: .airline(carrier), at: at) { figures.encode(into: &$0, eventTime: at) }
        }
        peersToTell.removeAll(keepingCapacity: true)
    }

    /// Tells what is to be told of an airport's operating days.
    private mutating func tellCongestion(_ slot: Int, now: QuarterHour, _ trigger: Trigger) {
        guard settings[.congestionEnabled] == 1 else { return }
        let code = airports[slot].code
        let reference = reference
        let programs = airports[slot].reports.programs
        let capacity = airports[slot].capacityAhead(now: now, learned)
        let outlook = AirportCongestionOutlook(
            airports[slot].expected, capacity: { capacity[Int($0 - now)] }, now: now, settings: settings,
            program: { programs.inForce(in: $0, before: .distantFuture).first?.kind },
            day: { reference.operatingDay($0, at: code) })
        for part in outlook.parts where part.severity > .none {
            _ = airports[slot].congestion.index(of: part.day)
        }
        let story = airports[slot].story
        let children = airports[slot].children
        airports[slot].congestion.relate { story.parent(of: .airportCongestion, $0) }
        airports[slot].congestion = tellSettled(airports[slot].congestion, trigger) { _, day, isOpen, settings in
            var found = AirportCongestion.finding(
                code, day, isOpen: isOpen, outlook: outlook.parts.first { $0.day == day.day }, settings: settings)
            found.takeOver(children.sum(of: day.episode.id))
            return found
        }
    }
}
