import DisruptionCore

/// From the first look ahead until a leg is about to leave.
extension Operations {
    /// Minutes before its time at which it is decided when a leg leaves.
    static var decideMinutes: Int { 25 }
    /// Minutes that a leg waits for passengers who change to it, and how many it takes.
    private static var holdMinutes: Int32 { 25 }
    private static var holdPassengers: UInt16 { 8 }
    /// Minutes in which a crew changes aircraft, and in which another one comes for one that does not.
    private static var crewMinutes: Int32 { 30 }
    private static var standbyMinutes: Int32 { 20 }
    /// Minutes after which a leg that waits is looked at again at the latest.
    private static var lookMinutes: Int { 20 }

    /// Looks at a leg ahead of its departure: is it late, can it be helped?
    mutating func review(_ number: Int32, index: Int) {
        guard legs[at(number)].status == .planned else { return }
        project(number)
        if let share = leavesOut(number, at: index), comesBack(number) { return cancel(from: number, for: share) }
        if isHopeless(number) { return }
        if index > 0 { swapIfLate(number) }
        if index == 2 { moveGate(number) }
        tellEstimate(number)
        let scheduled = Int(legs[at(number)].scheduledOut)
        if index == 0 { at(scheduled - Self.gateMinutes, .gate, number) }
        if index + 1 < Self.reviews.count {
            at(scheduled - Self.reviews[index + 1], .review, number, index: index + 1)
        } else {
            at(scheduled - Self.decideMinutes, .decide, number)
        }
    }

    /// Why an airline leaves a leg out ahead of time; nil where it does not.
    private func leavesOut(_ number: Int32, at index: Int) -> DelayShare? {
        let leg = legs[at(number)]
        if index == 0, let cause = luck.cancels(subject(leg)) {
            return DelayShare(root: number, cause: cause, path: .own, minutes: 0, airport: leg.from)
        }
        if index == 1, let missing = thins(leg) {
            return DelayShare(root: number, cause: missing.cause, path: .own, minutes: 0, airport: missing.airport)
        }
        return nil
    }

    /// When a leg will leave and arrive by what is known of its aircraft, and so for the legs behind it.
    mutating func project(_ number: Int32) {
        var number = number
        while isKnown(number), legs[at(number)].status == .planned {
            let leg = legs[at(number)]
            var out = max(leg.scheduledOut, leg.heldUntil)
            if let ready = aircraftReady(leg) { out = max(out, ready) }
            out = max(out + Int32(leg.ordered), Int32(minute))
            let arrival = leg.scheduledIn + max(0, out - leg.scheduledOut - 5)
            if out == leg.out, arrival == leg.arrival { return }
            legs[at(number)].out = out
            legs[at(number)].arrival = arrival
            number = leg.next
        }
    }

    /// When a leg's aircraft can leave: behind the leg before it, its turn, and what keeps it on the ground.
    private func aircraftReady(_ leg: SimulatedLeg) -> Int32? {
        let grounded = aircraft[Int(leg.aircraft)].groundedUntil
        guard isKnown(leg.previous), legs[at(leg.previous)].status != .cancelled else {
            return grounded > 0 ? grounded : nil
        }
        return max(legs[at(leg.previous)].arrival + turn(leg), grounded)
    }

    /// Decides when a leg leaves, or looks again when more is known.
    mutating func decide(_ number: Int32) {
        guard legs[at(number)].status == .planned else { return }
        let leg = legs[at(number)]
        let craft = aircraft[Int(leg.aircraft)]
        let isTurned = craft.next == number && (!isKnown(craft.last) || legs[at(craft.last)].status == .arrived)
        if isTurned, craft.place != leg.from { return bring(Int(leg.aircraft), to: number) }
        legs[at(number)].heldUntil = 0
        for source in sources(leg) where !isThere(source.leg) && source.ready > leg.scheduledOut {
            legs[at(number)].heldUntil = max(legs[at(number)].heldUntil, source.ready)
        }
        project(number)
        if isHopeless(number) { return }
        let ready = Int(legs[at(number)].out) - Int(leg.ordered)
        guard isTurned, legs[at(number)].heldUntil == 0, ready <= minute + 15 else {
            tellEstimate(number)
            return at(min(max(minute + 5, ready - 15), minute + Self.lookMinutes), .decide, number)
        }
        fix(number)
    }

    private func isThere(_ number: Int32) -> Bool {
        legs[at(number)].status == .arrived || legs[at(number)].status == .cancelled
    }

    /// What a leg waits for besides its aircraft: the leg that brings its crew, then those that bring passengers who
    /// change, and when it could leave with them.
    private func sources(_ leg: SimulatedLeg) -> [(leg: Int32, ready: Int32, path: Path)] {
        var found: [(leg: Int32, ready: Int32, path: Path)] = []
        if isKnown(leg.crewFrom) {
            let crew = legs[at(leg.crewFrom)]
            let comes = crew.status != .cancelled && crew.landsAt == leg.from
            found.append(
                (leg.crewFrom, comes ? crew.arrival + Self.crewMinutes : leg.scheduledOut + Self.standbyMinutes, .crew))
        }
        let change = Int32(network.airports[Int(leg.from)].connecting / 2)
        for feeder in [leg.feeders.0, leg.feeders.1, leg.feeders.2] where feeder.passengers >= Self.holdPassengers {
            guard isKnown(feeder.leg) else { continue }
            let inbound = legs[at(feeder.leg)]
            let ready = inbound.arrival + change
            guard inbound.status != .cancelled, inbound.landsAt == leg.from,
                ready - leg.scheduledOut <= Self.holdMinutes
            else { continue }
            found.append((feeder.leg, ready, .connection))
        }
        return found
    }

    /// Delay that comes with aircraft, crew and passengers, each as far as it goes beyond the one before.
    func inherited(_ leg: SimulatedLeg) -> [DelayShare] {
        var shares: [DelayShare] = []
        var out = leg.scheduledOut
        func take(_ source: Int32, _ ready: Int32, _ path: Path) {
            guard ready > out else { return }
            let (late, minutes) = (legs[at(source)], Int(ready - out))
            out = ready
            if var blame = late.blame {
                blame.path = path
                blame.minutes = Int16(clamping: minutes)
                return shares.append(blame)
            }
            let behind = late.arrivalShares.scaled(to: min(minutes, late.arrivalShares.minutes), path: path)
            shares += behind
            // What the leg before does not explain is a turn planned too short: the schedule's own, IATA code 09.
            guard minutes > behind.minutes else { return }
            shares.append(
                DelayShare(
                    root: leg.number, cause: .handling, path: .own, minutes: Int16(clamping: minutes - behind.minutes),
                    airport: leg.from))
        }
        if isKnown(leg.previous), legs[at(leg.previous)].status == .arrived {
            take(leg.previous, legs[at(leg.previous)].arrival + turn(leg), .aircraft)
        }
        for source in sources(leg) where isThere(source.leg) { take(source.leg, source.ready, source.path) }
        return shares
    }
}
