extension PartitionEngine {
    /// Tells the flights that passengers go on with how this one stands, where that has changed.
    mutating func tellOnward(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        guard settings[.connectionEnabled] == 1, let passengers = legs[slot].passengers, !passengers.onward.isEmpty,
            let flight = InboundFlight(legs[slot].key, view, isDayOver: legs[slot].isDayOver)
        else { return }
        scratch.removeAll()
        flight.encode(into: &scratch)
        let hash = Hash64.of(scratch.bytes)
        let state = scratch.bytes
        for at in passengers.onward.indices where passengers.onward[at].told != hash {
            passengers.onward[at].told = hash
            outgoing.send(.connectionTold, to: .leg(passengers.onward[at].leg), at: trigger.eventTime) {
                $0.putBytes(state)
                trigger.encode(into: &$0)
            }
        }
    }

    /// Takes in how a flight stands from which passengers of this one come.
    mutating func applyConnectionTold(
        _ head: MessageHead, _ reader: inout ByteReader, at known: Int?
    ) throws(FrameError) {
        guard let flight = InboundFlight(reading: &reader) else { throw .malformed }
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        let key = LegKey(high: head.key.high, low: UInt32(truncatingIfNeeded: head.key.low))
        guard let slot = known ?? legs.find(head.key.high, head.key.low) ?? makeLeg(key) else { return }
        guard passengers(of: slot).take(flight) else {
            counters.turnedAway += 1
            return
        }
        touchedLegs.note(slot, place: &legs[slot].touched, trigger)
    }

    /// Finds and tells who does not make it to this flight.
    mutating func concludeConnections(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        guard settings[.connectionEnabled] == 1, let passengers = legs[slot].passengers, !passengers.inbound.isEmpty
        else { return }
        var found: [MissedConnection] = []
        let stop = ConnectingStop(legs[slot].key, view, isDayOver: legs[slot].isDayOver, passengerRules, reference)
        for inbound in passengers.inbound {
            guard var connection = MissedConnection(inbound, at: stop) else { continue }
            let isTold = passengers.told.contains { $0.inbound == inbound.leg }
            guard isTold || connection.mayHold(settings) else { continue }
            connection.passengers = passengers.arriving(from: inbound.leg)
            found.append(connection)
        }
        if found.isEmpty, passengers.told.isEmpty { return }
        let short = found.compactMap { connection in
            connection.shortMinutes.map { (minutes: $0, passengers: connection.passengers[.all]) }
        }
        let hold = HoldCandidate(
            short, most: settings[.connectionHoldMinutes], least: settings[.connectionHoldPassengers])
        for connection in found { tellConnection(connection, passengers, hold, trigger) }
        for place in passengers.told.indices {
            let inbound = passengers.told[place].inbound
            if found.contains(where: { $0.inbound.leg == inbound }) { continue }
            tell(MissedConnection.gone(inbound, to: legs[slot].key), &passengers.told[place].episode, trigger)
            passengers.told[place].standing = .safe
        }
    }

    private mutating func tellConnection(
        _ connection: MissedConnection, _ passengers: LegPassengers, _ hold: HoldCandidate?, _ trigger: Trigger
    ) {
        let inbound = connection.inbound
        var finding = connection.finding(hold: hold, settings: settings)
        if settings[.flightDelayEnabled] == 1, Int64(inbound.delayMinutes) >= settings[.flightDelayMinutes] {
            let day = reference.operatingDay(inbound.scheduledDeparture, at: inbound.leg.origin)
            finding.part(of: DisruptionID(pattern: .flightDelay, subject: .leg(inbound.leg), day: day))
        }
        if finding.holds { finding.reaches(connection.passengers[.all]) }
        let rules = impactRules
        let describe: (inout Finding) -> Void = {
            if $0.holds { $0.impact = rules.impact(of: connection, passengers) }
        }
        guard let departure = connection.stop.view.scheduledDeparture else { return }
        let day = reference.operatingDay(departure, at: connection.stop.key.origin)
        var isHeld = false
        for place in passengers.told.indices where passengers.told[place].inbound == inbound.leg {
            let isOfDay = passengers.told[place].episode.day == day
            let said = isOfDay ? finding : MissedConnection.gone(inbound.leg, to: connection.stop.key)
            tell(said, &passengers.told[place].episode, trigger, describe)
            passengers.told[place].standing = connection.standing(told: passengers.told[place].episode)
            isHeld = isHeld || isOfDay
        }
        guard !isHeld, finding.holds, passengers.told.count < LegPassengers.limit else { return }
        var episode = Episode(pattern: .missedConnection, subject: finding.subject, day: day)
        tell(finding, &episode, trigger, describe)
        let at = passengers.told.firstIndex { inbound.leg < $0.inbound } ?? passengers.told.count
        let standing = connection.standing(told: episode)
        passengers.told.insert(ConnectionTold(inbound: inbound.leg, standing: standing, episode: episode), at: at)
    }
}
