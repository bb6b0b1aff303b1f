extension PartitionEngine {
    private mutating func airportSlot(_ key: EntityKey) -> Int? {
        if let known = airports.find(key.high, 0) { return known }
        guard airports.count < AirportState.limit else { return nil }
        let slot = airports.insert(key.high, 0, AirportState(code: AirportCode(packed: key.high)))
        let at = airportOrder.firstIndex { airports[Int($0)].code.packed > key.high } ?? airportOrder.count
        airportOrder.insert(Int32(slot), at: at)
        return slot
    }

    mutating func applyStationFact(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        let airport = AirportCode(packed: head.key.high)
        guard let fact = StationFact(airport: airport, eventTime: head.eventTime, reading: &reader) else {
            throw .malformed
        }
        guard let slot = airportSlot(head.key) else { return }
        if !airports[slot].reports.take(fact) { counters.duplicates += 1 }
    }

    mutating func applyDemandChange(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let change = DemandChange(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key) else { return }
        if airports[slot].expected.isEmpty {
            airports[slot].expected.advance(to: binUnderWay ?? QuarterHour(containing: head.eventTime))
        }
        airports[slot].expected.apply(change)
        touchAirport(slot, head.eventTime)
    }

    mutating func applyDemandSettled(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let settled = DemandSettled(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key) else { return }
        let inTime: Bool =
            switch settled {
            case .departure(let step): airports[slot].settled.count(step)
            case .arrival(let bin): airports[slot].settled.countArrival(bin)
            }
        if !inTime { counters.afterSettling += 1 }
    }

    mutating func applyDepartureOutcome(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let outcome = DemandOutcome(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        let code = CarrierCode(packed: head.key.high)
        let slot = airlines.find(head.key.high, 0) ?? airlines.insert(head.key.high, 0, Airline(code: code))
        if !airlines[slot].count(outcome) { counters.afterSettling += 1 }
    }

    private mutating func touchAirport(_ slot: Int, _ instant: Instant) {
        touchedAirports.note(slot, place: &airports[slot].touched, Trigger(eventTime: instant))
    }

    mutating func fireAirport(_ entry: Timers.Entry) {}

    /// The bin in which the newest events lie, as far as the second watermark tells.
    private var binUnderWay: QuarterHour? {
        guard watermarks.w2 != .distantPast else { return nil }
        return QuarterHour(containing: watermarks.w2.adding(minutes: settings[.allowedLatenessMinutes]))
    }

    /// Settles bins that the second watermark has passed, and looks once at every airport that the record touched.
    mutating func concludeAirports() {
        if settings[.congestionEnabled] == 1, watermarks.w2 != .distantPast {
            let last = Settling(settings).last(at: watermarks.w2)
            if last != airportsSettled { settleAirports(through: last) }
        }
        if touchedAirports.isEmpty { return }
        for index in touchedAirports.slots.indices {
            let slot = Int(touchedAirports.slots[index])
            airports[slot].touched = -1
            if settings[.congestionEnabled] == 1, let binUnderWay {
                tellCongestion(slot, now: binUnderWay, touchedAirports.triggers[index])
            }
        }
        touchedAirports.removeAll()
    }

    private mutating func settleAirports(through last: QuarterHour) {
        airportsSettled = last
        let settledAt = Settling(settings).instant(of: last)
        let now = QuarterHour(containing: watermarks.w2.adding(minutes: settings[.allowedLatenessMinutes]))
        for slot in airportOrder {
            let slot = Int(slot)
            if !airports[slot].expected.isEmpty { airports[slot].expected.advance(to: now) }
            let zone = reference.zone(of: airports[slot].code)
            let isWorthALook = airports[slot].settle(through: last, settings: settings) {
                OperatingDay.of($0, utcOffsetSeconds: zone?.offset(at: $0) ?? 0)
            }
            if isWorthALook || airports[slot].congestion.days.contains(where: { $0.episode.isOpen }) {
                if airports[slot].touched < 0 { touchAirport(slot, settledAt) }
            }
        }
    }

    /// Tells what is to be told of an airport's operating days.
    private mutating func tellCongestion(_ slot: Int, now: QuarterHour, _ trigger: Trigger) {
        let code = airports[slot].code
        let zone = reference.zone(of: code)
        let outlook = AirportCongestionOutlook(
            airports[slot].expected, capacity: airports[slot].service.perHour, now: now, settings: settings
        ) { OperatingDay.of($0, utcOffsetSeconds: zone?.offset(at: $0) ?? 0) }
        for part in outlook.parts where part.severity > .none {
            _ = airports[slot].congestion.index(of: part.day)
        }
        if airports[slot].congestion.days.isEmpty { return }
        for index in airports[slot].congestion.days.indices {
            let day = airports[slot].congestion.days[index]
            let isOpen = airports[slot].congestion.isOpen && airports[slot].congestion.openDay == day.day
            let finding = AirportCongestion.finding(
                code, day, isOpen: isOpen, outlook: outlook.parts.first { $0.day == day.day }, settings: settings)
            var episode = day.episode
            tell(finding, &episode, trigger)
            airports[slot].congestion.keep(episode, at: index)
        }
        airports[slot].congestion.forget()
    }
}
