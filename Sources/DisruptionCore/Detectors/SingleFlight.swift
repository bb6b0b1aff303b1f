/// What concerns one flight alone: FLIGHT_DELAY, FLIGHT_CANCELLED, GATE_CHANGE, FLIGHT_DIVERTED. Each is recomputed
/// from the leg as now known; categories and severities of the one severity scale (15, 30, 45 and 120 minutes).
struct SingleFlight {
    let leg: Leg
    let view: LegView
    let day: CalendarDate
    let now: Instant
    /// W1.
    let watermark: Instant
    let names: [String]
    let settings: EngineSettings

    /// Findings worth a look: those that hold, and those of patterns told before.
    func findings(told: [Episode]) -> [Finding] {
        var findings: [Finding] = []
        func add(_ enabled: SettingID, _ pattern: Pattern, _ make: () -> Finding) {
            guard settings[enabled] == 1 else { return }
            let finding = make()
            if finding.holds || told.contains(where: { $0.pattern == pattern }) { findings.append(finding) }
        }
        add(.flightCancelledEnabled, .flightCancelled, cancellation)
        add(.flightDelayEnabled, .flightDelay, delay)
        add(.flightDivertedEnabled, .flightDiverted, diversion)
        if leg.firstGate != nil || leg.firstTerminal != nil { add(.gateChangeEnabled, .gateChange, gateChange) }
        return findings
    }

    private func reason(otherwise cause: String) -> Root {
        Root(.leg(leg.key), cause: leg.text(.reason, names: names)?.value ?? cause)
    }

    // MARK: delay

    private var outcomeIsKnown: Bool { view.actualArrival != nil || leg.isDayOver }

    /// Arrival if it is known or estimated by more than the schedule, else departure.
    private var delayMinutes: Int32? {
        let arrivalIsKnown =
            view.actualArrival != nil || view.actualLanding != nil || view.estimatedArrival != nil
            || view.actualDeparture != nil
        if arrivalIsKnown, let minutes = view.arrivalDelayMinutes { return minutes }
        return view.departureDelayMinutes
    }

    private func delay() -> Finding {
        let minutes = delayMinutes ?? 0
        let isAnnounced = view.announcementIsLastWord
        var finding = Finding(
            pattern: .flightDelay, subject: .leg(leg.key),
            holds: !view.isCancelled && (Int64(minutes) >= settings[.flightDelayMinutes] || isAnnounced),
            keeps: !view.isCancelled && Int64(minutes) >= settings[.flightDelayCloseMinutes], settled: outcomeIsKnown,
            severity: Severity(delayMinutes: minutes), figure: Int64(minutes))
        let category = DelayCategory(delayMinutes: minutes)
        finding.category = category
        finding.routingKey =
            switch category {
            case .onTime, .minor, .cancelled: StaticName("flight.delay.minor")
            case .major: StaticName("flight.delay.major")
            case .severe: StaticName("flight.delay.severe")
            }
        finding.root = reason(otherwise: leg.forecastMinutes > 0 && !outcomeIsKnown ? "late_arrival" : "unknown")
        finding.firstEffectAt = view.scheduledDeparture
        finding.metrics = [Metric("delay_minutes", .count(Int64(minutes)))]
        if let departure = view.departureDelayMinutes {
            finding.metrics.append(Metric("departure_delay_minutes", .count(Int64(departure))))
        }
        if let arrival = view.arrivalDelayMinutes {
            finding.metrics.append(Metric("arrival_delay_minutes", .count(Int64(arrival))))
        }
        finding.evidence = [Evidence("delay_minutes", value: Int64(minutes), threshold: settings[.flightDelayMinutes])]
        finding.confidencePermille = outcomeIsKnown ? 1000 : view.actualDeparture != nil ? 950 : 850
        if view.isCancelled {
            finding.avertedBy = StaticName("cancellation")
            if settings[.flightCancelledEnabled] == 1 {
                finding.supersededBy = DisruptionID(pattern: .flightCancelled, subject: .leg(leg.key), day: day)
            }
        }
        return finding
    }

    // MARK: cancellation

    /// When a cancellation becomes final: some hours after scheduled departure, or when the day is over.
    var cancellationSettledAt: Instant? {
        guard let departure = view.scheduledDeparture else { return Leg.dayOver(leg.key.date) }
        return departure.adding(minutes: settings[.flightCancelledSettleMinutes])
    }

    private func cancellation() -> Finding {
        let settled = leg.isDayOver || cancellationSettledAt.map { $0 <= watermark } ?? false
        var finding = Finding(
            pattern: .flightCancelled, subject: .leg(leg.key), holds: view.isCancelled, keeps: false, settled: settled,
            severity: .critical, figure: 0)
        finding.category = .cancelled
        finding.routingKey = StaticName("flight.cancelled")
        finding.root = reason(otherwise: "unknown")
        finding.firstEffectAt = view.scheduledDeparture
        if let departure = view.scheduledDeparture, let at = view.cancelledAt {
            finding.metrics = [Metric("notice_minutes", .count(Int64(departure.minutes(since: at))))]
        }
        finding.evidence = [Evidence("cancelled", value: view.isCancelled ? 1 : 0, threshold: 1)]
        if !view.isCancelled { finding.avertedBy = StaticName("reinstated") }
        return finding
    }

    // MARK: diversion

    private func diversion() -> Finding {
        var finding = Finding(
            pattern: .flightDiverted, subject: .leg(leg.key),
            holds: !view.divertedTo.isNone && view.divertedTo != view.destination, keeps: false, settled: true,
            severity: .critical, figure: 0)
        finding.over = outcomeIsKnown
        finding.category = .cancelled
        finding.routingKey = StaticName("flight.diverted")
        finding.root = reason(otherwise: "unknown")
        finding.firstEffectAt = view.scheduledArrival
        finding.shape = view.divertedTo.packed
        if !view.divertedTo.isNone { finding.metrics = [Metric("diverted_to", .text(view.divertedTo.description))] }
        finding.evidence = [Evidence("diverted", value: finding.holds ? 1 : 0, threshold: 1)]
        return finding
    }

    // MARK: gate

    private func gateChange() -> Finding {
        let gate = leg.text(.gate, names: names)?.value
        let terminal = leg.text(.terminal, names: names)?.value
        let gateMoved = gate != nil && gate != leg.firstGate?.value
        let terminalMoved = terminal != nil && terminal != leg.firstTerminal?.value
        var finding = Finding(
            pattern: .gateChange, subject: .leg(leg.key), holds: gateMoved || terminalMoved, keeps: false,
            settled: true,
            severity: terminalMoved ? .high : .medium, figure: 0)
        finding.over = view.actualDeparture != nil || view.actualTakeoff != nil || view.isCancelled || outcomeIsKnown
        finding.routingKey = StaticName("flight.gate_change")
        finding.firstEffectAt = view.bestDeparture
        var text = "\(gate ?? "")|\(terminal ?? "")"
        finding.shape = text.withUTF8 { Hash64.of(UnsafeRawBufferPointer($0)) }
        func add(_ name: StaticString, _ value: String?) {
            if let value { finding.metrics.append(Metric(name, .text(value))) }
        }
        add("old_gate", leg.firstGate?.value)
        add("new_gate", gate)
        add("old_terminal", leg.firstTerminal?.value)
        add("new_terminal", terminal)
        finding.evidence = [
            Evidence("gate_changed", value: gateMoved ? 1 : 0, threshold: 1),
            Evidence("terminal_changed", value: terminalMoved ? 1 : 0, threshold: 1),
        ]
        finding.root = reason(otherwise: "unknown")
        return finding
    }
}
