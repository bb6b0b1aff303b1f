extension PartitionEngine {
    /// How a leg stands for who is booked on it, but for how they come to it.
    func segmentState(_ slot: Int, _ view: LegView) -> SegmentState {
        guard legs[slot].isAnnounced else { return SegmentState(unannounced: legs[slot].isDayOver) }
        let checkedIn = legs[slot].passengers?.counts[.checkedIn] ?? 0
        return SegmentState(view, hasCheckIns: checkedIn > 0) { liability(slot) }
    }

    /// Tells the bookings of a leg how it stands for them, where that has changed.
    mutating func tellBookings(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        guard let passengers = legs[slot].passengers, !passengers.hasNoParties else { return }
        let state = segmentState(slot, view)
        let news = flightNews(slot, view)
        let newsTold = NewsTold(news, before: passengers.toldNews)
        let isNews = state != passengers.toldSegment || newsTold != passengers.toldNews
        let changed = passengers.told.filter { $0.standing != $0.toldStanding }.map(\.inbound)
        if !isNews, changed.isEmpty { return }
        passengers.toldSegment = state
        passengers.toldNews = newsTold
        for place in passengers.told.indices { passengers.told[place].toldStanding = passengers.told[place].standing }
        for party in passengers.parties where isNews || changed.contains(party.inbound) {
            send(state, news, of: slot, to: party, trigger)
        }
    }

    /// Tells a booking that joins a leg, or changes on it, how the leg stands, where it does not stand as planned.
    mutating func tellBooking(_ party: Party, _ slot: Int, isKnown: Bool, _ trigger: Trigger) {
        guard let passengers = legs[slot].passengers else { return }
        let isPlain = passengers.toldSegment.isPlain && passengers.toldNews.isPlain
        if !isKnown, isPlain, passengers.standing(from: party.inbound) == .safe { return }
        let news = flightNews(slot, legs[slot].view(names: names.names, taxi: taxi))
        send(passengers.toldSegment, news, of: slot, to: party, trigger)
    }

    private mutating func send(
        _ state: SegmentState, _ news: FlightNews, of slot: Int, to party: Party, _ trigger: Trigger
    ) {
        var state = state
        state.connection = legs[slot].passengers?.standing(from: party.inbound) ?? .safe
        let key = legs[slot].key
        outgoing.send(.segmentTold, to: party.booking, at: trigger.eventTime) {
            $0.putLegKey(key)
            state.encode(into: &$0)
            news.encode(into: &$0)
            trigger.encode(into: &$0)
        }
    }

    /// What the passengers of a leg may be told beside how it stands.
    private func flightNews(_ slot: Int, _ view: LegView) -> FlightNews {
        var news = FlightNews(view)
        guard notificationRules != nil, legs[slot].isAnnounced, news.departure != nil, !view.isCancelled,
            view.actualDeparture == nil, view.actualTakeoff == nil
        else { return news }
        let texts = legs[slot].texts
        news.set(texts, told: legs[slot].passengers?.toldNews ?? NewsTold(), names: names.names)
        news.isBoarding = notificationRules?.tellsBoarding == true && texts.isBoarding
        return news
    }

    /// Takes in how a flight of a booking stands.
    mutating func applySegmentTold(
        _ head: MessageHead, _ reader: inout ByteReader, at known: Int?
    ) throws(FrameError) {
        let leg = LegKey(high: reader.read(), low: reader.read())
        guard let state = SegmentState(reading: &reader) else { throw .malformed }
        let news = FlightNews(reading: &reader)
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        guard let slot = known ?? bookings.find(head.key.high, head.key.low),
            let isAnother = bookings[slot].take(state, news, of: leg)
        else { return }
        if isAnother { markStale(booking: slot, trigger) }
        if state.stage == .unknown { refuseUnknown(leg, slot, trigger) }
        notify(slot, of: leg, at: max(trigger.eventTime, watermarks.w1), trigger)
        bookings[slot].dropIfPlain(leg)
    }

    /// Says once of a booking that nobody has announced a flight of it.
    private mutating func refuseUnknown(_ leg: LegKey, _ slot: Int, _ trigger: Trigger) {
        guard !bookings[slot].isToldUnknown, let place = bookings[slot].place else { return }
        bookings[slot].isToldUnknown = true
        let newest = bookings[slot].newest
        refuse(.unknownFlight(leg)) {
            RefusedFact(
                topic: .passengerEvents, partition: place.partition, offset: place.offset,
                recordedAt: place.recordedAt, eventTime: newest, eventID: "", subject: "booking",
                why: .unknownFlight(leg))
        }
    }
}
