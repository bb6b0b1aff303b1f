/// A leg as known at a time: its fields resolved between the sources, and what follows from them.
///
/// Best-known times take, in this order (domain: A-CDM and OOOI times): departure AOBT, ATOT − taxi, the newer of the
/// estimate and the announced delay, SOBT; arrival AIBT, ALDT + taxi, EIBT, AOBT + scheduled block, ATOT + block −
/// taxi, SIBT + departure delay, SIBT.
public struct LegView {
    public private(set) var scheduledDeparture: Instant?
    public private(set) var scheduledArrival: Instant?
    public private(set) var estimatedDeparture: Instant?
    public private(set) var estimatedArrival: Instant?
    public private(set) var actualDeparture: Instant?
    public private(set) var actualTakeoff: Instant?
    public private(set) var actualLanding: Instant?
    public private(set) var actualArrival: Instant?
    public private(set) var bestDeparture: Instant?
    public private(set) var bestArrival: Instant?
    public private(set) var announcedDelayMinutes: Int32?
    /// An announced delay is the newest that is known of the leg.
    public private(set) var announcementIsLastWord = false
    public private(set) var isCancelled = false
    public private(set) var cancelledAt: Instant?
    public private(set) var destination = AirportCode.none
    public private(set) var divertedTo = AirportCode.none
    public private(set) var tail = Tail.none
    public private(set) var seats: Int32?
    /// `.none` where nobody says.
    public private(set) var aircraftType = AircraftType.none
    public private(set) var status = LegStatus.scheduled

    /// Where it comes down, as far as known; none of a leg that is diverted nobody says where to.
    public var arrivalAirport: AirportCode {
        if divertedTo.isNone { return destination }
        return Int64(bitPattern: divertedTo.packed) == FlightFact.unstatedAirport ? .none : divertedTo
    }

    /// It comes down elsewhere than scheduled.
    public var isDiverted: Bool { !divertedTo.isNone && divertedTo != destination }

    /// Minutes from scheduled to best-known departure; negative is early.
    public var departureDelayMinutes: Int32? { LegView.delay(bestDeparture, scheduledDeparture) }
    /// Minutes from scheduled to best-known arrival; nil for a diverted leg.
    public var arrivalDelayMinutes: Int32? { divertedTo.isNone ? LegView.delay(bestArrival, scheduledArrival) : nil }

    /// Minutes by which it is late: on arrival where that is known by more than the schedule, else on departure.
    public var delayMinutes: Int32? {
        let arrivalIsKnown =
            actualArrival != nil || actualLanding != nil || estimatedArrival != nil || actualDeparture != nil
        return (arrivalIsKnown ? arrivalDelayMinutes : nil) ?? departureDelayMinutes
    }

    private static func delay(_ best: Instant?, _ scheduled: Instant?) -> Int32? {
        guard let best, let scheduled else { return nil }
        return best.minutes(since: scheduled)
    }

    init(
        _ candidates: Span<Candidate>, asOf: Instant, names: borrowing [String], boarding: Bool, taxi: TaxiTimes
    ) {
        let resolution = Resolution(candidates, asOf: asOf, names: names)
        func value(_ field: FlightField) -> Int64? { resolution.value(field, candidates) }
        func time(_ field: FlightField) -> Instant? { resolution.value(field, candidates).map { Instant(ms: $0) } }
        func told(_ field: FlightField) -> Int64 { resolution.told(field, candidates) }

        scheduledDeparture = time(.scheduledDeparture)
        scheduledArrival = time(.scheduledArrival)
        estimatedDeparture = time(.estimatedDeparture)
        estimatedArrival = time(.estimatedArrival)
        actualDeparture = time(.actualDeparture)
        actualTakeoff = time(.actualTakeoff)
        actualLanding = time(.actualLanding)
        actualArrival = time(.actualArrival)
        destination = AirportCode(packed: UInt64(bitPattern: value(.destination) ?? 0))
        divertedTo = AirportCode(packed: UInt64(bitPattern: value(.divertedTo) ?? 0))
        tail = Tail(packed: UInt64(bitPattern: value(.tail) ?? 0))
        seats = value(.seats).map { Int32(clamping: $0) }
        aircraftType = AircraftType(packed: UInt64(bitPattern: value(.aircraftType) ?? 0))

        let returned = time(.returnedAt)
        let isBack = returned.map { $0 >= max(actualDeparture ?? .distantPast, actualTakeoff ?? .distantPast) } ?? false
        if isBack {
            actualDeparture = nil
            actualTakeoff = nil
        }
        if value(.cancelled) == 1 {
            let flew = actualTakeoff != nil || actualLanding != nil || actualArrival != nil
            let leftSince = actualDeparture != nil && told(.actualDeparture) > told(.cancelled)
            isCancelled = !flew && !leftSince
            cancelledAt = Instant(ms: told(.cancelled))
        }
        announce(resolution, candidates)
        estimate(resolution, candidates, taxi: taxi)
        status = isCancelled ? .cancelled : flownStatus(isBack: isBack, boarding: boarding)
    }

    private mutating func announce(_ resolution: Resolution, _ candidates: Span<Candidate>) {
        guard let minutes = resolution.value(.delayMinutes, candidates) else { return }
        func told(_ field: FlightField) -> Int64 { resolution.told(field, candidates) }
        announcedDelayMinutes = Int32(clamping: minutes)
        let at = told(.delayMinutes)
        announcementIsLastWord =
            actualArrival == nil && actualDeparture == nil && at >= told(.estimatedDeparture)
            && at >= told(.estimatedArrival) && at >= told(.cancelled)
    }

    private mutating func estimate(
        _ resolution: Resolution, _ candidates: Span<Candidate>, taxi: TaxiTimes
    ) {
        func told(_ field: FlightField) -> Int64 { resolution.told(field, candidates) }
        if let actualDeparture {
            bestDeparture = actualDeparture
        } else if let actualTakeoff {
            bestDeparture = actualTakeoff.adding(minutes: -taxi.out)
        } else if let estimatedDeparture, told(.estimatedDeparture) >= told(.delayMinutes) {
            bestDeparture = estimatedDeparture
        } else if let announcedDelayMinutes, let scheduledDeparture {
            bestDeparture = scheduledDeparture.adding(minutes: Int64(announcedDelayMinutes))
        } else {
            bestDeparture = scheduledDeparture
        }
        let block: Int64? =
            if let scheduledDeparture, let scheduledArrival { scheduledArrival.ms - scheduledDeparture.ms } else { nil }
        if let actualArrival {
            bestArrival = actualArrival
        } else if let actualLanding {
            bestArrival = actualLanding.adding(minutes: taxi.in)
        } else if let estimatedArrival {
            bestArrival = estimatedArrival
        } else if let actualDeparture, let block {
            bestArrival = actualDeparture.adding(ms: block)
        } else if let actualTakeoff, let block {
            bestArrival = actualTakeoff.adding(ms: block - taxi.out * 60_000)
        } else if let scheduledArrival {
            bestArrival = scheduledArrival.adding(minutes: Int64(max(0, departureDelayMinutes ?? 0)))
        }
    }

    private func flownStatus(isBack: Bool, boarding: Bool) -> LegStatus {
        if actualArrival != nil { return divertedTo.isNone ? .arrived : .diverted }
        if isBack { return .returned }
        if !divertedTo.isNone { return .diverted }
        if actualLanding != nil { return .on }
        if actualTakeoff != nil { return .off }
        if actualDeparture != nil { return .out }
        return boarding ? .boarding : .scheduled
    }
}
