/// All versions of all regulations.
public struct CompensationTable: Sendable, Equatable {
    /// The newest first.
    private let rules: [CompensationRules]

    public init(_ rules: [CompensationRules]) { self.rules = rules.sorted { $0.from > $1.from } }

    /// The regulation of a journey: where several cover it, that of the place of departure, which the carrier cannot
    /// dispute; nil where none does.
    public func rules(of journey: CompensationCase) -> CompensationRules? {
        var arrival: CompensationRules?
        for regime in CompensationRules.Regime.allCases {
            guard let rules = rules.first(where: { $0.regime == regime && $0.from <= journey.date }),
                rules.covers(
                    origin: journey.origin, destination: journey.destination, carrier: journey.carrier)
            else { continue }
            if rules.states.contains(journey.origin) { return rules }
            arrival = arrival ?? rules
        }
        return arrival
    }

    /// What a passenger of a journey is owed; nil where no regulation covers it.
    ///
    /// In the order in which it is decided: scope, notice and offer of a cancellation, band, halving, cause.
    public func exposure(of journey: CompensationCase) -> Exposure? {
        guard let rules = rules(of: journey), let band = rules.band(of: journey) else { return nil }
        var exposure = Exposure(
            regime: rules.regime, version: rules.version, currency: rules.currency, distanceKm: journey.distanceKm,
            bandAmount: band.amount, liability: journey.liability)
        switch journey.outcome {
        case .late(let minutes):
            exposure.isBorderline = abs(minutes - rules.delayMinutes) <= Exposure.borderMinutes
            if minutes >= rules.delayMinutes {
                exposure.gross = band.amount
                if let below = band.halvedDelayBelowMinutes, minutes < below { exposure.halve() }
            }
        case .cancelled(let days, let offer):
            if rules.isExempt(noticeDays: days, offer: offer) { break }
            exposure.gross = band.amount
            if let offer, offer.arrivesLaterMinutes <= band.halvedToMinutes { exposure.halve() }
        }
        return exposure
    }
}

extension CompensationRules {
    /// Whether a cancellation was told early enough, for what was offered.
    fileprivate func isExempt(noticeDays: Int32, offer: CompensationCase.Offer?) -> Bool {
        guard let notice = notices.first(where: { noticeDays >= $0.fromDays }) else { return false }
        guard let earlier = notice.earlierMinutes else { return true }
        guard let offer else { return false }
        return offer.departsEarlierMinutes <= earlier && offer.arrivesLaterMinutes < notice.laterMinutes
    }
}
