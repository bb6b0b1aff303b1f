/// What has to be done for who waits, whatever the cause. Regulation (EC) No 261/2004, Articles 6, 8 and 9.
public struct Care: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Meals, refreshments and calls.
    public static let meals = Care(rawValue: 1)
    /// A room, and the way to it.
    public static let hotel = Care(rawValue: 2)
    /// The ticket's price, and the way back to the first place of departure, for who does not want to fly any more.
    public static let refund = Care(rawValue: 4)
}

extension CompensationTable {
    /// Minutes of departure delay from which meals are due; nil where no regulation covers the journey.
    public func careFromMinutes(of journey: CompensationCase) -> Int32? {
        rules(of: journey)?.band(of: journey)?.careFromMinutes
    }

    /// What has to be done while a flight waits.
    /// - Parameters:
    ///   - departureDelayMinutes: as expected now.
    ///   - isOvernight: the flight is expected to leave on the day after it was to, or later.
    /// - Returns: nothing where no regulation covers the journey.
    public func care(of journey: CompensationCase, departureDelayMinutes: Int32, isOvernight: Bool) -> Care {
        guard let rules = rules(of: journey), let band = rules.band(of: journey) else { return [] }
        var care: Care = []
        if departureDelayMinutes >= band.careFromMinutes {
            care.insert(.meals)
            if isOvernight { care.insert(.hotel) }
        }
        if departureDelayMinutes >= rules.refundFromMinutes { care.insert(.refund) }
        return care
    }
}
