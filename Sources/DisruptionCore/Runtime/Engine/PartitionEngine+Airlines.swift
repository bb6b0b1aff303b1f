extension PartitionEngine {
    private mutating func airlineSlot(_ key: EntityKey) -> Int? {
        if let known = airlines.find(key.high, 0) { return known }
        guard airlines.count < limits.airlines else {
            counters.turnedAway += 1
            return nil
        }
        let slot = airlines.insert(key.high, 0, Airline(code: CarrierCode(packed: key.high)))
        let at = airlineOrder.firstIndex { airlines[Int($0)].code.packed > key.high } ?? airlineOrder.count
        airlineOrder.insert(Int32(slot), at: at)
        return slot
    }

    mutating func applyDepartureOutcome(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let outcome = DemandOutcome(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = airlineSlot(head.key) else { return }
        let bin = settles.last(at: head.eventTime)
        let counts = FleetCounts(outcome)
        if !airlines[slot].departures.count(counts, outcome.route, due: outcome.due, settles: bin) {
            counters.afterSettling += 1
        }
    }

    mutating func applyPeerFigures(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let figures = PeerFigures(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = airlines.find(head.key.high, 0) else { return }
        airlines[slot].take(figures)
    }

    /// Settles the bins of airlines that the third watermark has passed: their peers' figures came from airports.
    mutating func concludeAirlines() {
        guard settings[.airlineEnabled] == 1, watermarks.w3 != .distantPast else { return }
        let last = settles.last(at: watermarks.w3)
        guard last > airlinesSettled else { return }
        var bin =
            airlinesSettled.isNone || last - airlinesSettled > 2 * DueWindow.bins
            ? last + (1 - 2 * DueWindow.bins) : airlinesSettled + 1
        airlinesSettled = last
        while bin <= last {
            for slot in airlineOrder { settleAirline(Int(slot), bin) }
            bin = bin + 1
        }
        // Once, for a disruption has one version a record.
        for slot in airlineOrder { tellAirline(Int(slot), last) }
    }

    private mutating func settleAirline(_ slot: Int, _ bin: QuarterHour) {
        if airlines[slot].isAtRest { return }
        airlines[slot].departures.settle(bin)
        let known = airlines[slot].departures.lastKnown
        if known != FleetCounts() { airlines[slot].usual.learn(known, at: bin + -1) }
        var peers: [PeerFigures] = []
        for figures in airlines[slot].peers where figures.bin == bin { peers.append(figures) }
        airlines[slot].peers.removeAll { $0.bin <= bin }
        peers.sort { $0.airport < $1.airport }
        let window = AirlineDisruption.window(airlines[slot].departures, usual(slot), peers: peers)
        watch(slot, bin, window)
        airlines[slot].note(peers)
        relateAlarms(slot)
    }

    private func usual(_ slot: Int) -> AirlineDisruption.Usual {
        let known = airlines[slot].usual.permille ?? learned.usualSharePermille(airlines[slot].code)
        return AirlineDisruption.Usual(
            disrupted: known ?? settings[.airlineUsualPermille],
            cancelled: airlines[slot].usual.cancelledPermille ?? learned.usualCancelledPermille(airlines[slot].code)
                ?? AirlineDisruption.usualCancelled,
            isUnlearned: known == nil)
    }

    /// Lets every subject of an airline that is told, or might have to be, take in the bin.
    private mutating func watch(_ slot: Int, _ bin: QuarterHour, _ window: AirlineDisruption.Window) {
        let code = airlines[slot].code
        let dwell = Int(settings[.airlineDwellBins])
        let all = AirlineDisruptionVerdict(
            window.all, departures: settings[.airlineDepartures], excessPermille: settings[.airlineExcessPermille],
            isSpread: window.isSpread, cancelsAlone: window.cancelsEverywhere, settings)
        watch(slot, .airline(code), bin, all.settled, window.all, dwell)
        let isOpen = airlines[slot].alarms.contains { $0.subject == .airline(code) && $0.isOpen }
        for (airport, figures) in window.bases {
            watch(slot, .base(code, airport), bin, part(figures, isOpen), figures, dwell)
        }
        for (type, figures) in window.fleets {
            watch(slot, .fleet(code, type), bin, part(figures, isOpen || window.fleets.count < 2), figures, dwell)
        }
        // Subjects without departures in the window.
        for index in airlines[slot].alarms.indices {
            let isGone: Bool =
                switch airlines[slot].alarms[index].subject {
                case .base(_, let airport): !window.bases.contains { $0.airport == airport }
                case .fleet(_, let type): !window.fleets.contains { $0.type == type }
                default: false
                }
            if isGone {
                airlines[slot].alarms[index].settle(
                    bin, SettledVerdict(), AirlineDisruptionFigures(), dwell: dwell, day: OperatingDay.utc)
            }
        }
    }

    /// A base or a fleet opens only where its airline does not: that one tells it then.
    private func part(_ figures: AirlineDisruptionFigures, _ isTold: Bool) -> SettledVerdict {
        var verdict = AirlineDisruptionVerdict(
            figures, departures: settings[.airlinePartDepartures], excessPermille: settings[.airlinePartExcessPermille],
            isSpread: true, settings
        ).settled
        if isTold { verdict.severity = .none }
        return verdict
    }

    private mutating func watch(
        _ slot: Int, _ subject: Subject, _ bin: QuarterHour, _ verdict: SettledVerdict,
        _ figures: AirlineDisruptionFigures, _ dwell: Int
    ) {
        let index: Int
        if let held = airlines[slot].alarms.firstIndex(where: { $0.subject == subject }) {
            index = held
        } else {
            guard verdict.severity > .none, airlines[slot].alarms.count < Airline.alarmLimit else { return }
            airlines[slot].alarms.append(AirlineDisruption.Episodes(.airlineDisruption, subject))
            index = airlines[slot].alarms.count - 1
        }
        airlines[slot].alarms[index].settle(bin, verdict, figures, dwell: dwell, day: OperatingDay.utc)
    }

    /// Says what the alarms of a bin that settles are a part of.
    private mutating func relateAlarms(_ slot: Int) {
        for index in airlines[slot].alarms.indices {
            let cause = airlines[slot].cause(of: airlines[slot].alarms[index].subject)
            let openDay = airlines[slot].alarms[index].isOpen ? airlines[slot].alarms[index].openDay : nil
            // What peers suffer today says nothing of an alarm that is over.
            airlines[slot].alarms[index].relate { $0.day == openDay ? cause ?? $0.parent : $0.parent }
        }
    }

    private mutating func tellAirline(_ slot: Int, _ bin: QuarterHour) {
        if airlines[slot].alarms.isEmpty { return }
        let trigger = Trigger(eventTime: settles.instant(of: bin))
        for index in airlines[slot].alarms.indices {
            airlines[slot].alarms[index] = tellSettled(airlines[slot].alarms[index], trigger) {
                AirlineDisruption.finding($0, $1, isOpen: $2, $3)
            }
        }
        // What is at rest and of a day gone by is forgotten.
        let today = OperatingDay.utc(bin.start)
        airlines[slot].alarms.removeAll { alarm in
            alarm.isAtRest && alarm.days.allSatisfy { $0.day < CalendarDate(days: today.days - 1) }
        }
    }
}
