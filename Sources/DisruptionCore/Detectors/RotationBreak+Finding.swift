extension RotationBreak {
    /// What is found of the kind that stands.
    func finding(_ kind: BreakKind) -> Finding {
        let (holds, keeps) = stands(kind)
        var found = Finding(
            pattern: .rotationBreak, subject: .rotationBreak(key, kind), holds: holds, keeps: keeps,
            settled: isSettled, severity: severity(kind), figure: figure(kind))
        found.root = root(kind)
        found.firstEffectAt = scheduledDeparture
        found.parent = kind.isOfLine ? risk?.parent : nil
        found.shape = shape(kind)
        return found
    }

    /// Adds what a version that goes out needs beside: metrics, evidence, confidence.
    func describe(_ found: inout Finding) {
        guard case .rotationBreak(_, let kind) = found.subject else { return }
        found.confidencePermille = isSettled ? 1000 : confidence(kind)
        found.metrics = [Metric("kind", .text(kind.name.description))]
        if !view.tail.isNone { found.metrics.append(Metric("tail", .text(view.tail.description))) }
        describe(kind, &found)
        if isSettled, found.holds, let delay = view.departureDelayMinutes, view.actualDeparture != nil {
            found.metrics.append(Metric("departure_delay_minutes", .count(Int64(delay))))
        }
    }

    /// What is found of a kind that was told and does not stand any more.
    /// - Parameters:
    ///   - told: what was told.
    ///   - other: the disruption that tells the leg now.
    func goneFinding(_ told: LegBreaks.Told, other: DisruptionID?) -> Finding {
        var gone = Finding(
            pattern: .rotationBreak, subject: .rotationBreak(key, told.kind), holds: false, keeps: false,
            settled: isSettled, severity: .none, figure: 0)
        gone.root = root(told.kind)
        gone.firstEffectAt = scheduledDeparture
        gone.avertedBy = StaticName(averted(told))
        if told.episode.isOpen { gone.supersededBy = other }
        return gone
    }

    private func averted(_ told: LegBreaks.Told) -> StaticString {
        if view.isCancelled { return "cancellation" }
        switch told.kind {
        case .noTail: return view.tail.isNone ? "left_in_time" : "tail_named"
        case .downgauge: return "seats_restored"
        default: break
        }
        if told.tail != view.tail { return "swap" }
        if isSettled, risk?.kind == told.kind { return "left_in_time" }
        switch told.kind {
        case .inboundCancelled: return risk?.inbound == told.inbound ? "reinstated" : "positioning"
        case .position, .inboundDiverted:
            if risk?.inbound == told.inbound { return "rerouted" }
            return risk?.passesCancelled == true ? "inbound_cancelled" : "positioning"
        case .overlap where risk?.inbound == told.inbound: return "retimed"
        case .overlap: return risk?.passesCancelled == true ? "inbound_cancelled" : "positioning"
        // The flight before it is another one now, or has another aircraft.
        default: return risk?.inbound == told.inbound ? "recovered" : "inbound_changed"
        }
    }

    private func figure(_ kind: BreakKind) -> Int64 {
        if kind == .downgauge { return Int64(seatsLost) }
        if isSettled { return Int64(max(0, view.departureDelayMinutes ?? 0)) }
        // The parent tells the minutes.
        if risk?.parent != nil { return 0 }
        return kind == .lateInbound || kind == .impossibleTurn || kind == .overlap ? Int64(risk?.readyMinutes ?? 0) : 0
    }

    private func root(_ kind: BreakKind) -> Root {
        let inbound = risk.map(\.inbound).flatMap { $0.isNone ? nil : $0 } ?? key
        switch kind {
        case .lateInbound:
            let root = risk.map(\.root).flatMap { $0.isNone ? nil : $0 } ?? inbound
            return Root(.leg(root), cause: "late_arrival")
        case .inboundCancelled: return Root(.leg(inbound), cause: "cancellation")
        case .inboundDiverted: return Root(.leg(inbound), cause: "diversion")
        case .overlap, .position: return Root(.leg(inbound), cause: "line_of_flight")
        case .impossibleTurn: return Root(.leg(key), cause: "schedule")
        case .noTail: return Root(.leg(key), cause: "no_aircraft_named")
        case .downgauge: return Root(.leg(key), cause: "aircraft_change")
        }
    }

    private func shape(_ kind: BreakKind) -> UInt64 {
        switch kind {
        case .noTail, .downgauge: return 0
        default:
            guard let risk else { return 0 }
            return Hash64.mix(risk.inbound.high ^ UInt64(risk.inbound.low) << 20 ^ (risk.parent?.low ?? 0))
        }
    }

    /// Trust in the line of flight by the time left (.98 within 6 h, .9 within 24 h, .7 beyond) times what is known of
    /// the inbound: 1 arrived, .95 left, .85 neither. A line that contradicts itself is worth .6 of that.
    private func confidence(_ kind: BreakKind) -> Int32 {
        let left = scheduledDeparture.minutes(since: now)
        let link: Int32 = left < 360 ? 980 : left < 1440 ? 900 : 700
        switch kind {
        case .noTail, .downgauge: return link
        case .position, .overlap: return link * 6 / 10
        case .inboundCancelled, .inboundDiverted: return link * 95 / 100
        case .lateInbound, .impossibleTurn:
            let known: Int32 = risk?.knowledge == 2 ? 100 : risk?.knowledge == 1 ? 95 : 85
            return link * known / 100
        }
    }

    private func describe(_ kind: BreakKind, _ found: inout Finding) {
        func add(_ name: StaticString, _ value: Int32) { found.metrics.append(Metric(name, .count(Int64(value)))) }
        if let risk, kind != .noTail, kind != .downgauge, !risk.inbound.isNone {
            found.metrics.append(Metric("inbound_leg", .text(risk.inbound.description)))
        }
        switch kind {
        case .lateInbound:
            guard let risk else { return }
            add("ready_minutes", risk.readyMinutes)
            add("reactionary_minutes", risk.reactionaryMinutes)
            found.evidence = [
                Evidence(
                    "reactionary_minutes", value: Int64(risk.reactionaryMinutes),
                    threshold: thresholds.late)
            ]
        case .impossibleTurn:
            guard let risk else { return }
            add("ready_minutes", risk.readyMinutes)
            add("planned_turn_minutes", risk.plannedTurnMinutes)
            add("minimum_turn_minutes", risk.minimumTurnMinutes)
            found.evidence = [
                Evidence(
                    "planned_turn_minutes", value: Int64(risk.plannedTurnMinutes),
                    threshold: Int64(risk.minimumTurnMinutes))
            ]
        case .overlap:
            let minutes = Int32(clamping: max(0, -Int64(risk?.plannedTurnMinutes ?? 0)))
            add("overlap_minutes", minutes)
            found.evidence = [Evidence("overlap_minutes", value: Int64(minutes), threshold: 0)]
        case .position, .inboundCancelled, .inboundDiverted:
            if let place = risk?.place, !place.isNone, place.packed != UInt64(FlightFact.unstatedAirport) {
                found.metrics.append(Metric("aircraft_at", .codes([place])))
            }
            let threshold = kind == .position ? thresholds.positionGap : thresholds.inboundGap
            found.evidence = [
                Evidence(
                    "ground_minutes", value: Int64(risk?.plannedTurnMinutes ?? 0), threshold: threshold)
            ]
        case .noTail:
            found.evidence = [
                Evidence(
                    "minutes_to_departure", value: thresholds.noTail,
                    threshold: thresholds.noTail)
            ]
        case .downgauge:
            add("seats_planned", plannedSeats)
            add("seats", view.seats ?? 0)
            found.evidence = [
                Evidence("seats_lost", value: Int64(seatsLost), threshold: thresholds.downgaugeSeats)
            ]
        }
    }
}
