/// By what it is said whom a disruption reaches: a copy of what the engine has in force.
struct ImpactRules {
    let settings: EngineSettings
    let compensation: CompensationTable
    let reference: AirportDirectory

    /// Whom it reaches that a leg is late, elsewhere or does not fly, and what they are owed.
    func impact(
        of pattern: Pattern, _ passengers: LegPassengers, _ key: LegKey, _ view: LegView, _ liability: Liability
    ) -> Impact {
        let minutes: Int64 =
            switch pattern {
            case .flightDelay: Int64(max(0, view.delayMinutes ?? 0))
            case .flightCancelled, .flightDiverted: settings[.impactCancelledMinutes]
            default: 0
            }
        let parties = passengers.parties
        var impact = Impact(parties, minutes: minutes, settings: settings)
        guard pattern == .flightDelay || pattern == .flightCancelled else { return impact }
        var sum = ExposureSum(compensation, reference, date: key.date, liability: liability)
        for party in parties {
            if pattern == .flightCancelled {
                sum.add(party, .cancelled(noticeDays: view.noticeDays, offer: nil))
            } else if party.onward.isNone, let late = view.arrivalDelayMinutes {
                // Who goes on is late by the flight that they change to.
                sum.add(party, .late(minutes: late + Int32(settings[.impactDoorMinutes])))
            }
        }
        if pattern == .flightDelay { addCare(&sum, parties, view, at: key.origin) }
        impact.exposures = sum.exposures
        impact.care = sum.care
        return impact
    }

    private func addCare(_ sum: inout ExposureSum, _ parties: [Party], _ view: LegView, at origin: AirportCode) {
        guard let late = view.departureDelayMinutes, let departure = view.scheduledDeparture,
            let expected = view.bestDeparture
        else { return }
        let isOvernight = reference.operatingDay(expected, at: origin) > reference.operatingDay(departure, at: origin)
        for party in parties {
            sum.addCare(party, delayMinutes: late, isOvernight: isOvernight, scheduledDeparture: departure)
        }
    }

    /// Whom it reaches that a connection is missed, or may be, and what they are owed then.
    func impact(of connection: MissedConnection, _ passengers: LegPassengers) -> Impact {
        let chance = Int64(connection.missChance)
        let minutes = settings[.impactCancelledMinutes]
        let inbound = connection.inbound.leg
        let parties = passengers.parties.filter { $0.inbound == inbound }
        var impact = Impact(parties, minutes: minutes * chance / 10_000, settings: settings)
        // Why the flight before is late this leg does not know.
        var sum = ExposureSum(compensation, reference, date: inbound.date, liability: .uncertain)
        sum.chance = chance
        for party in parties { sum.add(party, .late(minutes: Int32(clamping: minutes))) }
        impact.exposures = sum.exposures
        return impact
    }
}
