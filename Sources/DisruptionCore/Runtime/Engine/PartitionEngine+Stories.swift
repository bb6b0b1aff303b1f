/// How a cascade finds the airport's disruption that it is a part of: the aircraft tells the airport where the root's
/// delay arose, and the airport answers as its settled bins say more.
extension PartitionEngine {
    // MARK: aircraft

    /// Tells the airport where the delay of a cascade's root arose how the cascade stands, where that changed.
    mutating func tellAirport(of cascade: inout Aircraft.Cascade, _ slot: Int, at instant: Instant) {
        let holds = cascade.episode.told == .open || cascade.episode.told == .resolved
        let place = aircraft[slot].line.index(of: cascade.root)
        let tail = aircraft[slot].tail
        guard holds, let place else {
            return withdraw(&cascade, tail, at: instant)
        }
        let root = aircraft[slot].line[place]
        let origin = root.delayOrigin
        if origin.airport != cascade.toldTo { withdraw(&cascade, tail, at: instant) }
        guard !origin.airport.isNone else { return }
        let reached = aircraft[slot].line.reached(from: cascade.root, behind: place)
        let told = ChildTold(
            cascade.episode.id, of: cascade.root, flownBy: tail, holds: true, cause: root.cause,
            from: QuarterHour(containing: origin.from), until: QuarterHour(containing: origin.until),
            legs: reached.legs, minutes: reached.minutes)
        if told.hash == cascade.toldHash { return }
        (cascade.toldTo, cascade.toldHash) = (origin.airport, told.hash)
        send(told, to: origin.airport, at: instant)
    }

    private mutating func withdraw(_ cascade: inout Aircraft.Cascade, _ tail: Tail, at instant: Instant) {
        cascade.parent = nil
        if cascade.toldTo.isNone { return }
        let bin = QuarterHour(containing: instant)
        send(
            ChildTold(cascade.episode.id, of: cascade.root, flownBy: tail, holds: false, from: bin, until: bin),
            to: cascade.toldTo, at: instant)
        (cascade.toldTo, cascade.toldHash) = (.none, 0)
    }

    private mutating func send(_ told: ChildTold, to airport: AirportCode, at instant: Instant) {
        outgoing.send(.childTold, to: .airport(airport), at: instant) {
            told.encode(into: &$0, base: QuarterHour(containing: instant))
        }
    }

    mutating func applyParentTold(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        let root = LegKey(high: reader.read(), low: reader.read())
        let airport = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        let parent = DisruptionID(high: reader.read(), low: reader.read())
        guard !reader.failed else { throw .malformed }
        guard let slot = aircraft.find(head.key.high, 0) else { return }
        // An airport that the cascade has left does not know it yet.
        for index in aircraft[slot].cascades.indices
        where aircraft[slot].cascades[index].root == root && aircraft[slot].cascades[index].toldTo == airport {
            aircraft[slot].cascades[index].parent = parent == .none ? nil : parent
            aircraft[slot].line.look(at: root)
            touchedAircraft.note(slot, place: &aircraft[slot].touched, Trigger(eventTime: head.eventTime))
        }
    }

    // MARK: airport

    mutating func applyChildTold(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        guard let told = ChildTold(base: QuarterHour(containing: head.eventTime), reading: &reader) else {
            throw .malformed
        }
        guard let slot = airportSlot(head.key, at: known) else { return }
        guard airports[slot].children.take(told) else {
            counters.unlinked += 1
            return
        }
        if airports[slot].isInAStory { touchAirport(slot, Trigger(eventTime: head.eventTime)) }
    }

    /// Tells cascades what they are a part of, where that changed.
    mutating func answerChildren(_ slot: Int, at instant: Instant) {
        if airports[slot].children.isEmpty { return }
        let story = airports[slot].story
        let airport = airports[slot].code
        for child in airports[slot].children.assign(by: story) {
            let parent = child.parent ?? .none
            outgoing.send(.parentTold, to: .aircraft(child.told.tail), at: instant) {
                $0.putLegKey(child.told.root)
                $0.put(UInt32(truncatingIfNeeded: airport.packed))
                $0.put(parent.high)
                $0.put(parent.low)
            }
        }
    }
}

extension LineOfFlight {
    /// Legs behind a root that its delay reaches, and its share of their minutes.
    fileprivate func reached(from root: LegKey, behind place: Int) -> (legs: Int32, minutes: Int32) {
        var end = place + 1
        var count: Int32 = 0
        while end < legs.count {
            if !legs[end].isCancelled {
                guard legs[end].isReached, legs[end].passage.inboundRoot == root else { break }
                count += 1
            }
            end += 1
        }
        var minutes: Int32 = 0
        for vector in RootVector.departures(of: place + 1..<end, in: self) {
            for share in vector.shares where share.root == root { minutes &+= share.minutes }
        }
        return (count, minutes)
    }
}

extension LineLeg {
    /// Where and when its delay arose: at the origin between schedule and off-block where half of the arrival delay or
    /// more was there already, else at the destination between schedule and in-block.
    fileprivate var delayOrigin: (airport: AirportCode, from: Instant, until: Instant) {
        if Int64(departureDelay) * 2 >= Int64(arrivalDelay) || destination.isNone {
            return (key.origin, scheduledDeparture, max(scheduledDeparture, passage.expectedOut))
        }
        return (destination, scheduledArrival, max(scheduledArrival, passage.expectedIn))
    }
}
