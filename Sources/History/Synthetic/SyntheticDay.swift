public import DisruptionCore

/// A day of some 2,000 legs among twelve European airports with snow at Frankfurt from 08:30 to 13:00 UTC: late legs,
/// cancellations, diversions and the cascades behind them. For demonstration and tests without real data.
///
/// The same on every machine: no random source, no clock. Airports are real, carriers (ZX, ZY, ZZ) and tails invented.
public enum SyntheticDay {
    /// The airport where it snows.
    public static let snowAirport: StaticString = "FRA"

    /// - Parameter date: every leg is scheduled to leave within it, in UTC and by local clocks.
    public static func legs(on date: CalendarDate) -> [HistoricLeg] {
        let network = SyntheticNetwork()
        var storm = SyntheticStorm(aircraft: SyntheticNetwork.aircraft)
        return network.plans.compactMap { plan in
            let outcome = storm.fly(plan)
            return leg(plan, outcome, on: date)
        }
    }

    private static func leg(
        _ plan: SyntheticNetwork.Plan, _ outcome: SyntheticStorm.Outcome, on date: CalendarDate
    ) -> HistoricLeg? {
        let carrier = SyntheticNetwork.carriers[plan.carrier].code
        guard let flight = FlightNumber("\(carrier)\(plan.number)"), let from = code(plan.from),
            let to = code(plan.to)
        else { return nil }
        func time(_ minute: Int) -> Instant { date.startUTC.adding(minutes: Int64(minute)) }
        var leg = HistoricLeg(
            key: LegKey(flight: flight, date: date, origin: from), destination: to, tail: tail(plan.aircraft),
            scheduledDeparture: time(plan.departure), scheduledArrival: time(plan.departure + plan.block))
        leg.out = outcome.out.map(time)
        leg.off = outcome.off.map(time)
        leg.on = outcome.on.map(time)
        leg.arrival = outcome.arrival.map(time)
        leg.isCancelled = outcome.isCancelled
        if outcome.isCancelled { leg.cancelReason = outcome.isForSnow ? .weather : .carrier }
        if let diversion = outcome.diversion {
            leg.isDiverted = true
            leg.divertedTo = code(diversion.to) ?? .none
            leg.divertedAt = time(diversion.at)
        }
        return leg
    }

    private static func code(_ place: Int) -> AirportCode? { AirportCode("\(SyntheticNetwork.places[place].code)") }

    /// `Z9-AAA`, `Z9-AAB`, …; Z9 is no state's mark.
    private static func tail(_ aircraft: Int) -> Tail {
        func letter(_ value: Int) -> String { String(UnicodeScalar(UInt8(0x41 + value % 26))) }
        return Tail("Z9-" + letter(aircraft / 676) + letter(aircraft / 26) + letter(aircraft)) ?? .none
    }
}
