import DisruptionCore

/// Fixes when a leg leaves: everything that it waits for is there.
extension Operations {
    /// Minutes of a queue that are spent with engines running; the rest at the gate.
    private static var queueMinutes: Int { 12 }
    /// Minutes by which an arrival may be planned behind its slot: the rest is spent at the gate of departure.
    private static var slackMinutes: Int { 10 }

    mutating func fix(_ number: Int32) {
        let leg = legs[at(number)]
        var shares = inherited(leg)
        var out = Int(leg.scheduledOut) + shares.minutes
        func add(_ minutes: Int, _ cause: Cause, _ airport: UInt16) {
            guard minutes > 0 else { return }
            shares.append(
                DelayShare(
                    root: number, cause: cause, path: .own, minutes: Int16(clamping: minutes), airport: airport))
            out += minutes
        }
        add(Int(aircraft[Int(leg.aircraft)].groundedUntil) - out, .technical, leg.from)
        let own = luck.own(subject(leg))
        add(own.minutes, own.cause, leg.from)
        add(Int(leg.ordered), leg.orderedCause, leg.from)
        add(trouble(leg), .technical, leg.from)
        add(luck.slot(subject(leg)), .regulation, leg.from)
        add(minute - out, leg.key.attempt > 1 || leg.ordered > 0 ? .technical : .handling, leg.from)
        let taxi = network.airports[Int(leg.from)].taxiOut + deicing(leg, at: out)
        let planned = out + taxi + airborne(leg)
        let landing = runways[Int(leg.to)].takeArrival(from: planned)
        add(landing - planned - Self.slackMinutes, shortage(leg.to, at: planned), leg.to)
        let off = runways[Int(leg.from)].takeDeparture(from: out + taxi)
        add(off - out - taxi - Self.queueMinutes, shortage(leg.from, at: out + taxi), leg.from)
        let isClosed = landing - planned >= Runways.searchMinutes - 15 || off - out - taxi >= Runways.searchMinutes - 15
        if out == Int(leg.scheduledOut) { out = max(minute, out - early(leg)) }
        let index = at(number)
        legs[index].departureShares = shares
        legs[index].places = (Int32(off / 15), Int32(landing / 15))
        legs[index].out = Int32(out)
        legs[index].off = Int32(max(off, out + taxi))
        legs[index].arrival = legs[index].off + Int32(airborne(leg) + network.airports[Int(leg.to)].taxiIn)
        if isClosed { return cancel(from: number, for: reason(number)) }
        if isHopeless(number) { return }
        legs[index].status = .decided
        tellEstimate(number)
        at(out, .out, number)
        project(leg.next)
    }

    private func early(_ leg: SimulatedLeg) -> Int {
        guard isKnown(leg.previous) else { return luck.early(subject(leg)) }
        let ready = legs[at(leg.previous)].arrival + turn(leg)
        return min(luck.early(subject(leg)), max(0, Int(leg.scheduledOut - ready)))
    }

    /// Takes a leg's decision back: it is decided anew, now.
    mutating func undecide(_ number: Int32) {
        guard legs[at(number)].status == .decided else { return }
        giveBackPlaces(number)
        legs[at(number)].status = .planned
        legs[at(number)].departureShares = []
        at(minute, .decide, number)
    }

    /// Gives a leg's places on the runways back.
    mutating func giveBackPlaces(_ number: Int32) {
        let leg = legs[at(number)]
        runways[Int(leg.from)].giveBack(departure: leg.places.off)
        runways[Int(leg.to)].giveBack(arrival: leg.places.on)
        legs[at(number)].places = (SimulatedLeg.none, SimulatedLeg.none)
    }

    /// Why there is a queue at an airport: its weather or its programme, else that so many want to fly.
    func shortage(_ airport: UInt16, at minute: Int) -> Cause { runways[Int(airport)].cause(max(0, minute / 15)) }
}
