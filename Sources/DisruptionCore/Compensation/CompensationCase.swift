/// What happened to the journey of a booking, as far as it decides on what is owed.
public struct CompensationCase: Sendable, Equatable {
    /// A re-routing in place of a cancelled flight.
    public struct Offer: Sendable, Equatable {
        /// How much sooner than planned it leaves, minutes; negative where it leaves later.
        public var departsEarlierMinutes: Int32
        /// How much later than planned it reaches the final destination, minutes; negative where it is sooner.
        public var arrivesLaterMinutes: Int32

        public init(departsEarlierMinutes: Int32, arrivesLaterMinutes: Int32) {
            self.departsEarlierMinutes = departsEarlierMinutes
            self.arrivesLaterMinutes = arrivesLaterMinutes
        }
    }

    public enum Outcome: Sendable, Equatable {
        /// At the final destination, minutes after schedule; the moment that counts is that of the open door. C-452/13.
        case late(minutes: Int32)
        /// Told so many whole days before departure; 0 on the day.
        case cancelled(noticeDays: Int32, offer: Offer?)
    }

    /// Where the journey begins, and the last place that is reached late: the distance between them counts, not what is
    /// flown. Article 7(1); C-559/16.
    public var origin: CountryCode
    public var destination: CountryCode
    public var distanceKm: Int32
    /// The state of the operating carrier; nil where it is not known.
    public var carrier: CountryCode?
    public var date: CalendarDate
    public var outcome: Outcome
    public var liability: Liability

    public init(
        origin: CountryCode, destination: CountryCode, distanceKm: Int32, carrier: CountryCode?, date: CalendarDate,
        outcome: Outcome, liability: Liability
    ) {
        self.origin = origin
        self.destination = destination
        self.distanceKm = distanceKm
        self.carrier = carrier
        self.date = date
        self.outcome = outcome
        self.liability = liability
    }
}
