/// MISSED_CONNECTION: passengers who come too late for the flight that they change to. Told by the leg that they would
/// miss, of each leg that they come from.
///
/// slack = best departure − best arrival − connecting time; missed below 0, at risk below `risk_minutes`. Who sold the
/// connection knew its planned time to suffice, so a plan that is shorter than the connecting time is taken for one;
/// and what stands as planned is no disruption. Source: domain definitions after OAG's minimum connecting times.
struct MissedConnection {
    let inbound: InboundFlight
    let stop: ConnectingStop
    /// Who change.
    var passengers = PassengerCounts()
    let risk: ConnectionRisk
    /// Minutes that the change takes.
    let connecting: Int32
    /// What of the planned time was left.
    let plannedSlack: Int64

    private var key: LegKey { stop.key }
    private var view: LegView { stop.view }

    /// Nil where it is no connection: the first flight goes elsewhere, or the next was planned to leave before the
    /// first comes in, or a day and more later.
    init?(_ inbound: InboundFlight, at stop: ConnectingStop) {
        guard let departure = stop.view.scheduledDeparture else { return nil }
        let planned = departure.ms - inbound.scheduledArrival.ms
        guard planned > 0, planned < 86_400_000 else { return nil }
        guard inbound.isDiverted || inbound.airport.isNone || inbound.airport == stop.key.origin else { return nil }
        let connecting = stop.minutes(from: inbound.leg.origin, planned: Int32(clamping: planned / 60_000))
        self.inbound = inbound
        self.stop = stop
        self.connecting = connecting
        plannedSlack = planned / 60_000 - Int64(connecting)
        risk = ConnectionRisk(
            arrival: inbound.arrival, departure: stop.view.bestDeparture ?? departure, connectingMinutes: connecting,
            inbound: inbound.spread)
    }

    /// It comes down elsewhere.
    var isElsewhere: Bool { inbound.isDiverted && inbound.airport != key.origin }

    /// That they miss it, ten-thousandths.
    var missChance: Int32 { isElsewhere ? 10_000 : risk.missChance }

    /// Whether there is anything to say of it, told or not.
    func mayHold(_ settings: EngineSettings) -> Bool {
        isElsewhere || risk.slackMinutes < settings[.connectionRiskMinutes] && isWorse(settings)
    }

    /// It is not as planned, and by more than a reader would be told again for.
    private func isWorse(_ settings: EngineSettings) -> Bool {
        isElsewhere || plannedSlack - risk.slackMinutes >= settings[.updateMinutes]
    }

    /// Nobody can make it any more, or nobody has to.
    private var isSettled: Bool {
        (inbound.isSettled || stop.isDayOver)
            && (view.actualDeparture != nil || view.isCancelled || stop.isDayOver)
    }

    /// Minutes that are short; nil where it is in time, or no waiting helps.
    var shortMinutes: Int64? {
        let canWait = view.actualDeparture == nil && !view.isCancelled && inbound.stage != .cancelled && !isElsewhere
        return canWait && risk.slackMinutes < 0 ? -risk.slackMinutes : nil
    }

    /// How the passengers stand who come by it, once this was told of it.
    func standing(told episode: Episode) -> ConnectionRisk.Standing {
        guard episode.isOpen || episode.confirmed else { return .safe }
        return risk.standing == .missed || isElsewhere ? .missed : .atRisk
    }

    /// What was told of a connection that is none any more.
    static func gone(_ inbound: LegKey, to key: LegKey) -> Finding {
        var finding = Finding(
            pattern: .missedConnection, subject: .connection(inbound: inbound, outbound: key), holds: false,
            keeps: false, settled: false, severity: .none, figure: 0)
        finding.root = Root(.leg(inbound), cause: "late_arrival")
        return finding
    }

    /// - Parameter hold: of the outbound flight, for all who come late.
    func finding(hold: HoldCandidate?, settings: EngineSettings) -> Finding {
        let isMissed = risk.standing == .missed || isElsewhere
        // A flight that does not fly is told by itself; who would have missed it is still told.
        let isWorse = isWorse(settings)
        let flies = inbound.stage != .cancelled && !passengers.isEmpty
        let isAtRisk = isMissed || risk.slackMinutes < settings[.connectionRiskMinutes]
        let settled = isSettled
        let came = isMissed || view.isCancelled && isAtRisk
        let severity: Severity =
            isMissed ? (Int64(passengers[.all]) >= settings[.connectionHighPassengers] ? .high : .medium) : .low
        var found = Finding(
            pattern: .missedConnection, subject: .connection(inbound: inbound.leg, outbound: key),
            holds: flies && isWorse && (settled ? came : isAtRisk),
            keeps: flies && isWorse && risk.slackMinutes < settings[.connectionCloseMinutes],
            settled: settled, severity: severity, figure: max(-1_440, min(1_440, risk.slackMinutes)))
        found.root = Root(.leg(inbound.leg), cause: isElsewhere ? "diversion" : "late_arrival")
        found.firstEffectAt = view.scheduledDeparture
        found.confidencePermille = settled ? 1000 : isElsewhere ? 950 : missChance / 10
        found.shape = Hash64.mix(UInt64(isMissed ? 1 : 0) | UInt64(hold == nil ? 0 : 2))
        if inbound.stage == .cancelled { found.avertedBy = StaticName("cancellation") }
        found.evidence = [
            Evidence("slack_minutes", value: risk.slackMinutes, threshold: settings[.connectionRiskMinutes])
        ]
        found.metrics = metrics(isMissed: isMissed, hold: settled ? nil : hold)
        return found
    }

    private func metrics(isMissed: Bool, hold: HoldCandidate?) -> [Metric] {
        var metrics = [
            Metric("passengers", .count(Int64(passengers[.all]))),
            Metric("slack_minutes", .count(risk.slackMinutes)),
            Metric("connecting_minutes", .count(Int64(connecting))),
            Metric("miss_probability", .permille(Int64(missChance / 10))),
            Metric("is_missed", .flag(isMissed)),
            Metric("inbound_arrival", .instant(inbound.arrival)),
            Metric("connects_at", .text(key.origin.description)),
        ]
        if let departure = view.bestDeparture { metrics.append(Metric("outbound_departure", .instant(departure))) }
        if let hold {
            metrics.append(Metric("hold_minutes", .count(hold.minutes)))
            metrics.append(Metric("hold_saves", .count(Int64(hold.saves))))
        }
        return metrics
    }
}

/// The flight that passengers change to, and what a change to it takes.
struct ConnectingStop {
    let key: LegKey
    let view: LegView
    let isDayOver: Bool
    private let times: ConnectingTimes
    private let reference: AirportDirectory
    private let country: UInt16?
    private let isDomestic: Bool

    init(_ key: LegKey, _ view: LegView, isDayOver: Bool, _ rules: PassengerRules, _ reference: AirportDirectory) {
        self.key = key
        self.view = view
        self.isDayOver = isDayOver
        times = rules.connectingTimes
        self.reference = reference
        country = reference.airport(key.origin)?.country
        isDomestic = reference.airport(view.destination)?.country == country
    }

    /// Minutes that it takes to change from a flight from an airport.
    /// - Parameter planned: between the flights. Who sold less than the table says knew a shorter time, and left some
    ///   of it for a small delay.
    func minutes(from origin: AirportCode, planned: Int32) -> Int32 {
        let comesFromHere = reference.airport(origin)?.country == country
        let kind = ConnectingTimes.Kind(isInboundDomestic: comesFromHere, isOutboundDomestic: isDomestic)
        let needed = times.minutes(at: key.origin, kind, changesTerminal: false)
        return planned >= needed ? needed : min(planned, max(times.floor, planned - Self.spareMinutes))
    }

    private static let spareMinutes: Int32 = 15
}
