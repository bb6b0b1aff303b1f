extension PartitionEngine {
    // MARK: aircraft

    /// Tells legs how their rotation stands, where that changed.
    mutating func tellRisks(_ slot: Int, _ trigger: Trigger) {
        var places = aircraft[slot].line.propagated
        // A cascade that came or went is told by the breaks of its legs, wherever they are.
        for cascade in aircraft[slot].cascades where aircraft[slot].line.changedRoots.contains(cascade.root) {
            guard let root = aircraft[slot].line.index(of: cascade.root) else { continue }
            places = min(places.lowerBound, root)..<aircraft[slot].line.legs.count
        }
        for place in places { tellRisk(slot, place, trigger) }
    }

    private mutating func tellRisk(_ slot: Int, _ place: Int, _ trigger: Trigger) {
        let told = aircraft[slot].line[place].toldRisk
        if aircraft[slot].line[place].isFrozen { return }
        var risk = RotationRisk.of(
            place, in: aircraft[slot].line, tail: aircraft[slot].tail, rules: turnRules, thresholds: breakThresholds)
        // One who got the leg from another speaks in any case: the leg waits for it.
        if risk.kind == nil, told == 0, aircraft[slot].line[place].previousTail.isNone { return }
        risk.parent = parent(of: risk, slot, place)
        let hash = risk.hash(openMinutes: breakThresholds.late)
        if hash == told { return }
        aircraft[slot].line[place].toldRisk = hash
        outgoing.send(.rotationRisk, to: .leg(aircraft[slot].line[place].key), at: trigger.eventTime) {
            risk.encode(into: &$0)
            trigger.encode(into: &$0)
        }
    }

    /// The disruption that tells the cause of a break.
    private func parent(of risk: RotationRisk, _ slot: Int, _ place: Int) -> DisruptionID? {
        switch risk.kind {
        case .lateInbound: return cascade(slot, place)
        case .inboundCancelled where settings[.flightCancelledEnabled] == 1:
            return single(.flightCancelled, risk.inbound, slot)
        case .inboundDiverted where settings[.flightDivertedEnabled] == 1:
            return single(.flightDiverted, risk.inbound, slot)
        default: return nil
        }
    }

    private func single(_ pattern: Pattern, _ leg: LegKey, _ slot: Int) -> DisruptionID? {
        guard let place = aircraft[slot].line.index(of: leg) else { return nil }
        let day = reference.operatingDay(aircraft[slot].line[place].scheduledDeparture, at: leg.origin)
        return DisruptionID(pattern: pattern, subject: .leg(leg), day: day)
    }

    /// The cascade that tells the delay which comes in to a leg.
    private func cascade(_ slot: Int, _ place: Int) -> DisruptionID? {
        let passage = aircraft[slot].line[place].passage
        guard passage.reactionaryMinutes > 0 else { return nil }
        for cascade in aircraft[slot].cascades where cascade.root == passage.inboundRoot {
            if cascade.episode.told == .open || cascade.episode.told == .resolved { return cascade.episode.id }
        }
        return nil
    }

    // MARK: leg

    mutating func applyRotationRisk(
        _ head: MessageHead, _ reader: inout ByteReader, at known: Int?
    ) throws(FrameError) {
        guard let risk = RotationRisk(reading: &reader) else { throw .malformed }
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        guard let slot = known ?? legs.find(head.key.high, head.key.low) else { return }
        // An aircraft that the leg has left does not know it yet.
        guard risk.tail == legs[slot].reportedTail else { return }
        if legs[slot].breaks == nil {
            guard risk.kind != nil else { return }
            legs[slot].breaks = LegBreaks()
        }
        legs[slot].breaks?.risk = risk
        touchedLegs.note(slot, place: &legs[slot].touched, trigger)
    }

    mutating func fireBreaks(_ slot: Int, _ at: Instant) {
        guard let breaks = legs[slot].breaks, breaks.looksAt == at else { return }
        breaks.looksAt = .distantFuture
        touchedLegs.note(slot, place: &legs[slot].touched, Trigger(eventTime: at))
    }

    /// Finds and tells how the rotation of a leg breaks.
    mutating func concludeBreaks(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        guard breakThresholds.isEnabled, let departure = view.scheduledDeparture else { return }
        if legs[slot].breaks == nil {
            let isNamed = !view.tail.isNone || breakThresholds.noTail == 0
            if isNamed, view.seats.map({ $0 >= legs[slot].plannedSeats }) ?? true { return }
            legs[slot].breaks = LegBreaks()
        }
        guard let breaks = legs[slot].breaks else { return }
        let found = RotationBreak(
            key: legs[slot].key, view: view,
            risk: breaks.risk.flatMap { $0.tail == view.tail ? $0 : nil },
            plannedSeats: legs[slot].plannedSeats, isDayOver: legs[slot].isDayOver, scheduledDeparture: departure,
            now: max(watermarks.w1, trigger.eventTime), thresholds: breakThresholds)
        let isSound = found.isSound
        if isSound, breaks.told.isEmpty { return }
        if !isSound { lookAgain(breaks, found) }
        // Between two aircraft what was told stands, until the one that got the leg has spoken.
        let isWaiting = !found.isSettled && breaks.risk.map { $0.tail != view.tail } ?? false && !view.tail.isNone
        if isWaiting, breaks.told.contains(where: { $0.episode.isOpen && $0.kind.isOfLine }) { return }
        tellBreaks(slot, breaks, found, trigger)
    }

    private mutating func lookAgain(_ breaks: LegBreaks, _ found: RotationBreak) {
        guard let next = found.nextLook, next < breaks.looksAt else { return }
        breaks.looksAt = next
        firstTimers.set(LegTimer.rotation.rawValue, for: .leg(found.key), at: next)
    }

    /// What adds to a version what only readers need: figures, and whom it reaches where somebody is booked.
    private func description(_ slot: Int, _ found: RotationBreak) -> (inout Finding) -> Void {
        guard let passengers = legs[slot].passengers, !passengers.counts.isEmpty else { return { found.describe(&$0) } }
        let (rules, liability) = (impactRules, liability(slot))
        return {
            found.describe(&$0)
            $0.impact = rules.impact(of: .rotationBreak, passengers, found.key, found.view, liability)
        }
    }

    private mutating func tellBreaks(_ slot: Int, _ breaks: LegBreaks, _ found: RotationBreak, _ trigger: Trigger) {
        let day = reference.operatingDay(found.scheduledDeparture, at: found.key.origin)
        let describe = description(slot, found)
        let passengers = legs[slot].passengers?.counts[.all] ?? 0
        var winner: BreakKind?
        var other: DisruptionID?
        if found.view.isCancelled, settings[.flightCancelledEnabled] == 1 {
            other = DisruptionID(pattern: .flightCancelled, subject: .leg(found.key), day: day)
        } else {
            winner = RotationBreak.order.first { kind in
                let (opens, keeps) = found.stands(kind)
                if opens { return !found.isBeyondHorizon }
                return keeps && breaks.told.contains { $0.kind == kind && $0.episode.day == day && $0.episode.isOpen }
            }
        }
        for index in breaks.told.indices {
            if breaks.told[index].kind == winner, breaks.told[index].episode.day == day {
                var finding = found.finding(breaks.told[index].kind)
                finding.reaches(passengers)
                tell(finding, &breaks.told[index].episode, trigger, describe)
                breaks.told[index].tail = found.view.tail
                breaks.told[index].inbound = found.risk?.inbound ?? .none
                other = breaks.told[index].episode.id
            }
        }
        if let winner {
            if other == nil, breaks.told.count < LegBreaks.limit {
                let subject = Subject.rotationBreak(found.key, winner)
                var episode = Episode(pattern: .rotationBreak, subject: subject, day: day)
                var finding = found.finding(winner)
                finding.reaches(passengers)
                tell(finding, &episode, trigger, describe)
                breaks.told.append(
                    LegBreaks.Told(
                        kind: winner, episode: episode, tail: found.view.tail, inbound: found.risk?.inbound ?? .none))
                other = episode.id
            }
        }
        for index in breaks.told.indices {
            let (id, told) = (breaks.told[index].episode.id, breaks.told[index].episode.told)
            if id == other || told == .superseded || told == .retracted { continue }
            // What a less serious break follows has gone by itself.
            let isOutranked =
                winner.map { RotationBreak.rank($0) <= RotationBreak.rank(breaks.told[index].kind) } ?? true
            let gone = found.goneFinding(breaks.told[index], other: isOutranked ? other : nil)
            tell(gone, &breaks.told[index].episode, trigger)
        }
    }
}
