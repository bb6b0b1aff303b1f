import DisruptionCore

/// From the blocks to the blocks.
extension Operations {
    /// Minutes of holding beyond which a flight goes elsewhere.
    private static var holdingMinutes: Int { 40 }
    /// Minutes of repair behind a return to the gate.
    private static var repairMinutes: Int { 40 }
    /// Minutes before landing at which it is known when.
    private static var approachMinutes: Int { 12 }

    mutating func leave(_ number: Int32) {
        let index = at(number)
        guard legs[index].status == .decided, Int(legs[index].out) <= minute else { return }
        legs[index].status = .out
        let craft = Int(legs[index].aircraft)
        aircraft[craft].last = number
        aircraft[craft].next = legs[index].next
        if !legs[index].isFerry { aircraft[craft].blame = nil }
        tellDeparture(legs[index])
        if !legs[index].isFerry, legs[index].key.attempt == 1, luck.returns(subject(legs[index])) {
            at(minute + 18, .back, number)
        } else {
            at(Int(legs[index].off), .off, number)
        }
        project(legs[index].next)
    }

    /// A leg that left is back at its gate, and tries again under the same number.
    mutating func comeBack(_ number: Int32) {
        let index = at(number)
        tellReturn(legs[index])
        let leg = legs[index]
        legs[index].key = LegKey(flight: leg.key.flight, date: leg.key.date, origin: leg.key.origin, attempt: 2)
        legs[index].status = .planned
        legs[index].departureShares = []
        legs[index].toldOut = leg.scheduledOut
        legs[index].toldIn = leg.scheduledIn
        legs[index].ordered = Int16(clamping: Int(leg.ordered) + Self.repairMinutes)
        legs[index].orderedCause = .technical
        giveBackPlaces(number)
        let craft = Int(leg.aircraft)
        aircraft[craft].last = leg.previous
        aircraft[craft].next = number
        tellSchedule(legs[index])
        if leg.gate > 0 { tellGate(legs[index]) }
        at(minute + 10, .decide, number)
    }

    mutating func takeOff(_ number: Int32) {
        let index = at(number)
        legs[index].status = .off
        let leg = legs[index]
        status.airborne += 1
        if leg.departureDelay >= 15 { status.late += 1 }
        let recovered = leg.departureDelay > 10 ? 3 : 0
        let on = minute + airborne(leg) + luck.wind(subject(leg)) - recovered
        legs[index].on = Int32(on)
        legs[index].arrival = Int32(on + network.airports[Int(leg.to)].taxiIn)
        tellTakeOff(legs[index])
        project(leg.next)
        at(on - Self.approachMinutes, .approach, number)
    }

    /// Lands when there is room, or elsewhere where that is too long to wait for.
    mutating func approach(_ number: Int32) {
        let index = at(number)
        let leg = legs[index]
        let wanted = max(Int(leg.on), minute)
        let landing = runways[Int(leg.to)].landing(from: wanted)
        if landing - wanted > Self.holdingMinutes, let other = alternate(for: leg, from: wanted),
            other.minute < landing
        {
            legs[index].landsAt = UInt16(other.place)
            legs[index].on = Int32(runways[other.place].land(from: other.minute))
            aircraft[Int(leg.aircraft)].blame = DelayShare(
                root: number, cause: shortage(leg.to, at: wanted), path: .aircraft, minutes: 0, airport: leg.to)
            tellDiversion(legs[index])
        } else {
            legs[index].on = Int32(runways[Int(leg.to)].land(from: wanted))
        }
        let landsAt = Int(legs[index].landsAt)
        legs[index].arrival = legs[index].on + Int32(network.airports[landsAt].taxiIn)
        if leg.landsAt == legs[index].landsAt { tellArrivalEstimate(number) }
        project(leg.next)
        at(Int(legs[index].on), .on, number)
    }

    /// The airport, open at night, at which a flight could land first; its origin too.
    private func alternate(for leg: SimulatedLeg, from minute: Int) -> (place: Int, minute: Int)? {
        var found: (place: Int, minute: Int)?
        let destination = network.airports[Int(leg.to)]
        for place in network.airports.indices where place != Int(leg.to) {
            let there = minute + 10 + Network.airborne(destination, network.airports[place])
            guard there - minute < found.map({ $0.minute - minute }) ?? 600, !isClosed(place, at: there) else {
                continue
            }
            let landing = runways[place].landing(from: there)
            if landing < found?.minute ?? .max { found = (place, landing) }
        }
        return found
    }

    /// Whether an airport is closed for the night; half an hour is granted to who is late.
    func isClosed(_ airport: Int, at minute: Int) -> Bool {
        let local = network.localMinute(airport, at: instant(Int32(minute)))
        let profile = network.airports[airport]
        return profile.isClosed(localMinute: local) && profile.isClosed(localMinute: (local + 1410) % 1440)
    }

    mutating func land(_ number: Int32) {
        let index = at(number)
        tellLanding(legs[index])
        at(Int(legs[index].arrival), .arrive, number)
    }

    mutating func arrive(_ number: Int32) {
        let index = at(number)
        legs[index].status = .arrived
        status.airborne -= 1
        status.arrived += 1
        aircraft[Int(legs[index].aircraft)].place = legs[index].landsAt
        legs[index].arrivalShares = arrivalShares(number)
        tellArrival(legs[index])
        truth.arrived(legs[index], truthNames(legs[index]))
        project(legs[index].next)
    }

    /// What a leg's delay on the blocks is made of: what it left with, less what it made good, or more what was added.
    private func arrivalShares(_ number: Int32) -> [DelayShare] {
        let leg = legs[at(number)]
        let delay = leg.arrivalDelay
        guard delay > 0 else { return [] }
        var shares = leg.departureShares.scaled(to: Swift.min(delay, leg.departureShares.minutes))
        var rest = delay - shares.minutes
        func add(_ minutes: Int, _ cause: Cause, _ airport: UInt16) {
            let part = Swift.min(minutes, rest)
            guard part > 0 else { return }
            shares.append(DelayShare(root: number, cause: cause, path: .own, minutes: Int16(part), airport: airport))
            rest -= part
        }
        let taxi = Int(leg.off - leg.out) - network.airports[Int(leg.from)].taxiOut
        add(taxi, shortage(leg.from, at: Int(leg.off)), leg.from)
        let air = Int(leg.on - leg.off) - airborne(leg) - luck.wind(subject(leg))
        add(air, shortage(leg.to, at: Int(leg.on)), leg.to)
        add(rest, .route, leg.to)
        return shares
    }
}
