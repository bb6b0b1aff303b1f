import DisruptionCore

/// A day's timetable becomes legs, and is told.
extension Operations {
    /// Minutes over which a day's schedule is told.
    private static var publishMinutes: Int { 180 }
    /// Minutes before departure at which a leg is looked at.
    static var reviews: [Int] { [150, 90, 45] }
    /// Minutes before departure at which its gate is assigned.
    static var gateMinutes: Int { 140 }

    mutating func begin(day: Int) {
        forget(before: day - 2)
        let first = Int32(day * perDay)
        var lineAircraft = [Int](repeating: -1, count: network.timetable.lines.count)
        for index in aircraft.indices where aircraft[index].line != SimulatedLeg.none {
            if day > 0 { aircraft[index].line = Int32(network.timetable.lines[Int(aircraft[index].line)].next) }
            lineAircraft[Int(aircraft[index].line)] = index
        }
        for (index, line) in network.timetable.lines.enumerated() {
            let place = lineAircraft[index]
            let offset = network.offset(line.base, at: epoch.adding(minutes: Int64(day) * 1440 + 720))
            for leg in line.legs { add(plan: leg, line: line, aircraft: place, minute: day * 1440 - offset) }
        }
        legs.reserveCapacity(legs.count + perDay - network.timetable.legs.count)
        var empty = legs[legs.count - 1]
        empty.status = .cancelled
        for _ in network.timetable.legs.count..<perDay { legs.append(empty) }
        linkCrews(first)
        passengers.plan(day: day, first: first, legs: &legs, offset: Int(firstNumber), network: network)
        let count = network.timetable.legs.count
        for index in 0..<count {
            let minute = day * 1440 - Self.scheduleHours * 60 + 1 + index * Self.publishMinutes / count
            at(minute, .publish, first + Int32(index))
        }
        status.legs += count
    }

    /// Frees the legs of days that are over by a day and a half; what has not left by then never does.
    private mutating func forget(before day: Int) {
        let first = Int32(max(0, day) * perDay)
        guard first > firstNumber else { return }
        for number in firstNumber..<first where legs[at(number)].isOpen && legs[at(number)].isPublished {
            cancel(number, for: reason(number))
        }
        legs.removeFirst(min(legs.count, Int(first - firstNumber)))
        firstNumber = first
    }

    private mutating func add(plan index: Int, line: TimetableLine, aircraft place: Int, minute: Int) {
        let plan = network.timetable.legs[index]
        let departure = minute + Int(plan.departure)
        let from = Int(plan.from)
        let date = network.localDate(from, at: instant(Int32(departure)))
        let key = LegKey(
            flight: network.flight(plan), date: date, origin: network.airports[from].iata)
        let number = Int32(firstNumber) + Int32(legs.count)
        var leg = SimulatedLeg(
            number: number, key: key, airline: line.airline, from: from, to: Int(plan.to), type: line.type,
            aircraft: place,
            scheduledOut: departure, scheduledIn: departure + Int(plan.block), patience: 0)
        leg.patience = Int16(150 + luck.draw.number(below: 180, subject(leg), .patience))
        leg.passengers = UInt16(load(leg))
        append(number, &leg, to: place)
        legs.append(leg)
    }

    /// Passengers of a leg: 60 to 98 of a hundred seats.
    private func load(_ leg: SimulatedLeg) -> Int {
        let seats = AircraftType.all[Int(leg.type)].seats
        let share =
            600 + luck.draw.number(below: 190, subject(leg), .load)
            + luck.draw.number(below: 190, subject(leg), .load, 1)
        return seats * share / 1000
    }

    /// Puts a leg at the end of an aircraft's line.
    private mutating func append(_ number: Int32, _ leg: inout SimulatedLeg, to place: Int) {
        let end = aircraft[place].end
        leg.previous = end
        if isKnown(end), legs[at(end)].status != .cancelled { legs[at(end)].next = number }
        if aircraft[place].next == SimulatedLeg.none { aircraft[place].next = number }
        aircraft[place].end = number
    }

    /// Of ten thousand legs behind the first of a line, at airlines with hubs, those whose crew comes by another one.
    private static var crewShare: Int { 3500 }

    /// Finds the legs that bring crews: into the same airport, 35 to 70 minutes before.
    private mutating func linkCrews(_ first: Int32) {
        var arrivals: [(place: Int, minute: Int32, number: Int32)] = []
        let count = Int32(network.timetable.legs.count)
        for number in first..<first + count {
            let leg = legs[at(number)]
            let place = Int(leg.airline) * network.airports.count + Int(leg.to)
            arrivals.append((place, leg.scheduledIn, number))
        }
        arrivals.sort { ($0.place, $0.minute, $0.number) < ($1.place, $1.minute, $1.number) }
        for number in first..<first + count {
            let leg = legs[at(number)]
            guard network.airlines[Int(leg.airline)].kind == .hub, leg.previous != SimulatedLeg.none,
                luck.draw.happens(per10000: Self.crewShare, subject(leg), .crew)
            else { continue }
            let place = Int(leg.airline) * network.airports.count + Int(leg.from)
            let from = arrivals.partition { ($0.place, $0.minute) >= (place, leg.scheduledOut - 70) }
            let to = arrivals.partition { ($0.place, $0.minute) >= (place, leg.scheduledOut - 35) }
            guard from < to else { continue }
            let choice = arrivals[from + luck.draw.number(below: to - from, subject(leg), .crew, 1)]
            if choice.number != leg.previous { legs[at(number)].crewFrom = choice.number }
        }
    }

    mutating func publish(_ number: Int32) {
        guard legs[at(number)].isOpen, !legs[at(number)].isPublished else { return }
        let leg = legs[at(number)]
        tellSchedule(leg)
        tellBookings(number, batch: 0)
        askBookings(number, 1)
        at(Int(leg.scheduledOut) - Self.reviews[0], .review, number)
    }

    mutating func assignGate(_ number: Int32) {
        let index = at(number)
        guard legs[index].isOpen, legs[index].gate == 0 else { return }
        let leg = legs[index]
        legs[index].gate = Gates.pick(network.airports[Int(leg.from)], luck.draw, subject(leg))
        tellGate(legs[index])
    }
}

extension [(place: Int, minute: Int32, number: Int32)] {
    /// The first index for which a test holds, of a list in which it holds from one on.
    fileprivate func partition(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
