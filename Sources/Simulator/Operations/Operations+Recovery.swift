import DisruptionCore

/// What controllers do about it: cancel, swap, bring an aircraft to where it is needed.
extension Operations {
    /// Minutes of lateness from which another aircraft is looked for, and that it must be ahead of its own next leg.
    private static var swapMinutes: Int32 { 40 }
    private static var swapReserve: Int32 { 60 }

    /// Whether the next leg of its aircraft brings a leg back to where it began, so that both can be left out.
    func comesBack(_ number: Int32) -> Bool {
        let leg = legs[at(number)]
        guard !leg.isFerry, isKnown(leg.next), legs[at(leg.next)].isOpen else { return false }
        return legs[at(leg.next)].from == leg.to && legs[at(leg.next)].to == leg.from
    }

    /// Cancels a leg that is later than its airline bears, or that would come in the closed hours of the night. What
    /// was ordered is borne.
    /// - Returns: whether it did.
    mutating func isHopeless(_ number: Int32) -> Bool {
        let leg = legs[at(number)]
        guard leg.isOpen else { return false }
        let late = leg.departureDelay - Int(leg.ordered)
        let isNight =
            leg.departureDelay > 0
            && (isClosed(Int(leg.to), at: Int(leg.arrival)) || isClosed(Int(leg.from), at: Int(leg.out)))
        let isTooLate = late > Int(leg.patience) && (comesBack(number) || leg.isFerry)
        guard isNight || isTooLate || late > 2 * Int(leg.patience) else { return false }
        cancel(from: number, for: reason(number))
        return true
    }

    /// What is most to blame for a leg's lateness, or that it does not fly.
    func reason(_ number: Int32) -> DelayShare {
        let leg = legs[at(number)]
        if let share = leg.departureShares.largest ?? leg.blame { return share }
        func own(_ cause: Cause, _ airport: UInt16) -> DelayShare {
            DelayShare(root: number, cause: cause, path: .own, minutes: 0, airport: airport)
        }
        if aircraft[Int(leg.aircraft)].groundedUntil > leg.scheduledOut { return own(.technical, leg.from) }
        if leg.ordered > 0 { return own(leg.orderedCause, leg.from) }
        for (source, path) in [(leg.previous, Path.aircraft), (leg.crewFrom, .crew)] where isKnown(source) {
            let before = legs[at(source)]
            guard before.arrivalDelay > 0 || before.status == .cancelled else { continue }
            if var share = before.arrivalShares.largest ?? before.departureShares.largest ?? before.blame {
                share.path = path
                return share
            }
            if before.isOpen, source < number {
                var share = reason(source)
                share.path = path
                return share
            }
        }
        if var share = aircraft[Int(leg.aircraft)].blame {
            share.path = .aircraft
            return share
        }
        let here = shortage(leg.from, at: Int(leg.out))
        return here == .congestion ? own(shortage(leg.to, at: Int(leg.arrival)), leg.to) : own(here, leg.from)
    }

    /// Cancels a leg, and those behind it until one leaves from where the aircraft is then, or the day is over.
    /// - Parameter place: where the aircraft is; the origin of the leg unless given.
    mutating func cancel(from number: Int32, for share: DelayShare, at place: UInt16? = nil) {
        let place = place ?? legs[at(number)].from
        var current = number
        var share = share
        repeat {
            let next = legs[at(current)].next
            cancel(current, for: share)
            share.path = .aircraft
            current = next
        } while isKnown(current) && legs[at(current)].isOpen && legs[at(current)].from != place
            && Int(current) / perDay == Int(number) / perDay
    }

    /// Takes one leg out of its line.
    mutating func cancel(_ number: Int32, for share: DelayShare) {
        let index = at(number)
        let leg = legs[index]
        let craft = Int(leg.aircraft)
        giveBackPlaces(number)
        legs[index].status = .cancelled
        legs[index].blame = share
        aircraft[craft].blame = share
        if isKnown(leg.previous), legs[at(leg.previous)].next == number { legs[at(leg.previous)].next = leg.next }
        if isKnown(leg.next) { legs[at(leg.next)].previous = leg.previous }
        if aircraft[craft].next == number { aircraft[craft].next = leg.next }
        if aircraft[craft].end == number { aircraft[craft].end = leg.previous }
        status.cancelled += 1
        tellCancellation(legs[index], share)
        truth.cancelled(leg, share, truthNames(leg))
    }

    /// Gives a late leg, and what its aircraft was to do behind it, to another one that stands here with time.
    mutating func swapIfLate(_ number: Int32) {
        let leg = legs[at(number)]
        let late = Int(leg.aircraft)
        guard leg.status == .planned, leg.departureDelay >= Int(Self.swapMinutes), aircraft[late].next == number,
            leg.ordered == 0
        else { return }
        for other in fleets[Int(leg.airline)] where other != late && canTake(other, leg) {
            exchange(late, other)
            return
        }
    }

    private func canTake(_ other: Int, _ leg: SimulatedLeg) -> Bool {
        let craft = aircraft[other]
        guard craft.type == leg.type, craft.place == leg.from, Int(craft.groundedUntil) <= minute else { return false }
        if isKnown(craft.last) {
            let last = legs[at(craft.last)]
            guard last.status == .arrived, last.arrival + turn(leg) <= leg.scheduledOut + 10 else { return false }
        }
        guard isKnown(craft.next) else { return true }
        let next = legs[at(craft.next)]
        return next.status == .planned && next.from == leg.from
            && next.scheduledOut >= leg.scheduledOut + Self.swapReserve
    }

    private mutating func exchange(_ a: Int, _ b: Int) {
        let (one, other) = (aircraft[a], aircraft[b])
        (aircraft[a].next, aircraft[a].end, aircraft[a].line) = (other.next, other.end, other.line)
        (aircraft[b].next, aircraft[b].end, aircraft[b].line) = (one.next, one.end, one.line)
        for place in [a, b] {
            var number = aircraft[place].next
            if !isKnown(number) { aircraft[place].end = aircraft[place].last }
            if isKnown(aircraft[place].last) { legs[at(aircraft[place].last)].next = number }
            if isKnown(number) { legs[at(number)].previous = aircraft[place].last }
            while isKnown(number) {
                legs[at(number)].aircraft = Int32(place)
                if !legs[at(number)].isFerry { tellAircraft(legs[at(number)]) }
                number = legs[at(number)].next
            }
            project(aircraft[place].next)
        }
    }

    /// Brings an aircraft that stands elsewhere to a leg's origin by a flight of its own, where that is in time.
    mutating func bring(_ craft: Int, to number: Int32) {
        let leg = legs[at(number)]
        let place = Int(aircraft[craft].place)
        let block = Network.block(network.airports[place], network.airports[Int(leg.from)])
        var out = max(minute + 40, Int(leg.scheduledOut) - block - 120, Int(aircraft[craft].groundedUntil))
        while isClosed(place, at: out) || isClosed(Int(leg.from), at: out + block) { out += 30 }
        var blame = aircraft[craft].blame ?? reason(number)
        blame.path = .aircraft
        let day = Int(number) / perDay
        let used = network.timetable.legs.count + added[day]
        guard used < perDay, out + block + Int(turn(leg)) - Int(leg.scheduledOut) <= Int(leg.patience) else {
            return cancel(from: number, for: blame, at: UInt16(place))
        }
        added[day] += 1
        let ferry = Int32(day * perDay + used)
        var flown = SimulatedLeg(
            number: ferry, key: ferryKey(leg, from: place, at: out), airline: Int(leg.airline), from: place,
            to: Int(leg.from), type: Int(leg.type), aircraft: craft, scheduledOut: out, scheduledIn: out + block,
            patience: 240)
        flown.isFerry = true
        flown.blame = blame
        flown.previous = aircraft[craft].last
        flown.next = number
        legs[at(ferry)] = flown
        if isKnown(flown.previous) { legs[at(flown.previous)].next = ferry }
        legs[at(number)].previous = ferry
        aircraft[craft].next = ferry
        status.legs += 1
        tellSchedule(flown)
        at(out - Self.decideMinutes, .decide, ferry)
        project(number)
        tellEstimate(number)
        at(min(max(minute + 10, out + block), minute + 60), .decide, number)
    }

    /// The name of a ferry: numbers 7000 to 9999 of its airline, which no other flight has.
    private mutating func ferryKey(_ leg: SimulatedLeg, from place: Int, at out: Int) -> LegKey {
        let airline = Int(leg.airline)
        let number = 7000 + ferries[airline] % 3000
        ferries[airline] += 1
        return LegKey(
            flight: FlightNumber("\(network.airlines[airline].code)\(number)") ?? leg.key.flight,
            date: network.localDate(place, at: instant(Int32(out))), origin: network.airports[place].iata)
    }
}
