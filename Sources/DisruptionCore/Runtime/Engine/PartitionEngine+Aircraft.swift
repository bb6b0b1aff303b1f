/// Why an aircraft has a timer on the second watermark; raw values stand in snapshots and never change.
enum AircraftTimer: UInt8 {
    /// Legs are past their time.
    case forgetting = 0
    /// Legs are to be predicted some hours ahead.
    case lookAhead = 1
}

extension PartitionEngine {
    private mutating func aircraftSlot(_ key: EntityKey, at known: Int?) -> Int? {
        if let held = known ?? aircraft.find(key.high, 0) { return held }
        guard aircraft.count < limits.aircraft else {
            counters.turnedAway += 1
            return nil
        }
        return aircraft.insert(key.high, 0, Aircraft(tail: Tail(packed: key.high)))
    }

    mutating func applyLegReport(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        guard let report = LegReport(reading: &reader) else { throw .malformed }
        let key = report.leg.key
        guard watermarks.w2 < key.forgottenAt else { return }
        guard let slot = aircraftSlot(head.key, at: known) else { return }
        let wasAway = aircraft[slot].line.index(of: key) == nil
        guard aircraft[slot].line.put(report.leg) else {
            counters.unlinked += 1
            return
        }
        // What another aircraft told of a root is over when it comes back.
        for index in aircraft[slot].cascades.indices where wasAway && aircraft[slot].cascades[index].root == key {
            aircraft[slot].cascades[index].isBack = true
            aircraft[slot].line.look(at: key)
        }
        aircraft[slot].newest = max(aircraft[slot].newest, head.eventTime)
        setForgetting(slot, head.key, at: key.forgottenAt)
        touchedAircraft.note(
            slot, place: &aircraft[slot].touched,
            Trigger(eventTime: head.eventTime, eventID: report.eventID, correlationID: report.correlationID))
    }

    mutating func applyLegWithdrawn(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        let key = LegKey(high: reader.read(), low: reader.read())
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        guard let slot = aircraft.find(head.key.high, 0) else { return }
        aircraft[slot].line.remove(key)
        touchedAircraft.note(slot, place: &aircraft[slot].touched, trigger)
    }

    mutating func applyCascadeMoved(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        let root = LegKey(high: reader.read(), low: reader.read())
        let id = DisruptionID(high: reader.read(), low: reader.read())
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        guard let slot = aircraft.find(head.key.high, 0) else { return }
        guard let index = aircraft[slot].cascades.firstIndex(where: { $0.root == root }) else { return }
        guard aircraft[slot].line.index(of: root) == nil else { return }
        aircraft[slot].cascades[index].movedTo = id
        aircraft[slot].line.look(at: root)
        touchedAircraft.note(slot, place: &aircraft[slot].touched, trigger)
    }

    private mutating func setForgetting(_ slot: Int, _ key: EntityKey, at instant: Instant) {
        guard instant < aircraft[slot].forgetsAt else { return }
        aircraft[slot].forgetsAt = instant
        secondTimers.set(AircraftTimer.forgetting.rawValue, for: key, at: instant)
    }

    /// Fires what is due: looks at legs some hours ahead, forgets legs whose time has come, and aircraft that have none
    /// left.
    mutating func fireAircraft() {
        var due = secondTimers.takeDue(watermarks.w2)
        while !due.isEmpty {
            counters.timersFired += Int64(due.count)
            for entry in due { fireAircraft(entry) }
            due = secondTimers.takeDue(watermarks.w2)
        }
    }

    private mutating func fireAircraft(_ entry: Timers.Entry) {
        switch AircraftTimer(rawValue: entry.kind) {
        case .forgetting: forgetAircraft(entry)
        case .lookAhead:
            if let slot = aircraft.find(entry.key.high, 0) { fireLookAhead(slot, at: entry.at) }
        case nil: break
        }
    }

    private mutating func forgetAircraft(_ entry: Timers.Entry) {
        guard let slot = aircraft.find(entry.key.high, 0), aircraft[slot].forgetsAt <= entry.at else { return }
        aircraft[slot].forgetsAt = .distantFuture
        teachTurns(slot, at: entry.at)
        if let next = aircraft[slot].forget(until: entry.at) { setForgetting(slot, entry.key, at: next) }
        if aircraft[slot].isEmpty { aircraft.remove(entry.key.high, 0) }
    }

    /// Looks once at every aircraft that the record touched: propagates delay, tells its cascades and its legs.
    mutating func concludeAircraft() {
        if touchedAircraft.isEmpty { return }
        for index in touchedAircraft.slots.indices {
            let slot = Int(touchedAircraft.slots[index])
            let trigger = touchedAircraft.triggers[index]
            aircraft[slot].touched = -1
            aircraft[slot].line.propagate(turnRules)
            askTaught(slot, trigger)
            if settings[.cascadeEnabled] == 1 { tellCascades(slot, trigger) }
            if breakThresholds.isEnabled { tellRisks(slot, trigger) }
            if predictsLegs { predict(slot, trigger) }
            aircraft[slot].line.forgetChangedRoots()
            if settings[.flightStateEnabled] == 1 { tellLegs(slot, trigger) }
            if aircraft[slot].isEmpty { aircraft.remove(aircraft[slot].tail.packed, 0) }
        }
        touchedAircraft.removeAll()
    }

    /// Tells what changed of the cascades whose legs changed.
    private mutating func tellCascades(_ slot: Int, _ trigger: Trigger) {
        for cascade in aircraft[slot].cascades where cascade.episode.isHoldingSeverity {
            aircraft[slot].line.look(at: cascade.root)
        }
        for index in aircraft[slot].line.changedRoots.indices {
            let root = aircraft[slot].line.changedRoots[index]
            let told = aircraft[slot].cascades.contains { $0.root == root }
            // Most roots are late by less than a cascade takes.
            if !told, Int64(aircraft[slot].line.arrivalDelay(of: root)) < settings[.cascadeRootMinutes] { continue }
            if var finding = CascadingDelay.finding(
                of: root, in: aircraft[slot].line, tail: aircraft[slot].tail, told: told, now: trigger.eventTime,
                settings: settings)
            {
                finding.impact = Impact(finding.legs, aircraft[slot].boardings, settings: settings)
                finding.reaches(finding.impact?.counts[.all] ?? 0)
                tellCascade(slot, root, finding, trigger)
            }
        }
    }

    private mutating func tellCascade(_ slot: Int, _ root: LegKey, _ finding: Finding, _ trigger: Trigger) {
        var finding = finding
        let day: CalendarDate
        if let leg = aircraft[slot].line.index(of: root).map({ aircraft[slot].line[$0] }) {
            day = reference.operatingDay(leg.scheduledDeparture, at: root.origin)
        } else {
            day = aircraft[slot].cascades.first { $0.root == root }?.episode.day ?? root.date
        }
        for index in aircraft[slot].cascades.indices where aircraft[slot].cascades[index].root == root {
            var cascade = aircraft[slot].cascades[index]
            if cascade.episode.day != day {
                var gone = finding
                (gone.holds, gone.keeps) = (false, false)
                tell(gone, &cascade.episode, trigger)
                tellAirport(of: &cascade, slot, at: trigger.eventTime)
                aircraft[slot].cascades[index] = cascade
            } else {
                if cascade.isBack { cascade.movedTo = nil }
                if !finding.holds, !finding.keeps { finding.supersededBy = cascade.movedTo }
                finding.part(of: cascade.parent)
                let told = tell(finding, &cascade.episode, trigger)
                tellAirport(of: &cascade, slot, at: trigger.eventTime)
                if told != nil { aircraft[slot].line.note(finding.legs, at: trigger.eventTime) }
                let isNew = told == .opened || cascade.isBack && cascade.episode.isOpen
                cascade.isBack = false
                aircraft[slot].cascades[index] = cascade
                if isNew { announce(slot, root, cascade.episode.id, trigger) }
                return
            }
        }
        guard finding.holds else { return }
        let episode = Episode(pattern: .cascadingDelay, subject: finding.subject, day: day)
        var cascade = Aircraft.Cascade(root: root, episode: episode)
        guard tell(finding, &cascade.episode, trigger) != nil else { return }
        aircraft[slot].line.note(finding.legs, at: trigger.eventTime)
        tellAirport(of: &cascade, slot, at: trigger.eventTime)
        aircraft[slot].cascades.append(cascade)
        announce(slot, root, cascade.episode.id, trigger)
    }

    /// Lets the root know that its cascade is told here now, if another aircraft was to fly it.
    private mutating func announce(_ slot: Int, _ root: LegKey, _ id: DisruptionID, _ trigger: Trigger) {
        guard let index = aircraft[slot].line.index(of: root) else { return }
        if aircraft[slot].line[index].previousTail.isNone { return }
        let tail = aircraft[slot].tail
        outgoing.send(.cascadeTold, to: .leg(root), at: trigger.eventTime) {
            $0.put(tail.packed)
            $0.put(id.high)
            $0.put(id.low)
            trigger.encode(into: &$0)
        }
    }

    /// The root tells the aircraft that were to fly it. What they hear of it comes in the order in which it left them
    /// and came back, for all of it comes from here.
    mutating func applyCascadeTold(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        let tail = Tail(packed: reader.read())
        let id = DisruptionID(high: reader.read(), low: reader.read())
        let trigger = Trigger(
            eventTime: head.eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
        guard !reader.failed else { throw .malformed }
        guard let slot = legs.find(head.key.high, head.key.low), legs[slot].reportedTail == tail else { return }
        let root = legs[slot].key
        for former in legs[slot].formerTails where former != tail {
            outgoing.send(.cascadeMoved, to: .aircraft(former), at: trigger.eventTime) {
                $0.put(root.high)
                $0.put(root.low)
                $0.put(id.high)
                $0.put(id.low)
                trigger.encode(into: &$0)
            }
        }
    }

    /// Tells legs that have not left what delay to expect from their aircraft, when it changed.
    private mutating func tellLegs(_ slot: Int, _ trigger: Trigger) {
        let least = Int32(clamping: settings[.cascadeForecastMinutes])
        for index in aircraft[slot].line.propagated {
            let leg = aircraft[slot].line[index]
            let minutes =
                leg.isCancelled || leg.out != LineLeg.unknown ? leg.toldMinutes : leg.passage.reactionaryMinutes
            let root = minutes == 0 ? LegKey.none : leg.passage.inboundRoot
            let changed = abs(minutes - leg.toldMinutes) >= least || (minutes == 0) != (leg.toldMinutes == 0)
            guard changed else { continue }
            aircraft[slot].line[index].toldMinutes = minutes
            aircraft[slot].line[index].toldRoot = root
            let cause = aircraft[slot].line.index(of: root).map { aircraft[slot].line[$0].cause } ?? .unknown
            outgoing.send(.delayForecast, to: .leg(leg.key), at: trigger.eventTime) {
                $0.putSigned(Int64(minutes))
                $0.put(root.high)
                $0.put(root.low)
                $0.put8(cause.rawValue)
                $0.putVarint(UInt64(max(0, leg.passage.depth)))
            }
        }
    }
}
