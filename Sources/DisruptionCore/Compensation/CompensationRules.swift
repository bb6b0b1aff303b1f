/// One version of a regulation on what passengers of disrupted flights are owed, as data.
///
/// Source: Regulation (EC) No 261/2004, Articles 3 and 5 to 9; Sturgeon, C-402/07; for the United Kingdom the same as
/// it was retained.
public struct CompensationRules: Sendable, Equatable {
    public enum Regime: UInt8, CaseIterable, Sendable {
        case eu261 = 1
        case uk261

        /// The name in topics.
        public var name: StaticString {
            switch self {
            case .eu261: "EU261"
            case .uk261: "UK261"
            }
        }
    }

    /// Arrivals from outside that fall under it, too: into these states, with carriers of those.
    public struct Arrivals: Sendable, Equatable {
        public var into: Countries
        public var carriersOf: Countries

        public init(into: Countries, carriersOf: Countries) {
            self.into = into
            self.carriersOf = carriersOf
        }
    }

    /// What is owed for a distance.
    public struct Band: Sendable, Equatable {
        /// Kilometres up to which it holds, inclusive; nil for any distance.
        public var toKm: Int32?
        /// Only for journeys between two states of the regulation.
        public var isWithinStates: Bool
        /// In whole units of the currency.
        public var amount: Int32
        /// Minutes after schedule up to which, inclusive, the arrival of a re-routing halves the amount. Article 7(2).
        public var halvedToMinutes: Int32
        /// Minutes of a delayed arrival below which the amount is halved; nil where no delay halves. Sturgeon, 63.
        public var halvedDelayBelowMinutes: Int32?
        /// Minutes of departure delay from which meals and calls are owed. Article 6(1).
        public var careFromMinutes: Int32

        public init(
            toKm: Int32?, isWithinStates: Bool = false, amount: Int32, halvedToMinutes: Int32,
            halvedDelayBelowMinutes: Int32? = nil, careFromMinutes: Int32
        ) {
            self.toKm = toKm
            self.isWithinStates = isWithinStates
            self.amount = amount
            self.halvedToMinutes = halvedToMinutes
            self.halvedDelayBelowMinutes = halvedDelayBelowMinutes
            self.careFromMinutes = careFromMinutes
        }
    }

    /// A cancellation that is told so early owes nothing where what is offered instead is close enough. Article
    /// 5(1)(c).
    public struct Notice: Sendable, Equatable {
        /// Days before departure from which it holds.
        public var fromDays: Int32
        /// Minutes that the offer may leave earlier, inclusive; nil where any offer will do, or none.
        public var earlierMinutes: Int32?
        /// Minutes that it may arrive later, exclusive.
        public var laterMinutes: Int32

        public init(fromDays: Int32, earlierMinutes: Int32?, laterMinutes: Int32 = 0) {
            self.fromDays = fromDays
            self.earlierMinutes = earlierMinutes
            self.laterMinutes = laterMinutes
        }
    }

    public var regime: Regime
    /// Stands beside every figure that it leads to.
    public var version: String
    /// The first day of flights that it is for.
    public var from: CalendarDate
    /// Three letters of ISO 4217.
    public var currency: String
    /// Departures from these states fall under it, with any carrier.
    public var states: Countries
    public var arrivals: [Arrivals]
    /// Minutes late at the final destination from which compensation is owed. Sturgeon.
    public var delayMinutes: Int32
    /// In the order in which they are tried; the first that fits holds.
    public var bands: [Band]
    /// From the longest notice to the shortest.
    public var notices: [Notice]
    /// Minutes of departure delay from which the ticket is refunded to who does not want to fly. Article 6(1)(iii).
    public var refundFromMinutes: Int32

    public init(
        regime: Regime, version: String, from: CalendarDate, currency: String, states: Countries, arrivals: [Arrivals],
        delayMinutes: Int32, bands: [Band], notices: [Notice], refundFromMinutes: Int32
    ) {
        self.regime = regime
        self.version = version
        self.from = from
        self.currency = currency
        self.states = states
        self.arrivals = arrivals
        self.delayMinutes = delayMinutes
        self.bands = bands
        self.notices = notices
        self.refundFromMinutes = refundFromMinutes
    }

    /// The band of a journey; nil where the table has a gap.
    func band(of journey: CompensationCase) -> Band? {
        let isWithin = states.contains(journey.origin) && states.contains(journey.destination)
        return bands.first { (!$0.isWithinStates || isWithin) && ($0.toKm.map { journey.distanceKm <= $0 } ?? true) }
    }

    /// Whether a journey falls under it.
    /// - Parameter carrier: the state of the operating carrier; nil where it is not known, and then taken for one of
    ///   those that would be liable, since that is the worse reading for the carrier.
    func covers(origin: CountryCode, destination: CountryCode, carrier: CountryCode?) -> Bool {
        if states.contains(origin) { return true }
        return arrivals.contains { arrival in
            arrival.into.contains(destination) && !arrival.into.contains(origin)
                && (carrier.map { arrival.carriersOf.contains($0) } ?? true)
        }
    }
}

/// ISO 3166-1 alpha-2, first letter in the high byte.
public typealias CountryCode = UInt16

/// A set of countries, in rising order.
public struct Countries: Sendable, Equatable {
    private let codes: [CountryCode]

    public init(_ codes: [CountryCode]) { self.codes = codes.sorted() }

    public func contains(_ code: CountryCode) -> Bool {
        var (low, high) = (0, codes.count)
        while low < high {
            let middle = (low + high) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low < codes.count && codes[low] == code
    }
}
