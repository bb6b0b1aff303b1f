/// What concerns one flight alone: FLIGHT_DELAY, FLIGHT_CANCELLED, GATE_CHANGE, FLIGHT_DIVERTED. Each is recomputed
/// from the leg as now known; categories and severities of the one severity scale (15, 30, 45 and 120 minutes).
struct SingleFlight {
    let key: LegKey
    let view: LegView
    let texts: LegTexts
    /// Its day is over: what never came will not come.
    let isDayOver: Bool
    /// Reactionary minutes that its aircraft expects.
    let forecastMinutes: Int32
    let day: CalendarDate
    /// W1.
    let watermark: Instant
    let names: [String]

    /// In the order in which they are told.
    static let patterns: [(Pattern, SettingID)] = [
        (.flightCancelled, .flightCancelledEnabled), (.flightDelay, .flightDelayEnabled),
        (.flightDiverted, .flightDivertedEnabled), (.gateChange, .gateChangeEnabled),
    ]

    /// Whether any of the patterns is looked for.
    static func isWanted(_ settings: EngineSettings) -> Bool { patterns.contains { settings[$0.1] == 1 } }

    /// Whether nothing is worth a look of a leg without gate and terminal of which nothing was told.
    static func isQuiet(_ view: LegView, settings: EngineSettings) -> Bool {
        !view.isCancelled && view.divertedTo.isNone && !view.announcementIsLastWord
            && Int64(view.delayMinutes ?? 0) < settings[.flightDelayMinutes]
    }

    /// What is found of one pattern.
    /// - Parameter told: the pattern was told before, so that a finding that does not hold is one too.
    func finding(_ pattern: Pattern, told: Bool, settings: EngineSettings) -> Finding? {
        switch pattern {
        case .flightCancelled: told || view.isCancelled ? cancellation(settings) : nil
        case .flightDelay: told || delayHolds(settings) ? delay(settings) : nil
        case .flightDiverted: told || isDiverted ? diversion() : nil
        case .gateChange: told || gateMoved || terminalMoved ? gateChange() : nil
        default: nil
        }
    }

    private func reason(otherwise cause: String) -> Root {
        Root(.leg(key), cause: texts.text(.reason, names: names)?.value ?? cause)
    }

    // MARK: delay

    private var outcomeIsKnown: Bool { view.actualArrival != nil || isDayOver }

    private func delayHolds(_ settings: EngineSettings) -> Bool {
        !view.isCancelled
            && (Int64(view.delayMinutes ?? 0) >= settings[.flightDelayMinutes] || view.announcementIsLastWord)
    }

    private func delay(_ settings: EngineSettings) -> Finding {
        let minutes = view.delayMinutes ?? 0
        var finding = Finding(
            pattern: .flightDelay, subject: .leg(key),
            holds: delayHolds(settings),
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
        finding.root = reason(otherwise: forecastMinutes > 0 && !outcomeIsKnown ? "late_arrival" : "unknown")
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
                finding.supersededBy = DisruptionID(pattern: .flightCancelled, subject: .leg(key), day: day)
            }
        }
        return finding
    }

    // MARK: cancellation

    /// When a cancellation becomes final: some hours after scheduled departure, or when the day is over.
    func cancellationSettledAt(_ settings: EngineSettings) -> Instant {
        guard let departure = view.scheduledDeparture else { return Leg.dayOver(key.date) }
        return departure.adding(minutes: settings[.flightCancelledSettleMinutes])
    }

    private func cancellation(_ settings: EngineSettings) -> Finding {
        let settled = isDayOver || cancellationSettledAt(settings) <= watermark
        var finding = Finding(
            pattern: .flightCancelled, subject: .leg(key), holds: view.isCancelled, keeps: false, settled: settled,
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

    private var isDiverted: Bool { view.isDiverted }

    private func diversion() -> Finding {
        var finding = Finding(
            pattern: .flightDiverted, subject: .leg(key),
            holds: isDiverted, keeps: false, settled: true,
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

    private var gate: String? { texts.text(.gate, names: names)?.value }
    private var terminal: String? { texts.text(.terminal, names: names)?.value }
    private var gateMoved: Bool { texts.firstGate != nil && gate != texts.firstGate?.value }
    private var terminalMoved: Bool { texts.firstTerminal != nil && terminal != texts.firstTerminal?.value }

    private func gateChange() -> Finding {
        let (gate, terminal, gateMoved, terminalMoved) = (gate, terminal, gateMoved, terminalMoved)
        var finding = Finding(
            pattern: .gateChange, subject: .leg(key), holds: gateMoved || terminalMoved, keeps: false,
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
        add("old_gate", texts.firstGate?.value)
        add("new_gate", gate)
        add("old_terminal", texts.firstTerminal?.value)
        add("new_terminal", terminal)
        finding.evidence = [
            Evidence("gate_changed", value: gateMoved ? 1 : 0, threshold: 1),
            Evidence("terminal_changed", value: terminalMoved ? 1 : 0, threshold: 1),
        ]
        finding.root = reason(otherwise: "unknown")
        return finding
    }
}
