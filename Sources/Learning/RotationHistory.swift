public import DisruptionCore

/// Legs in their chains, and what was known of each at the four times. One thread owns it.
public struct RotationHistory {
    public let legs: [FlownLeg]
    private let chains: Chains
    /// Off-blocks and in-blocks in order of time: minute in the upper half, then the leg, then whether in-block.
    private let events: [UInt64]
    private let airports: [AirportCode: Int]

    public init(_ legs: [FlownLeg]) {
        self.legs = legs
        chains = Chains(legs)
        var events: [UInt64] = []
        var airports: [AirportCode: Int] = [:]
        for (place, leg) in legs.enumerated() {
            for airport in [leg.origin, leg.destination] where airports[airport] == nil {
                airports[airport] = airports.count
            }
            events.append(Self.event(leg.out, place, isArrival: false))
            if let arrival = leg.arrival { events.append(Self.event(arrival, place, isArrival: true)) }
        }
        events.sort()
        self.events = events
        self.airports = airports
    }

    /// The predecessors of a leg at a time: the previous leg, and the one before it two legs ahead.
    public func predecessors(of leg: Int, _ time: InformationTime) -> (previous: Int, before: Int?)? {
        let previous: Int32
        switch time {
        case .previousArrival: previous = chains.atArrival[leg]
        case .previousDeparture: previous = chains.atDeparture[leg]
        case .twoLegsOff, .twoLegsIn: previous = chains.between[leg]
        }
        guard previous >= 0 else { return nil }
        return (Int(previous), time.isTwoLegsAhead ? Int(chains.before[leg]) : nil)
    }

    /// What is known of a leg but for the airports' drift, and since which minute; nil without a predecessor.
    public func inputs(
        _ leg: Int, _ time: InformationTime, _ tables: LearnedTables
    ) -> (now: Int32, inputs: RotationForecast.Inputs)? {
        guard let (previous, before) = predecessors(of: leg, time) else { return nil }
        let own = legs[leg]
        let inbound = legs[previous]
        let turn = tables.turn(own.carrier, at: own.origin)
        let departure = Int64(own.scheduledDeparture)
        var firstMargin = 0
        let now: Int32
        let margin: Int
        switch time {
        case .previousArrival:
            guard let arrival = inbound.arrival else { return nil }
            now = arrival
            margin = RotationMargin.fromArrival(Int64(arrival), turn: turn, scheduledDeparture: departure)
        case .previousDeparture:
            now = inbound.out
            margin = RotationMargin.fromDeparture(
                Int64(now), block: Int64(inbound.block), gain: gain(inbound, tables), turn: turn,
                scheduledDeparture: departure)
        case .twoLegsOff, .twoLegsIn:
            guard let before, let known = first(time, inbound, before: legs[before], tables) else { return nil }
            (now, firstMargin) = known
            margin = RotationMargin.ahead(
                delay: tables.departureDelay(time, margin: firstMargin),
                previousDeparture: Int64(inbound.scheduledDeparture), block: Int64(inbound.block),
                gain: gain(inbound, tables), turn: turn, scheduledDeparture: departure)
        }
        var inputs = RotationForecast.Inputs(
            time: time, carrier: own.carrier, origin: own.origin, destination: own.destination, margin: margin)
        inputs.firstMargin = firstMargin
        inputs.gain = gain(own, tables)
        return (now, inputs)
    }

    /// The margin of the previous leg, two legs ahead.
    private func first(
        _ time: InformationTime, _ inbound: FlownLeg, before: FlownLeg, _ tables: LearnedTables
    ) -> (now: Int32, margin: Int)? {
        let turn = tables.turn(inbound.carrier, at: inbound.origin)
        let departure = Int64(inbound.scheduledDeparture)
        guard time == .twoLegsOff else {
            return before.arrival.map {
                ($0, RotationMargin.fromArrival(Int64($0), turn: turn, scheduledDeparture: departure))
            }
        }
        let margin = RotationMargin.fromDeparture(
            Int64(before.out), block: Int64(before.block), gain: gain(before, tables), turn: turn,
            scheduledDeparture: departure)
        return (before.out, margin)
    }

    private func gain(_ leg: FlownLeg, _ tables: LearnedTables) -> Int {
        tables.gain(leg.carrier, from: leg.origin, to: leg.destination)
    }

    /// Goes through history in order of time and hands over what is known of each leg at its time, drift included.
    /// - Returns: false when stopped.
    @discardableResult
    public func forEachInput(
        _ time: InformationTime, _ tables: LearnedTables, isStopped: () -> Bool = { false },
        _ body: (Int, RotationForecast.Inputs) -> Void
    ) -> Bool {
        var moments: [(now: Int32, leg: Int)] = []
        for leg in legs.indices {
            if let known = inputs(leg, time, tables) { moments.append((known.now, leg)) }
        }
        return forEachMoment(&moments, isStopped: isStopped) { place, now, drifts in
            guard var inputs = inputs(place, time, tables)?.inputs else { return }
            let (leg, minute) = (legs[place], Int64(now))
            let origin = airports[leg.origin] ?? 0
            inputs.driftAtOrigin = drifts[origin].blockIn.mean(asOf: minute)
            inputs.driftAtDestination = drifts[airports[leg.destination] ?? 0].blockIn.mean(asOf: minute)
            body(place, inputs)
        }
    }

    /// The same for departures, of every leg: one without a previous leg has its time two hours before its schedule.
    /// - Returns: false when stopped.
    @discardableResult
    public func forEachDeparture(
        _ time: InformationTime, _ tables: LearnedTables, isStopped: () -> Bool = { false },
        _ body: (Int, DepartureForecast.Inputs) -> Void
    ) -> Bool {
        var moments = legs.indices.map { leg in
            (now: inputs(leg, time, tables)?.now ?? legs[leg].scheduledDeparture - 120, leg: leg)
        }
        return forEachMoment(&moments, isStopped: isStopped) { place, now, drifts in
            let leg = legs[place]
            var inputs = DepartureForecast.Inputs(
                time: time, carrier: leg.carrier, origin: leg.origin, localHour: leg.localHour,
                margin: inputs(place, time, tables)?.inputs.margin)
            let drift = drifts[airports[leg.origin] ?? 0]
            inputs.driftAtOrigin = drift.blockIn.mean(asOf: Int64(now))
            inputs.departingAtOrigin = drift.departing.mean(asOf: Int64(now))
            body(place, inputs)
        }
    }

    /// Goes through moments in order of time, with the drift of all airports as of each.
    private func forEachMoment(
        _ moments: inout [(now: Int32, leg: Int)], isStopped: () -> Bool, _ body: (Int, Int32, [AirportDrift]) -> Void
    ) -> Bool {
        moments.sort { ($0.now, $0.leg) < ($1.now, $1.leg) }
        var drifts = [AirportDrift](repeating: AirportDrift(), count: airports.count)
        var next = 0
        for (count, moment) in moments.enumerated() {
            if count & 0xFFFF == 0, isStopped() { return false }
            while next < events.count, Int32(truncatingIfNeeded: events[next] >> 32) < moment.now {
                take(events[next], &drifts)
                next += 1
            }
            body(moment.leg, moment.now, drifts)
        }
        return true
    }

    private func take(_ event: UInt64, _ drifts: inout [AirportDrift]) {
        let minute = Int64(event >> 32)
        let leg = legs[Int(event >> 1 & 0x7FFF_FFFF)]
        let (origin, destination) = (airports[leg.origin] ?? 0, airports[leg.destination] ?? 0)
        if event & 1 == 0 {
            drifts[origin].departing.add(leg.departureDelay, at: minute)
        } else if let gain = leg.gain {
            drifts[destination].blockIn.add(gain, at: minute)
        }
    }

    private static func event(_ minute: Int32, _ leg: Int, isArrival: Bool) -> UInt64 {
        UInt64(max(minute, 0)) << 32 | UInt64(leg) << 1 | (isArrival ? 1 : 0)
    }
}
