import DisruptionCore

/// What scenarios and people make happen.
extension Operations {
    mutating func carryOut(_ index: Int) {
        do throws(SimulationError) {
            notes.append((now, try inject(steps[index].injection)))
        } catch {
            // Names were checked before the first day began; what is left is a leg that has gone or was cancelled.
            let text = "\(steps[index].place): not done: \(error)"
            truth.step(text, at: now)
            notes.append((now, text))
        }
    }

    /// Does now what is ordered.
    /// - Returns: what it did, for people.
    /// - Throws: `SimulationError` where there is no such flight, airport or airline, or the leg has left; nothing has
    ///   changed then.
    mutating func inject(_ injection: Injection) throws(SimulationError) -> String {
        let text = try perform(injection)
        truth.step(text, at: now)
        return text
    }

    private mutating func perform(_ injection: Injection) throws(SimulationError) -> String {
        switch injection {
        case .delay(let flight, let minutes): return try delay(try open(flight), minutes)
        case .cancel(let flight):
            let number = try open(flight)
            let leg = legs[at(number)]
            let count = status.cancelled
            cancel(
                from: number,
                for: DelayShare(root: number, cause: .technical, path: .own, minutes: 0, airport: leg.from))
            return "\(leg.key) is cancelled, and \(status.cancelled - count - 1) legs of its aircraft with it"
        case .gate(let flight, let old, let new): return try move(try open(flight), from: old, to: new)
        case .weather(let code, let kind, let minutes):
            let place = try airport(code)
            weather.impose(kind, at: place, from: now, minutes: minutes)
            setService(place, from: minute, minutes: Swift.max(minutes + 60, 480))
            regulate(place)
            return "\(kind.rawValue) at \(code) for \(minutes) min"
        case .capacity(let code, let percent, let minutes):
            let place = try airport(code)
            orders.capacities.append(
                Orders.Capacity(airport: place, permille: percent * 10, from: minute, to: minute + minutes))
            setService(place, from: minute, minutes: Swift.max(minutes, 480))
            regulate(place)
            return "\(code) takes \(percent) % of its movements for \(minutes) min"
        case .ground(let code, let type, let minutes): return ground(try airline(code), type, minutes)
        case .trouble(let code, let percent, let minutes):
            let place = try airline(code)
            orders.troubles.append(
                Orders.Trouble(airline: place, percent: percent, from: minute, to: minute + minutes))
            return "\(percent) % of the departures of \(code) have a fault for \(minutes) min"
        }
    }

    /// Minutes of a fault that a leg has because its airline has trouble.
    func trouble(_ leg: SimulatedLeg) -> Int {
        for (index, order) in orders.troubles.enumerated()
        where order.airline == Int(leg.airline) && (order.from..<order.to).contains(minute) {
            if luck.draw.happens(per10000: order.percent * 100, subject(leg), .trouble, index) {
                return 30 + luck.draw.number(below: 91, subject(leg), .trouble, index + 1000)
            }
        }
        return 0
    }

    private mutating func delay(_ number: Int32, _ minutes: Int) throws(SimulationError) -> String {
        let index = at(number)
        let leg = legs[index]
        let total = Int(leg.ordered) + minutes
        guard total <= Injection.delayMinutesMax else {
            throw SimulationError(
                "\(leg.key) would be delayed by \(total) min; at most \(Injection.delayMinutesMax) can be ordered")
        }
        legs[index].ordered = Int16(total)
        undecide(number)
        project(number)
        tellEstimate(number)
        return "\(leg.key) is delayed by \(minutes) min"
    }

    private mutating func move(_ number: Int32, from old: String?, to new: String) throws(SimulationError) -> String {
        let index = at(number)
        let leg = legs[index]
        let airport = network.airports[Int(leg.from)]
        func gate(_ name: String) throws(SimulationError) -> UInt16 {
            guard let gate = Gates.number(name, at: airport) else {
                throw SimulationError("\(airport.iata) has no gate \(name); it has \(Gates.range(at: airport))")
            }
            return gate
        }
        let target = try gate(new)
        if let old {
            let before = try gate(old)
            if leg.gate != before {
                legs[index].gate = before
                tellGate(legs[index])
            }
        } else if leg.gate == 0 {
            legs[index].gate = Gates.pick(airport, luck.draw, subject(leg))
            tellGate(legs[index])
        }
        let before = legs[index].gate
        guard before != target else { throw SimulationError("\(leg.key) is at gate \(new) already") }
        legs[index].gate = target
        tellGateChange(legs[index], from: before)
        return "\(leg.key) moves from gate \(Gates.name(before, at: airport)) to \(new)"
    }

    private mutating func ground(_ airline: Int, _ type: String?, _ minutes: Int) -> String {
        var count = 0
        for place in fleets[airline] {
            guard type == nil || "\(AircraftType.all[Int(aircraft[place].type)].code)" == type else { continue }
            count += 1
            aircraft[place].groundedUntil = Swift.max(aircraft[place].groundedUntil, Int32(minute + minutes))
            let next = aircraft[place].next
            guard isKnown(next) else { continue }
            undecide(next)
            project(next)
            if legs[at(next)].scheduledOut - Int32(minute) < 180 { tellEstimate(next) }
        }
        let what = type.map { "\($0) of " } ?? "aircraft of "
        return "\(count) \(what)\(network.airlines[airline].code) stay on the ground for \(minutes) min"
    }

    // MARK: Names

    /// The next leg of a flight that has not left, of this day or the next.
    private func open(_ flight: FlightNumber) throws(SimulationError) -> Int32 {
        guard network.plan(of: flight) != nil else { throw network.unknown(flight) }
        var found: Int32?
        for leg in legs where leg.key.flight == flight && leg.isOpen && leg.isPublished && !leg.isFerry {
            if let other = found, legs[at(other)].scheduledOut <= leg.scheduledOut { continue }
            found = leg.number
        }
        guard let found else {
            throw SimulationError("no leg of \(flight) is left that has not departed or been cancelled")
        }
        return found
    }

    private func airport(_ code: AirportCode) throws(SimulationError) -> Int {
        guard let place = network.place(code) else { throw network.unknown(code) }
        return place
    }

    private func airline(_ code: CarrierCode) throws(SimulationError) -> Int {
        guard let place = network.airlines.firstIndex(where: { $0.code == code }) else { throw network.unknown(code) }
        return place
    }
}
