extension PartitionEngine {
    private mutating func aircraftSlot(_ key: EntityKey) -> Int {
        aircraft.find(key.high, 0) ?? aircraft.insert(key.high, 0, Aircraft(tail: Tail(packed: key.high)))
    }

    mutating func applyLegReport(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let report = LegReport(reading: &reader) else { throw .malformed }
        let key = report.leg.key
        guard watermarks.w2 < key.forgottenAt else { return }
        let slot = aircraftSlot(head.key)
        let isNew = aircraft[slot].line.index(of: key) == nil
        guard aircraft[slot].line.put(report.leg) else {
            counters.unlinked += 1
            return
        }
        if isNew { secondTimers.set(0, for: head.key, at: key.forgottenAt) }
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
        aircraft[slot].cascades[index].movedTo = id
        touchedAircraft.note(slot, place: &aircraft[slot].touched, trigger)
    }

    /// Forgets legs whose time has come, and an aircraft that has none left.
    mutating func fireAircraft(_ entry: Timers.Entry) {
        guard let slot = aircraft.find(entry.key.high, 0), aircraft[slot].touched < 0 else {
            if aircraft.find(entry.key.high, 0) != nil {
                secondTimers.set(0, for: entry.key, at: entry.at.adding(minutes: 60))
            }
            return
        }
        aircraft[slot].line.forget(until: entry.at)
        aircraft[slot].forgetCascades(until: entry.at)
        if aircraft[slot].line.isEmpty { aircraft.remove(entry.key.high, 0) }
    }

    /// Looks once at every aircraft that the record touched: propagates delay, tells its cascades and its legs.
    mutating func concludeAircraft() {
        if touchedAircraft.isEmpty { return }
        for index in touchedAircraft.slots.indices {
            let slot = Int(touchedAircraft.slots[index])
            let trigger = touchedAircraft.triggers[index]
            aircraft[slot].touched = -1
            aircraft[slot].line.propagate(settings: settings)
            if settings[.cascadeEnabled] == 1 { tellCascades(slot, trigger) }
            if settings[.flightStateEnabled] == 1 { tellLegs(slot, trigger) }
        }
        touchedAircraft.removeAll()
    }

    private mutating func tellCascades(_ slot: Int, _ trigger: Trigger) {
        let tail = aircraft[slot].tail
        let enough = aircraft[slot].line.count(reactionary: settings[.cascadeLegCloseMinutes]) >= settings[.cascadeLegs]
        if aircraft[slot].cascades.isEmpty, !enough { return }
        let findings = CascadingDelay.findings(
            tail: tail, line: aircraft[slot].line, told: aircraft[slot].cascades, now: trigger.eventTime,
            settings: settings)
        for finding in findings {
            guard case .rotation(_, let root) = finding.subject else { continue }
            tellCascade(slot, root, finding, trigger)
        }
    }

    private mutating func tellCascade(_ slot: Int, _ root: LegKey, _ finding: Finding, _ trigger: Trigger) {
        var finding = finding
        let day: CalendarDate
        if let leg = aircraft[slot].line.index(of: root).map({ aircraft[slot].line[$0] }) {
            day = operatingDay(leg.scheduledDeparture, at: root.origin)
        } else {
            day = aircraft[slot].cascades.first { $0.root == root }?.episode.day ?? root.date
        }
        for index in aircraft[slot].cascades.indices where aircraft[slot].cascades[index].root == root {
            var cascade = aircraft[slot].cascades[index]
            if cascade.episode.day != day {
                var gone = finding
                (gone.holds, gone.keeps) = (false, false)
                tell(gone, &cascade.episode, trigger)
                aircraft[slot].cascades[index] = cascade
            } else {
                if !finding.holds, !finding.keeps { finding.supersededBy = cascade.movedTo }
                tell(finding, &cascade.episode, trigger)
                aircraft[slot].cascades[index] = cascade
                return
            }
        }
        var cascade = Aircraft.Cascade(root: root, episode: Episode(pattern: .cascadingDelay, day: day))
        guard tell(finding, &cascade.episode, trigger) != nil else { return }
        aircraft[slot].cascades.append(cascade)
        announceMove(slot, root, finding, day, trigger)
    }

    /// Lets the aircraft that was to fly the root know that its cascade is told here now.
    private mutating func announceMove(
        _ slot: Int, _ root: LegKey, _ finding: Finding, _ day: CalendarDate, _ trigger: Trigger
    ) {
        guard let index = aircraft[slot].line.index(of: root) else { return }
        let former = aircraft[slot].line[index].previousTail
        if former.isNone { return }
        let id = DisruptionID(pattern: finding.pattern, subject: finding.subject, day: day)
        outgoing.send(.cascadeMoved, to: .aircraft(former), at: trigger.eventTime) {
            $0.put(root.high)
            $0.put(root.low)
            $0.put(id.high)
            $0.put(id.low)
            trigger.encode(into: &$0)
        }
    }

    /// Tells legs that have not left what delay to expect from their aircraft, when it changed.
    private mutating func tellLegs(_ slot: Int, _ trigger: Trigger) {
        let least = Int32(clamping: settings[.cascadeForecastMinutes])
        for index in aircraft[slot].line.legs.indices {
            let leg = aircraft[slot].line[index]
            let minutes = leg.isCancelled || leg.out != LineLeg.unknown ? leg.toldMinutes : leg.reactionaryMinutes
            let root = minutes == 0 ? LegKey.none : leg.inboundRoot
            let changed = abs(minutes - leg.toldMinutes) >= least || (minutes == 0) != (leg.toldMinutes == 0)
            guard changed else { continue }
            aircraft[slot].line[index].toldMinutes = minutes
            aircraft[slot].line[index].toldRoot = root
            outgoing.send(.delayForecast, to: .leg(leg.key), at: trigger.eventTime) {
                $0.putSigned(Int64(minutes))
                $0.put(root.high)
                $0.put(root.low)
            }
        }
    }
}
