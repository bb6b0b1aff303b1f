extension PartitionEngine {
    /// Takes in whom a booking brings to a leg. A leg that nobody has announced yet is made: its flight may be told
    /// later than its bookings.
    mutating func applyPartyTold(
        _ head: MessageHead, _ reader: inout ByteReader, at known: Int?
    ) throws(FrameError) {
        let party = Party(high: reader.read(), low: reader.read(), reading: &reader)
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        let key = LegKey(high: head.key.high, low: UInt32(truncatingIfNeeded: head.key.low))
        guard let slot = known ?? legs.find(head.key.high, head.key.low) ?? makeLeg(key) else { return }
        let passengers = passengers(of: slot)
        let isKnown = passengers.holds(party.high, party.low)
        guard passengers.take(party) else {
            counters.turnedAway += 1
            return
        }
        tellBooking(party, slot, isKnown: isKnown, trigger)
        lookAtPassengers(slot, trigger)
    }

    /// Who is booked on a leg, where it begins to be known by now.
    mutating func passengers(of slot: Int) -> LegPassengers {
        if let held = legs[slot].passengers { return held }
        let passengers = LegPassengers()
        legs[slot].passengers = passengers
        passengers.toldSegment = segmentState(slot, legs[slot].view(names: names.names, taxi: taxi))
        return passengers
    }

    mutating func applyPartyGone(
        _ head: MessageHead, _ reader: inout ByteReader, at known: Int?
    ) throws(FrameError) {
        let (high, low): (UInt64, UInt64) = (reader.read(), reader.read())
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        guard let slot = known ?? legs.find(head.key.high, head.key.low), let passengers = legs[slot].passengers else {
            return
        }
        passengers.remove(high, low)
        if passengers.isEmpty { legs[slot].passengers = nil }
        lookAtPassengers(slot, trigger)
    }

    /// Makes a leg that only bookings name so far. Legs are forgotten with the third watermark, and what a booking says
    /// that is in time comes before it: with the first one it would depend on who is ahead.
    /// - Returns: nil where it is forgotten, or there is no room.
    mutating func makeLeg(_ key: LegKey) -> Int? {
        guard watermarks.w3 < key.forgottenAt, legs.count < limits.legs else {
            counters.turnedAway += 1
            return nil
        }
        return insertLeg(key)
    }

    /// Looks at a leg again whose passengers have changed, where something is told of it.
    private mutating func lookAtPassengers(_ slot: Int, _ trigger: Trigger) {
        guard legs[slot].isLookedAtForPassengers else { return }
        touchedLegs.note(slot, place: &legs[slot].touched, trigger)
    }

    var impactRules: ImpactRules {
        ImpactRules(settings: settings, compensation: passengerRules.compensation, reference: reference)
    }

    /// Who probably has to pay for a leg: by the codes of its carrier, by the root of its rotation, by the reason
    /// given.
    func liability(_ slot: Int) -> Liability {
        let texts = legs[slot].texts
        if let codes = texts.text(.delayCodes, names: names.names), let found = Liability(codes: codes.value) {
            return found
        }
        if legs[slot].forecastMinutes > 0 {
            return .reactionary(root: Liability(legs[slot].forecastCause), hops: Int(legs[slot].forecastDepth))
        }
        return texts.text(.reason, names: names.names).flatMap { Liability(reason: $0.value) } ?? .uncertain
    }

    /// Tells the leg's aircraft who is booked, for the cascades of which the leg is a part: where it is late, or its
    /// aircraft expects it to be.
    mutating func tellBoarding(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        guard settings[.cascadeEnabled] == 1, let passengers = legs[slot].passengers, !legs[slot].reportedTail.isNone
        else { return }
        let isLate = Int64(view.delayMinutes ?? 0) >= settings[.flightDelayMinutes]
        guard isLate || legs[slot].forecastMinutes > 0 else { return }
        scratch.removeAll()
        Boarding(legs[slot].key, passengers).encode(into: &scratch)
        let hash = Hash64.of(scratch.bytes, seed: legs[slot].reportedTail.packed)
        if passengers.toldBoarding == hash { return }
        passengers.toldBoarding = hash
        let said = scratch.bytes
        outgoing.send(.boardingTold, to: .aircraft(legs[slot].reportedTail), at: trigger.eventTime) {
            $0.putBytes(said)
            trigger.encode(into: &$0)
        }
    }

    mutating func applyBoardingTold(
        _ head: MessageHead, _ reader: inout ByteReader, at known: Int?
    ) throws(FrameError) {
        let boarding = Boarding(reading: &reader)
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        guard let slot = known ?? aircraft.find(head.key.high, 0),
            let place = aircraft[slot].line.index(of: boarding.leg)
        else { return }
        if let held = aircraft[slot].boardings.firstIndex(where: { $0.leg == boarding.leg }) {
            aircraft[slot].boardings[held] = boarding
        } else {
            aircraft[slot].boardings.append(boarding)
        }
        aircraft[slot].line.look(at: aircraft[slot].line[place].passage.inboundRoot)
        touchedAircraft.note(slot, place: &aircraft[slot].touched, trigger)
    }
}
